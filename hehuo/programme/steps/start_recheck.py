"""开始年度复查: yearly after the title (2020 巩固完善; the recheck itself is a city setting, domain §3.1)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from hehuo.assessment.snapshots import freeze
from hehuo.programme.acting import begin
from hehuo.programme.models import Campaign, Recheck


@transaction.atomic
def start_recheck(campaign: Campaign, *, by: Any, at: datetime | None = None, reason: str = "") -> Recheck:
    """Start; the scorecard of the day is frozen and compared with the accepted one."""
    act = begin(campaign, "start_recheck", by=by, at=at, reason=reason)
    row = act.campaign
    snapshot = freeze(row.unit, row.edition, act.day, "recheck", by=by)
    made = Recheck.objects.create(
        campaign=row, year=act.day.year, started_on=act.day, started_by=by, snapshot=snapshot
    )
    act.finish(data={"recheck": made.pk, "snapshot": snapshot.pk})
    return made
