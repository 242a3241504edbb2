"""申请延期: the unit says why and until when; the leader grants or refuses (domain §3.3, once)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from hehuo.org.roles import Role
from hehuo.org.workdays import chinese_day
from hehuo.programme.supervision.course import begin
from hehuo.programme.supervision.deadlines import check_deadline
from hehuo.programme.supervision.ladder.asking import ask_city
from hehuo.programme.supervision.ladder.taking import course_of


@transaction.atomic
def ask_extension(subject: Any, *, by: Any, due_on: date, reason: str, at: datetime | None = None) -> Any:
    """Ask; the deadline stays until the leader grants it."""
    act = begin(course_of(subject), subject, "ask_extension", by=by, at=at, reason=reason)
    row = act.subject
    if due_on <= row.due_on:
        raise ValidationError(f"申请延到的日期应晚于原来的时限（{chinese_day(row.due_on)}）。")
    due = check_deadline(due_on, start=act.day)
    act.finish(data={"to": str(due.day)})
    ask_city(Role.CITY_LEADER, "extension", f"请审批延期到{chinese_day(due.day)}：{row}", row, by=by)
    return row
