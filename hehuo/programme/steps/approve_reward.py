"""审批奖补: the amount comes from the city's table by the frozen size, within the budget (plan: 按安置规模以奖代补)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from hehuo.programme import reward_notices, rewards
from hehuo.programme.acting import begin
from hehuo.programme.models import Campaign, RewardGrant, RewardScheme


@transaction.atomic
def approve_reward(
    campaign: Campaign, *, by: Any, at: datetime | None = None, reason: str = ""
) -> RewardGrant:
    """Approve the amount that the preview shows for this unit now."""
    act = begin(campaign, "approve_reward", by=by, at=at, reason=reason)
    row = act.campaign
    scheme = RewardScheme.objects.select_for_update().get(pk=rewards.scheme_in_force(act.day).pk)  # type: ignore[union-attr]
    line = next((line for line in rewards.preview(scheme) if line.campaign.pk == row.pk), None)
    if line is None or not line.table_fen:
        raise ValidationError(f"奖补办法没有 {row.scale_households} 户这一档，请先由市里补充。")
    if not line.amount_fen:
        raise ValidationError("奖补预算已用完，请先由市里调整预算。")
    grant = RewardGrant.objects.create(
        campaign=row, scheme=scheme, scale_households=line.households, table_fen=line.table_fen,
        amount_fen=line.amount_fen, approved_by=by, approved_at=act.moment,
    )  # fmt: skip
    act.finish(data={"scheme": scheme.version, "households": line.households, "amount_fen": line.amount_fen})
    reward_notices.ask_to_clear(grant, by=by)
    return grant
