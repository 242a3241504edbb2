"""办结: the task is over and stays on record (domain §3.4)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from hehuo.programme.models import ResponsibilityTask
from hehuo.programme.supervision.course import begin
from hehuo.programme.supervision.tasks.lifecycle import TASK


@transaction.atomic
def close_task(
    task: ResponsibilityTask, *, by: Any, reason: str = "", at: datetime | None = None
) -> ResponsibilityTask:
    """Close."""
    return begin(TASK, task, "close", by=by, at=at, reason=reason).finish()
