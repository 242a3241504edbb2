"""取消任务: with a reason; the record stays (domain §3.4)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from hehuo.programme.models import ResponsibilityTask
from hehuo.programme.supervision.course import begin
from hehuo.programme.supervision.tasks.lifecycle import TASK


@transaction.atomic
def cancel_task(
    task: ResponsibilityTask, *, by: Any, reason: str = "", at: datetime | None = None
) -> ResponsibilityTask:
    """Cancel."""
    return begin(TASK, task, "cancel", by=by, at=at, reason=reason).finish()
