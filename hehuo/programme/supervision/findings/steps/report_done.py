"""报告完成: the unit says what was done and shows proof; the points do not come back yet (domain §3.3)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from hehuo.org.workdays import add_working_days
from hehuo.programme.models import Finding
from hehuo.programme.supervision.addresses import address_of
from hehuo.programme.supervision.course import begin
from hehuo.programme.supervision.findings.lifecycle import FINDING, VERIFY_WITHIN
from hehuo.programme.supervision.people import ask_office


@transaction.atomic
def report_done(finding: Finding, *, by: Any, reason: str, at: datetime | None = None) -> Finding:
    """Report; another person verifies within five working days."""
    act = begin(FINDING, finding, "report_done", by=by, at=at, reason=reason)
    row = act.subject
    row.done_report, row.reported_by = act.reason, by
    due = add_working_days(act.day, VERIFY_WITHIN)
    act.finish(data={"late": act.day > row.due_on}, due=due)
    ask_office(f"整改已报完成，请安排复查：{row.fact}"[:190], row, by=by, url=address_of(row), due=due.day)
    return row
