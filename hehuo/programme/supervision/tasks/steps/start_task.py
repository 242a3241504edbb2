"""开始办理: the unit names who is responsible (domain §3.4)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from hehuo.org.workdays import Due
from hehuo.programme.models import ResponsibilityTask
from hehuo.programme.supervision.course import begin
from hehuo.programme.supervision.tasks.lifecycle import TASK


@transaction.atomic
def start_task(
    task: ResponsibilityTask, *, by: Any, owner: str, reason: str = "", at: datetime | None = None
) -> ResponsibilityTask:
    """Begin; from now on progress is read from the ledgers."""
    act = begin(TASK, task, "start", by=by, at=at, reason=reason)
    if not owner.strip():
        raise ValidationError("请填写责任人。")
    act.subject.owner = owner.strip()[:50]
    return act.finish(
        data={"owner": act.subject.owner}, due=Due(act.subject.due_on, act.subject.due_provisional)
    )
