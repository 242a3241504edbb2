"""同意延期: once, by the leader, with a written reason (domain §3.3)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from hehuo.notices.models import NoticeKind
from hehuo.org.workdays import chinese_day
from hehuo.programme.models import Finding, FindingState
from hehuo.programme.supervision.addresses import address_of
from hehuo.programme.supervision.course import begin
from hehuo.programme.supervision.deadlines import check_deadline
from hehuo.programme.supervision.findings.stages import due_now, in_stages, move_stages
from hehuo.programme.supervision.ladder.asking import asked_and_done, climbed
from hehuo.programme.supervision.ladder.taking import answering_unit, course_of
from hehuo.programme.supervision.people import ask_unit

RECTIFIES = (FindingState.PLAN_ACCEPTED, FindingState.RECTIFYING)
"""Here a problem owes its deadline, or the date of its next stage."""


@transaction.atomic
def extend(subject: Any, *, by: Any, due_on: date, reason: str, at: datetime | None = None) -> Any:
    """Set a later deadline, and later dates of the stages that are not done; the ladder begins anew."""
    act = begin(course_of(subject), subject, "extend", by=by, at=at, reason=reason)
    row = act.subject
    if due_on <= row.due_on:
        raise ValidationError("延期后的时限应晚于原来的时限。")
    due, before = check_deadline(due_on, start=act.day), row.due_on
    row.due_on, row.due_provisional, row.extended_on = due.day, due.provisional, act.day
    if isinstance(row, Finding) and in_stages(row):
        move_stages(row, (due.day - before).days)
    if isinstance(row, Finding) and row.state in RECTIFIES:
        row.step_due_on = due_now(row).day
    elif row.step_due_on == before:
        row.step_due_on, row.step_due_provisional = due.day, due.provisional
    row.reminded_on = row.talked_on = row.bulletin_proposed_on = None
    act.finish(data={"from": str(before), "to": str(due.day)})
    asked_and_done("extension", row, by=by, on=act.day)
    climbed(row, by=by, on=act.day)
    text = f"已同意延期到{chinese_day(due.day)}：{row}"
    ask_unit(answering_unit(row), text[:190], row, by=by, url=address_of(row), kind=NoticeKind.COPY)
    return row
