"""裁定责任: the lead stays, or another unit leads (domain §3.4)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from hehuo.org.models import OrgUnit
from hehuo.org.workdays import add_working_days
from hehuo.programme.models import ResponsibilityTask
from hehuo.programme.models.supervision import successor_on
from hehuo.programme.supervision.addresses import address_of
from hehuo.programme.supervision.course import begin
from hehuo.programme.supervision.people import ask_unit
from hehuo.programme.supervision.tasks.lifecycle import ACCEPT_WITHIN, TASK


@transaction.atomic
def decide_dispute(
    task: ResponsibilityTask, *, by: Any, reason: str, lead: OrgUnit | None = None, at: datetime | None = None
) -> ResponsibilityTask:
    """Decide with a reason; the task is assigned again. The former lead of a task that moves supports it."""
    act = begin(TASK, task, "decide_dispute", by=by, at=at, reason=reason)
    row, before = act.subject, act.subject.lead
    after = successor_on(lead, act.day) if lead else before
    if lead and after.pk == before.pk:
        raise ValidationError("新的牵头单位与原来相同；维持原牵头单位的，请不选。")
    row.lead = after
    due = add_working_days(act.day, ACCEPT_WITHIN)
    act.finish(data={"lead_before": before.code, "lead": after.code}, due=due)
    if after.pk != before.pk:
        row.supports.remove(after)
        row.supports.add(before)
    ask_unit(after, f"责任已裁定，请签收：{row}", row, by=by, url=address_of(row), due=due.day)
    return row
