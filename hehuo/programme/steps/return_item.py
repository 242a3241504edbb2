"""退回单项: the county sends back one item with a reason; the rest stays (experience §5 journey 4)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from hehuo.programme import scores
from hehuo.programme.acting import begin
from hehuo.programme.models import Campaign, ItemReturn


@transaction.atomic
def return_item(
    campaign: Campaign, *, by: Any, item_no: int, reason: str, at: datetime | None = None
) -> ItemReturn:
    """Send back one item."""
    act = begin(campaign, "return_item", by=by, at=at, reason=reason)
    row = act.campaign
    if item_no not in {c.item_no for c in scores.criteria_of(row.edition)}:
        raise ValidationError("请选择要退回的条目。")
    if row.returns.filter(item_no=item_no, corrected_on__isnull=True).exists():
        raise ValidationError(f"第 {item_no} 条已退回，正在改正。")
    made = ItemReturn.objects.create(
        campaign=row,
        item_no=item_no,
        reason=act.reason,
        returned_by=by,
        returned_on=act.day,
        round_no=row.round_no,
    )
    act.finish(data={"item": item_no})
    return made
