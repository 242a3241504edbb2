"""审核通过: by the office, not by who sent it in (domain §3.4)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from hehuo.programme.models import ResponsibilityTask
from hehuo.programme.supervision.course import begin
from hehuo.programme.supervision.tasks.lifecycle import TASK


@transaction.atomic
def review_task(
    task: ResponsibilityTask, *, by: Any, reason: str = "", at: datetime | None = None
) -> ResponsibilityTask:
    """Accept the result."""
    return begin(TASK, task, "review", by=by, at=at, reason=reason).finish()
