"""不同意延期: by the leader, with a written reason; the deadline stands (domain §3.3)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from hehuo.notices.models import NoticeKind
from hehuo.org.workdays import chinese_day
from hehuo.programme.supervision.addresses import address_of
from hehuo.programme.supervision.course import begin
from hehuo.programme.supervision.ladder.asking import asked_and_done
from hehuo.programme.supervision.ladder.taking import answering_unit, course_of
from hehuo.programme.supervision.people import ask_unit


@transaction.atomic
def refuse_extension(subject: Any, *, by: Any, reason: str, at: datetime | None = None) -> Any:
    """Refuse; the unit is told."""
    act = begin(course_of(subject), subject, "refuse_extension", by=by, at=at, reason=reason)
    row = act.finish()
    asked_and_done("extension", row, by=by, on=act.day)
    text = f"延期没有同意，时限仍是{chinese_day(row.due_on)}：{row}"
    ask_unit(answering_unit(row), text[:190], row, by=by, url=address_of(row), kind=NoticeKind.COPY)
    return row
