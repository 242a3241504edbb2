"""审定验收结论: the leader approves what two persons have signed (domain §3.1; plan: “达标”)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from hehuo.programme.acting import begin
from hehuo.programme.guards import decision_of
from hehuo.programme.models import Campaign


@transaction.atomic
def decide_acceptance(
    campaign: Campaign,
    *,
    by: Any,
    at: datetime | None = None,
    reason: str = "",
    attachments: Sequence[str] = (),
) -> Campaign:
    """Approve: the campaign is accepted or not, as proposed and countersigned."""
    act = begin(campaign, "accept", by=by, at=at, reason=reason, attachments=attachments)
    decision = decision_of(act.campaign)
    decision.approved_by, decision.approved_at = by, act.moment
    decision.save()
    data = {"decision": decision.pk, "accepted": decision.accepted, "total": str(decision.total)}
    return act.finish("accept" if decision.accepted else "not_accept", data=data)
