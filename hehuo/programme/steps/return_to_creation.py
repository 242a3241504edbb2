"""整体退回: the county returns the whole self-assessment to creation (domain §3.1 county_returned)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from hehuo.programme.acting import begin
from hehuo.programme.models import Campaign


@transaction.atomic
def return_to_creation(campaign: Campaign, *, by: Any, reason: str, at: datetime | None = None) -> Campaign:
    """Return everything with a reason; open item returns are closed by it."""
    act = begin(campaign, "return_to_creation", by=by, at=at, reason=reason)
    open_rows = act.campaign.returns.filter(corrected_on__isnull=True)
    closed = open_rows.update(corrected_on=act.day, note="整体退回，并入下一轮")
    return act.finish(data={"open_returns_closed": closed})
