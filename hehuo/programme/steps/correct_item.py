"""改正退回项: the community corrects in the ledgers; the item's points are taken anew (experience §5 journey 4)."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from hehuo.assessment.snapshots import freeze
from hehuo.programme import scores
from hehuo.programme.acting import begin
from hehuo.programme.models import ItemReturn
from hehuo.programme.steps.fill_sheet import Filled


@transaction.atomic
def correct_item(
    item_return: ItemReturn, *, by: Any, reason: str, filled: Filled | None = None, at: datetime | None = None
) -> ItemReturn:
    """Answer a returned item. `filled` gives other points than the computed ones, each with a reason."""
    act = begin(item_return.campaign, "correct_item", by=by, at=at, reason=reason)
    row = act.campaign
    back = row.returns.select_for_update().filter(pk=item_return.pk, corrected_on__isnull=True).first()
    if back is None:
        raise ValidationError("这一条已经改正。")
    snapshot = freeze(row.unit, row.edition, act.day, "item_correction", by=by)
    computed = {
        c["code"]: Decimal(c["points"])
        for item in snapshot.data["items"]
        if item["no"] == back.item_no
        for c in item["criteria"]
    }
    back.corrected = _corrected(row, back.item_no, computed, filled or {})
    back.note, back.snapshot, back.corrected_by, back.corrected_on = act.reason, snapshot, by, act.day
    back.save()
    act.finish(data={"item": back.item_no, "snapshot": snapshot.pk, "points": back.corrected})
    item_return.refresh_from_db()
    return back


def _corrected(
    campaign: Any, item_no: int, computed: dict[str, Decimal], filled: Filled
) -> dict[str, dict[str, str]]:
    """Per sub-criterion: the person's points, the computed ones, the reason of a difference.

    Without new points a judgement that a person gave before stays with its reason.
    """
    before = {entry.criterion: entry for entry in campaign.self_sheet.entries.all()}
    result = {}
    for c in scores.criteria_of(campaign.edition):
        if c.item_no != item_no:
            continue
        auto, entry = computed.get(c.code, Decimal(0)), before.get(c.code)
        points, why = auto, ""
        if entry is not None and entry.reason and entry.points > auto:
            points, why = entry.points, entry.reason
        if c.code in filled:
            points, why = filled[c.code][0], filled[c.code][1].strip()
        if not 0 <= points <= c.full:
            raise ValidationError(f"{c.code} 的得分应在 0 到 {c.full} 之间。")
        if points != auto and not why:
            raise ValidationError(f"{c.code} 的得分与系统分（{auto}）不同，请写明理由。")
        result[c.code] = {"points": str(points), "auto": str(auto), "reason": why if points != auto else ""}
    return result
