"""责任异议: the lead unit says why another unit should lead; headquarters decide within three working days (domain §3.4)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from hehuo.org.workdays import add_working_days
from hehuo.programme.models import ResponsibilityTask
from hehuo.programme.supervision.addresses import address_of
from hehuo.programme.supervision.course import begin
from hehuo.programme.supervision.people import ask_office
from hehuo.programme.supervision.tasks.lifecycle import DECIDE_WITHIN, TASK


@transaction.atomic
def dispute_task(
    task: ResponsibilityTask, *, by: Any, reason: str, at: datetime | None = None
) -> ResponsibilityTask:
    """Dispute the responsibility."""
    act = begin(TASK, task, "dispute", by=by, at=at, reason=reason)
    due = add_working_days(act.day, DECIDE_WITHIN)
    row = act.finish(due=due)
    ask_office(f"请裁定责任异议：{row}", row, by=by, url=address_of(row), due=due.day)
    return row
