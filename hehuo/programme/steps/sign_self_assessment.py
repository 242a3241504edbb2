"""签署自评: the county HQ lead signs the passed self-assessment (domain §3.1 “signed”)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from hehuo.programme.acting import begin
from hehuo.programme.models import Campaign


@transaction.atomic
def sign_self_assessment(
    campaign: Campaign, *, by: Any, at: datetime | None = None, reason: str = ""
) -> Campaign:
    """Sign; the signer is not who filled the sheet."""
    act = begin(campaign, "sign_self_assessment", by=by, at=at, reason=reason)
    act.campaign.signed_by = by
    return act.finish()
