"""要求限期整改: findings that are not fatal; one chance, at most 30 days; the acceptance clock pauses (domain §3.1)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from hehuo.org.workdays import Due, WorkCalendar
from hehuo.programme.acting import begin
from hehuo.programme.models import Campaign


@transaction.atomic
def request_rectification(
    campaign: Campaign,
    *,
    by: Any,
    reason: str,
    due_on: date,
    at: datetime | None = None,
    attachments: Sequence[str] = (),
) -> Campaign:
    """Ask for rectification; the working days left for acceptance are kept for afterwards."""
    act = begin(campaign, "request_rectification", by=by, at=at, reason=reason, attachments=attachments)
    row = act.campaign
    days = (due_on - act.day).days
    if not 0 < days <= act.rules.rectify_days:
        raise ValidationError(f"整改期限应在 1 至 {act.rules.rectify_days} 天之内。")
    left = (
        WorkCalendar().working_days_between(act.day, row.due_on) if row.due_on else act.rules.acceptance_days
    )
    row.rectified_once = True
    return act.finish(data={"due": str(due_on), "working_days_left": max(left, 0)}, due=Due(due_on))
