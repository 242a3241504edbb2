"""免县级初核: only where the city has turned the county review off (the 2018 plan has none)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from hehuo.programme.acting import begin
from hehuo.programme.models import Campaign


@transaction.atomic
def skip_county_review(
    campaign: Campaign, *, by: Any, at: datetime | None = None, reason: str = ""
) -> Campaign:
    """Go on without a county review."""
    return begin(campaign, "skip_county_review", by=by, at=at, reason=reason).finish()
