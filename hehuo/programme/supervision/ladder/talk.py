"""约谈: ten days overdue and reminded; when, where, with whom and what was agreed is kept and told to the unit (domain §3.3)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from hehuo.notices.models import NoticeKind
from hehuo.org.workdays import chinese_day
from hehuo.programme.supervision.addresses import address_of
from hehuo.programme.supervision.course import begin
from hehuo.programme.supervision.ladder.asking import climbed
from hehuo.programme.supervision.ladder.taking import answering_unit, course_of
from hehuo.programme.supervision.people import ask_unit


@transaction.atomic
def talk(
    subject: Any, *, by: Any, reason: str, held_on: date | None = None, place: str = "", attendees: str = "",
    at: datetime | None = None,
) -> Any:  # fmt: skip
    """Record the talk with the unit's responsible person; `reason` says what was agreed. Without a day it was today."""
    act = begin(course_of(subject), subject, "talk", by=by, at=at, reason=reason)
    row, day = act.subject, held_on or act.day
    if not row.reminded_on <= day <= act.day:
        raise ValidationError(f"约谈日期应在提醒（{chinese_day(row.reminded_on)}）以后、今天以前。")
    row.talked_on = day
    climbed(row, by=by, on=act.day)
    told = {"held_on": str(day), "place": place.strip()[:100], "attendees": attendees.strip()[:200]}
    act.finish(data={"days_over": row.days_late(act.day), **told})
    text = f"{chinese_day(day)}已约谈，请按商定事项办理：{row}"
    ask_unit(
        answering_unit(row),
        text[:190],
        row,
        by=by,
        url=address_of(row),
        due=row.due_on,
        kind=NoticeKind.SUPERVISED,
    )
    return row
