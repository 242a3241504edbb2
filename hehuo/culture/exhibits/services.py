"""Exhibits are taken in, shown as far as agreed, given back."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from hehuo.culture.exhibits.models import HomesicknessExhibit
from hehuo.culture.venues.models import Venue
from hehuo.records.stepping import not_before
from hehuo.records.writing import save_record


def save_exhibit(exhibit: HomesicknessExhibit, *, by: Any) -> HomesicknessExhibit:
    """Store a piece; it stands in a hall of memories of the same settlement. Raises `ValidationError`."""
    venue, today = exhibit.venue, timezone.localdate()
    if venue.settlement_id != exhibit.settlement_id:
        raise ValidationError({"venue": "这个场所不属于所选安置点。"})
    if Venue.Kind.HOMESICKNESS not in (venue.kind, venue.also_kind):
        raise ValidationError({"venue": "请选择类型或兼作是“乡愁馆”的场所。"})
    late = [n for n in ("received_on", "consented_on") if (day := getattr(exhibit, n)) and day > today]
    if late:
        raise ValidationError(dict.fromkeys(late, "日期不能晚于今天。"))
    if exhibit.withdrawn_on and (exhibit.shows_donor or exhibit.shows_story):
        raise ValidationError({"consented_on": "本人已撤回同意，不能再展示姓名和故事。"})
    exhibit.occurred_on = exhibit.received_on
    return save_record(exhibit, by=by)


def withdraw_consent(exhibit: HomesicknessExhibit, *, by: Any, on: date) -> HomesicknessExhibit:
    """Name and story are off the label from this moment on; the piece may stay."""
    exhibit.withdrawn_on, exhibit.shows_donor, exhibit.shows_story = on, False, False
    return save_record(exhibit, by=by, action="withdraw_consent", reason=f"{on} 本人撤回展示同意")


def give_back(exhibit: HomesicknessExhibit, *, by: Any, on: date) -> HomesicknessExhibit:
    """Back to whoever lent it, or no longer shown."""
    not_before(on, exhibit.received_on, "入藏日期")
    exhibit.left_on = on
    return save_record(exhibit, by=by, action="give_back", reason=f"{on} 归还或撤展")


def cannot_withdraw(exhibit: HomesicknessExhibit) -> str:
    """Why there is no consent to take back."""
    return "" if exhibit.shows_donor or exhibit.shows_story else "没有展示姓名和故事。"


def cannot_give_back(exhibit: HomesicknessExhibit) -> str:
    """Why it is not here."""
    return "" if exhibit.left_on is None else "已经归还或撤展。"
