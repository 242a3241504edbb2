"""重新整改: the re-check found it not put right; the points stay away (domain §3.3)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from hehuo.org.workdays import add_days, add_working_days
from hehuo.programme.models import Finding
from hehuo.programme.supervision.addresses import address_of
from hehuo.programme.supervision.course import begin
from hehuo.programme.supervision.deadlines import check_deadline
from hehuo.programme.supervision.findings.lifecycle import FINDING, IMMEDIATE_DAYS, NORMAL_DAYS, PLAN_WITHIN
from hehuo.programme.supervision.people import ask_unit


def term_from(finding: Finding, day: date) -> date:
    """The deadline that the urgency gives from a day on."""
    quick = finding.urgency == Finding.Urgency.IMMEDIATE
    return add_days(day, IMMEDIATE_DAYS if quick else NORMAL_DAYS).day


@transaction.atomic
def reopen_finding(
    finding: Finding, *, by: Any, reason: str, due_on: date | None = None, at: datetime | None = None
) -> Finding:
    """Reopen with a new deadline (without one: the term of its urgency, from today); a new plan is due in five working days."""
    act = begin(FINDING, finding, "reopen", by=by, at=at, reason=reason)
    row = act.subject
    row.reopened_times += 1
    before, given = (
        row.due_on,
        check_deadline(due_on or term_from(row, act.day), start=act.day, printed=due_on is None),
    )
    row.due_on, row.due_provisional = given.day, given.provisional
    row.reminded_on = row.talked_on = row.bulletin_proposed_on = None
    due = add_working_days(act.day, PLAN_WITHIN)
    act.finish(data={"times": row.reopened_times, "from": str(before), "to": str(row.due_on)}, due=due)
    ask_unit(
        row.responsible,
        f"复查未通过，请重新整改：{row.fact}"[:190],
        row,
        by=by,
        url=address_of(row),
        due=due.day,
    )
    return row
