"""方案通过: the office agrees to the plan (domain §3.3)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from hehuo.programme.models import Finding
from hehuo.programme.supervision.addresses import address_of
from hehuo.programme.supervision.course import begin
from hehuo.programme.supervision.findings.lifecycle import FINDING
from hehuo.programme.supervision.findings.stages import due_now
from hehuo.programme.supervision.people import ask_unit


@transaction.atomic
def accept_plan(finding: Finding, *, by: Any, reason: str = "", at: datetime | None = None) -> Finding:
    """Accept; the unit puts it right by the deadline."""
    act = begin(FINDING, finding, "accept_plan", by=by, at=at, reason=reason)
    row = act.finish(due=due_now(act.subject))
    ask_unit(
        row.responsible,
        f"整改方案已通过，请按期整改：{row.fact}"[:190],
        row,
        by=by,
        url=address_of(row),
        due=row.step_due_on,
    )
    return row
