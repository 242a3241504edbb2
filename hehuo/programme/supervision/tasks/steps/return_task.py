"""退回补充: what is missing, in words (domain §3.4)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from hehuo.org.workdays import Due
from hehuo.programme.models import ResponsibilityTask
from hehuo.programme.supervision.addresses import address_of
from hehuo.programme.supervision.course import begin
from hehuo.programme.supervision.people import ask_unit
from hehuo.programme.supervision.tasks.lifecycle import TASK


@transaction.atomic
def return_task(
    task: ResponsibilityTask, *, by: Any, reason: str = "", at: datetime | None = None
) -> ResponsibilityTask:
    """Send the result back to the unit; the deadline stays."""
    act = begin(TASK, task, "return", by=by, at=at, reason=reason)
    row = act.finish(due=Due(act.subject.due_on, act.subject.due_provisional))
    ask_unit(row.lead, f"成果已退回，请补充：{row}", row, by=by, url=address_of(row), due=row.due_on)
    return row
