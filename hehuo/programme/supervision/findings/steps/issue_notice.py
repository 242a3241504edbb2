"""整改通知: the unit is told item, fact, basis, requirement and deadline; the points are taken (domain §3.3)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from hehuo.assessment.deductions import take_points
from hehuo.org.workdays import add_working_days
from hehuo.programme.models import Finding
from hehuo.programme.supervision.addresses import address_of
from hehuo.programme.supervision.course import begin
from hehuo.programme.supervision.findings.lifecycle import FINDING, RECEIVE_WITHIN
from hehuo.programme.supervision.findings.papers import notice_issued
from hehuo.programme.supervision.findings.steps.record_finding import Facts, due_of
from hehuo.programme.supervision.people import ask_unit


@transaction.atomic
def issue_notice(finding: Finding, *, by: Any, reason: str = "", at: datetime | None = None) -> Finding:
    """Issue. The deadline runs from the day of the notice; the points are gone until the re-check."""
    act = begin(FINDING, finding, "issue_notice", by=by, at=at, reason=reason)
    row = act.subject
    taken = take_points(
        row.settlement, row.edition, row.criterion, row.points, source=row, reason=f"{row.get_kind_display()}：{row.fact}", by=by,
        on=act.day,
    )  # fmt: skip
    if row.urgency != Finding.Urgency.LONG:
        facts = Facts(
            row.criterion, row.points, row.fact, row.basis, row.requirement, row.responsible, row.urgency
        )
        row.due_on = due_of(facts, act.day)
    due = add_working_days(act.day, RECEIVE_WITHIN)
    act.finish(data={"points": str(row.points), "deduction": taken.pk, "due": str(row.due_on)}, due=due)
    notice_issued.send(Finding, finding=row, by=by)
    ask_unit(
        row.responsible, f"请签收整改通知：{row.fact}"[:190], row, by=by, url=address_of(row), due=due.day
    )
    return row
