"""签收: within two working days (domain §3.4)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from hehuo.programme.models import ResponsibilityTask
from hehuo.programme.supervision.course import begin
from hehuo.programme.supervision.tasks.lifecycle import TASK


@transaction.atomic
def accept_task(
    task: ResponsibilityTask, *, by: Any, reason: str = "", at: datetime | None = None
) -> ResponsibilityTask:
    """The lead unit takes the task; whether it was late is kept."""
    act = begin(TASK, task, "accept", by=by, at=at, reason=reason)
    late = bool(act.subject.step_due_on and act.day > act.subject.step_due_on)
    act.subject.leave_ladder(act.day)
    return act.finish(data={"late": late})
