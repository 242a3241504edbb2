"""报送成果: what was done, in words; numbers come from the ledgers (domain §3.4)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from hehuo.programme.models import ResponsibilityTask
from hehuo.programme.supervision.addresses import address_of
from hehuo.programme.supervision.course import begin
from hehuo.programme.supervision.people import ask_office
from hehuo.programme.supervision.tasks.lifecycle import TASK
from hehuo.programme.supervision.tasks.progress import progress_of


@transaction.atomic
def submit_task(
    task: ResponsibilityTask, *, by: Any, reason: str, at: datetime | None = None
) -> ResponsibilityTask:
    """Send the result in; the progress of the day is kept with the step."""
    act = begin(TASK, task, "submit", by=by, at=at, reason=reason)
    row = act.subject
    row.result, row.submitted_by, row.submitted_on = act.reason, by, act.day
    seen = progress_of([row], act.day)[row.pk]
    act.finish(data={"late": act.day > row.due_on, "percent": seen.percent, "progress": seen.words})
    ask_office(f"请审核成果：{row}", row, by=by, url=address_of(row))
    return row
