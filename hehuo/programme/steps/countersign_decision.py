"""会签验收结论: the second person (domain §3.1 “two persons + leader”)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from hehuo.programme.acting import begin
from hehuo.programme.guards import decision_of
from hehuo.programme.models import Campaign, Decision


@transaction.atomic
def countersign_decision(
    campaign: Campaign, *, by: Any, at: datetime | None = None, reason: str = ""
) -> Decision:
    """Sign what another has proposed."""
    act = begin(campaign, "countersign_decision", by=by, at=at, reason=reason)
    decision = decision_of(act.campaign)
    decision.countersigned_by, decision.countersigned_at = by, act.moment
    decision.save()
    act.finish(data={"decision": decision.pk})
    return decision
