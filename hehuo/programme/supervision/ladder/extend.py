"""同意延期: once, by the leader, with a written reason (domain §3.3)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from hehuo.programme.supervision.course import begin
from hehuo.programme.supervision.deadlines import check_deadline
from hehuo.programme.supervision.ladder.taking import course_of


@transaction.atomic
def extend(subject: Any, *, by: Any, due_on: date, reason: str, at: datetime | None = None) -> Any:
    """Set a later deadline; the ladder begins anew."""
    act = begin(course_of(subject), subject, "extend", by=by, at=at, reason=reason)
    row = act.subject
    if due_on <= row.due_on:
        raise ValidationError("延期后的时限应晚于原来的时限。")
    due, before = check_deadline(due_on, start=act.day), row.due_on
    row.due_on, row.due_provisional, row.extended_on = due.day, due.provisional, act.day
    row.reminded_on = row.talked_on = row.bulletin_proposed_on = None
    return act.finish(data={"from": str(before), "to": str(due.day)})
