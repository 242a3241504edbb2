"""提醒: one day overdue; the unit is asked again (domain §3.3)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from hehuo.notices.models import NoticeKind
from hehuo.programme.supervision.addresses import address_of
from hehuo.programme.supervision.course import begin
from hehuo.programme.supervision.ladder.asking import climbed
from hehuo.programme.supervision.ladder.taking import answering_unit, course_of
from hehuo.programme.supervision.people import ask_unit


@transaction.atomic
def remind(subject: Any, *, by: Any, reason: str = "", at: datetime | None = None) -> Any:
    """Remind the unit; the matter becomes 督办 for it."""
    act = begin(course_of(subject), subject, "remind", by=by, at=at, reason=reason)
    row = act.subject
    row.reminded_on = act.day
    text = f"已逾期 {row.days_late(act.day)} 天，请尽快办理：{row}"
    ask_unit(
        answering_unit(row),
        text[:190],
        row,
        by=by,
        url=address_of(row),
        due=min(row.due_on, row.step_due_on or row.due_on),
        kind=NoticeKind.SUPERVISED,
    )
    climbed(row, by=by, on=act.day)
    return act.finish(data={"days_over": row.days_late(act.day)})
