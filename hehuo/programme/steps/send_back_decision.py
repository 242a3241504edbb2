"""退回结论: the leader does not approve; the decision is withdrawn and proposed anew."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from hehuo.programme.acting import begin
from hehuo.programme.guards import decision_of
from hehuo.programme.models import Campaign


@transaction.atomic
def send_back_decision(campaign: Campaign, *, by: Any, reason: str, at: datetime | None = None) -> Campaign:
    """Withdraw the proposed decision with a reason; it stays in the record."""
    act = begin(campaign, "send_back_decision", by=by, at=at, reason=reason)
    decision = decision_of(act.campaign)
    decision.withdrawn_at = act.moment
    decision.save()
    return act.finish(data={"decision": decision.pk})
