"""登记基线得分: a baseline snapshot, then the work of creation begins (domain §3.1)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from hehuo.assessment.snapshots import freeze
from hehuo.programme.acting import begin
from hehuo.programme.models import Campaign


@transaction.atomic
def record_baseline(
    campaign: Campaign,
    *,
    by: Any,
    at: datetime | None = None,
    reason: str = "",
    attachments: Sequence[str] = (),
) -> Campaign:
    """Freeze the computed scorecard of the day as the baseline."""
    act = begin(campaign, "record_baseline", by=by, at=at, reason=reason, attachments=attachments)
    row = act.campaign
    row.baseline = freeze(row.unit, row.edition, act.day, "baseline", by=by)
    return act.finish(data={"snapshot": row.baseline.pk, "total": str(row.baseline.total)})
