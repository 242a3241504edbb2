"""发布公示: names of units and scores only, five working days (domain §3.1)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from hehuo.org.workdays import add_working_days
from hehuo.programme.acting import begin
from hehuo.programme.guards import decision_of
from hehuo.programme.models import Campaign, PublicNotice


@transaction.atomic
def publish_notice(
    campaign: Campaign, *, by: Any, at: datetime | None = None, reason: str = ""
) -> PublicNotice:
    """Publish; the first working day is the one after publication."""
    act = begin(campaign, "publish_notice", by=by, at=at, reason=reason)
    row = act.campaign
    decision = decision_of(row)
    due = add_working_days(act.day, act.rules.notice_days)
    notice = PublicNotice.objects.create(
        campaign=row, decision=decision, starts_on=act.day, ends_on=due.day, provisional=due.provisional,
        unit_name=row.unit.name, harmonious=decision.harmonious, vibrant=decision.vibrant, total=decision.total,
        published_by=by,
    )  # fmt: skip
    act.finish(data={"notice": notice.pk, "ends_on": str(due.day), "provisional": due.provisional}, due=due)
    return notice
