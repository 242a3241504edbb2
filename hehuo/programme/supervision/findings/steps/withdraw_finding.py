"""撤销问题: the unit's appeal is right; the leader takes the problem back and the points return (domain §6.3)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from hehuo.assessment.deductions import give_back_points
from hehuo.programme.models import Finding
from hehuo.programme.supervision.course import begin
from hehuo.programme.supervision.findings.lifecycle import FINDING


@transaction.atomic
def withdraw_finding(finding: Finding, *, by: Any, reason: str, at: datetime | None = None) -> Finding:
    """Take back with a reason."""
    act = begin(FINDING, finding, "withdraw", by=by, at=at, reason=reason)
    held = give_back_points(act.subject, by=by, reason=act.reason, on=act.day)
    return act.finish(data={"points_back": str(held.points) if held else "0"})
