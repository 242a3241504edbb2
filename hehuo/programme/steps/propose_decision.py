"""提出验收结论: the first of two persons; scores are the mean of the reviewers (domain §3.1)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from hehuo.programme import scores
from hehuo.programme.acting import begin
from hehuo.programme.models import Campaign, Decision


@transaction.atomic
def propose_decision(
    campaign: Campaign,
    *,
    by: Any,
    accepted: bool,
    opinion: str,
    red_line: str = "",
    at: datetime | None = None,
) -> Decision:
    """Propose. “达标” needs the pass rule; “未达标” above the pass rule needs a red line."""
    act = begin(campaign, "propose_decision", by=by, at=at, reason=opinion)
    row = act.campaign
    if not opinion.strip():
        raise ValidationError("请写明结论意见。")
    sums = scores.totals(row.edition, scores.reviewer_points(row))
    missing = scores.obstacles_to_pass(row.edition, sums, red_line.strip())
    if accepted and missing:
        raise ValidationError(f"未达合格线，不能定为达标：{'；'.join(missing)}。")
    if not accepted and not missing:
        raise ValidationError("得分已达合格线。定为未达标须写明一票否决情形。")
    decision = Decision.objects.create(
        campaign=row, accepted=accepted, harmonious=sums.harmonious, vibrant=sums.vibrant, total=sums.total,
        opinion=act.reason, red_line=red_line.strip(), proposed_by=by, proposed_at=act.moment,
    )  # fmt: skip
    act.finish(data={**scores.as_data(sums), "accepted": accepted, "decision": decision.pk})
    return decision
