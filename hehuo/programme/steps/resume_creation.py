"""继续创建: after a failed self-assessment or a return by the county the work goes on in a new round (domain §3.1)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from hehuo.programme import scores
from hehuo.programme.acting import begin
from hehuo.programme.models import Campaign


@transaction.atomic
def resume_creation(campaign: Campaign, *, by: Any, at: datetime | None = None, reason: str = "") -> Campaign:
    """Back to creation; the next self-assessment has its own sheets."""
    act = begin(campaign, "resume_creation", by=by, at=at, reason=reason)
    row = act.campaign
    row.round_no = scores.next_round(row.unit)
    row.signed_by = row.self_sheet = row.county_sheet = None
    return act.finish(data={"round": row.round_no})
