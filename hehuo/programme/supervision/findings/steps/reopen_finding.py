"""重新整改: the re-check found it not put right; the points stay away (domain §3.3)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from hehuo.org.workdays import add_working_days
from hehuo.programme.models import Finding
from hehuo.programme.supervision.addresses import address_of
from hehuo.programme.supervision.course import begin
from hehuo.programme.supervision.findings.lifecycle import FINDING, PLAN_WITHIN
from hehuo.programme.supervision.people import ask_unit


@transaction.atomic
def reopen_finding(finding: Finding, *, by: Any, reason: str, at: datetime | None = None) -> Finding:
    """Reopen; a new plan is due in five working days."""
    act = begin(FINDING, finding, "reopen", by=by, at=at, reason=reason)
    row = act.subject
    row.reopened_times += 1
    due = add_working_days(act.day, PLAN_WITHIN)
    act.finish(data={"times": row.reopened_times}, due=due)
    ask_unit(
        row.responsible,
        f"复查未通过，请重新整改：{row.fact}"[:190],
        row,
        by=by,
        url=address_of(row),
        due=due.day,
    )
    return row
