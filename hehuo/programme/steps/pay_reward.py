"""拨付奖补: city finance pays with a voucher (domain §1.1 `city_finance`, §3.1)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from hehuo.programme import reward_notices
from hehuo.programme.acting import begin
from hehuo.programme.models import Campaign, RewardGrant


@transaction.atomic
def pay_reward(
    campaign: Campaign, *, by: Any, voucher_no: str, at: datetime | None = None, reason: str = ""
) -> RewardGrant:
    """Pay the approved amount once; who approved does not pay."""
    act = begin(campaign, "pay_reward", by=by, at=at, reason=reason)
    if not voucher_no.strip():
        raise ValidationError("请填写拨付凭证号。")
    grant = RewardGrant.objects.select_for_update().get(campaign=act.campaign)
    grant.paid_by, grant.paid_at, grant.voucher_no = by, act.moment, voucher_no.strip()
    grant.save()
    act.finish(data={"amount_fen": grant.amount_fen, "voucher_no": grant.voucher_no})
    reward_notices.paid(grant, by=by)
    return grant
