"""报告整改完成: acceptance goes on with the working days that were left; members score anew (domain §3.1)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from hehuo.assessment.snapshots import freeze
from hehuo.org.workdays import add_working_days
from hehuo.programme import scores
from hehuo.programme.acting import begin
from hehuo.programme.models import Campaign


@transaction.atomic
def finish_rectification(
    campaign: Campaign, *, by: Any, reason: str, at: datetime | None = None, attachments: Sequence[str] = ()
) -> Campaign:
    """Report what was put right; a snapshot of the day is frozen and a new round of scores begins."""
    act = begin(campaign, "finish_rectification", by=by, at=at, reason=reason, attachments=attachments)
    row = act.campaign
    asked = row.steps.filter(event="request_rectification").order_by("-id").first()
    left = (asked.data if asked else {}).get("working_days_left", act.rules.acceptance_days)
    row.round_no = scores.next_round(row.unit)
    snapshot = freeze(row.unit, row.edition, act.day, "rectified", by=by)
    late = bool(row.due_on and act.day > row.due_on)
    data = {"snapshot": snapshot.pk, "round": row.round_no, "late": late}
    return act.finish(data=data, due=add_working_days(act.day, max(left, 1)))
