"""完成复查: kept, or rectification within a time (domain §3.1)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from hehuo.org.workdays import Due
from hehuo.programme.acting import begin
from hehuo.programme.models import Campaign, Recheck, RewardGrant


@transaction.atomic
def finish_recheck(
    campaign: Campaign,
    *,
    by: Any,
    kept: bool,
    opinion: str,
    due_on: date | None = None,
    at: datetime | None = None,
) -> Recheck:
    """Finish. A unit that was rewarded goes back to “rewarded”, so it is never rewarded twice."""
    act = begin(campaign, "recheck_keeps", by=by, at=at, reason=opinion)
    row = act.campaign
    recheck = row.rechecks.select_for_update().get(result=Recheck.Result.OPEN)
    recheck.result = Recheck.Result.KEPT if kept else Recheck.Result.SUSPENDED
    recheck.opinion, recheck.finished_on, recheck.finished_by = act.reason, act.day, by
    recheck.save()
    if kept:
        paid = RewardGrant.objects.filter(campaign=row, paid_at__isnull=False).exists()
        act.finish("recheck_keeps_rewarded" if paid else "recheck_keeps", data={"recheck": recheck.pk})
        return recheck
    if due_on is None or due_on <= act.day:
        raise ValidationError("请填写整改期限。")
    act.finish("recheck_suspends", data={"recheck": recheck.pk, "due": str(due_on)}, due=Due(due_on))
    return recheck
