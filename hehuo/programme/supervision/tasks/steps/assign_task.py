"""下达任务: the lead unit is asked to accept within two working days (domain §3.4)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from hehuo.notices.models import NoticeKind
from hehuo.org.workdays import add_working_days
from hehuo.programme.models import ResponsibilityTask
from hehuo.programme.supervision.addresses import address_of
from hehuo.programme.supervision.course import begin
from hehuo.programme.supervision.people import ask_unit
from hehuo.programme.supervision.tasks.lifecycle import ACCEPT_WITHIN, TASK


@transaction.atomic
def assign_task(
    task: ResponsibilityTask, *, by: Any, reason: str = "", at: datetime | None = None
) -> ResponsibilityTask:
    """Send the task to its lead; supporting units get a copy."""
    act = begin(TASK, task, "assign", by=by, at=at, reason=reason)
    due = add_working_days(act.day, ACCEPT_WITHIN)
    row = act.finish(due=due)
    ask_unit(row.lead, f"请签收责任任务：{row}", row, by=by, url=address_of(row), due=due.day)
    for unit in row.supports.all():
        ask_unit(unit, f"请配合办理：{row}", row, by=by, url=address_of(row), kind=NoticeKind.COPY)
    return row
