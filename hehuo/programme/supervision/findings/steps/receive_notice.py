"""签收通知: within two working days (domain §3.3)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from hehuo.org.workdays import add_working_days
from hehuo.programme.models import Finding
from hehuo.programme.supervision.course import begin
from hehuo.programme.supervision.findings.lifecycle import FINDING, PLAN_WITHIN


@transaction.atomic
def receive_notice(finding: Finding, *, by: Any, reason: str = "", at: datetime | None = None) -> Finding:
    """Receive; the plan is due in five working days."""
    act = begin(FINDING, finding, "receive", by=by, at=at, reason=reason)
    late = bool(act.subject.step_due_on and act.day > act.subject.step_due_on)
    act.subject.leave_ladder(act.day)
    return act.finish(data={"late": late}, due=add_working_days(act.day, PLAN_WITHIN))
