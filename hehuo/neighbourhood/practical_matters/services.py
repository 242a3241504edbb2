"""Practical matters: done by one person, confirmed by residents to another."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError

from hehuo.neighbourhood.practical_matters.lifecycle import MATTER
from hehuo.neighbourhood.practical_matters.models import PracticalMatter
from hehuo.records.stepping import not_before, take_step
from hehuo.records.writing import save_record

Word = PracticalMatter.Word


def save_matter(matter: PracticalMatter, *, by: Any) -> PracticalMatter:
    """Store a matter; what it came from lies in the same settlement."""
    for name in ("request", "resolution", "building"):
        row = getattr(matter, name)
        if row is not None and row.settlement_id != matter.settlement_id:
            raise ValidationError({name: "不在这个安置点，请重新选择。"})
    return save_record(matter, by=by)


def finish_matter(matter: PracticalMatter, *, by: Any, on: date, result: str) -> PracticalMatter:
    """Done; the residents have not said anything yet."""
    not_before(on, matter.raised_on, "提出日期")
    facts: dict[str, Any] = {
        "done_on": on,
        "done_by": by,
        "result": result,
        "resident_word": "",
        "confirmed_on": None,
    }
    return take_step(MATTER, matter, "finish", by=by, **facts)


def _told(matter: PracticalMatter, event: str, word: str, *, by: Any, on: date) -> PracticalMatter:
    if matter.done_by_id is not None and matter.done_by_id == by.pk:
        raise PermissionDenied("这件事是您登记办结的，群众的话请由另一位同事听取和登记。")
    not_before(on, matter.done_on, "完成日期")
    return take_step(MATTER, matter, event, by=by, resident_word=word, confirmed_on=on)


def record_confirmation(matter: PracticalMatter, *, by: Any, on: date) -> PracticalMatter:
    """The residents say it is done."""
    return _told(matter, "confirm", Word.YES, by=by, on=on)


def record_dispute(matter: PracticalMatter, *, by: Any, on: date) -> PracticalMatter:
    """The residents say it is not done."""
    return _told(matter, "dispute", Word.NO, by=by, on=on)


def record_unreached(matter: PracticalMatter, *, by: Any, on: date) -> PracticalMatter:
    """Nobody could be reached; that is no confirmation."""
    return _told(matter, "unreached", Word.UNREACHABLE, by=by, on=on)
