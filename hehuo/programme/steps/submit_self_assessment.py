"""提交自评: the sheet closes, the scorecard is frozen, the pass rule decides (domain §3.1; pass rule §2.0.6)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from hehuo.assessment.sheets import submit_sheet
from hehuo.assessment.snapshots import freeze
from hehuo.programme import scores
from hehuo.programme.acting import begin
from hehuo.programme.models import Campaign, Shortfall
from hehuo.programme.steps.fill_sheet import Filled, fill_sheet


@transaction.atomic
def submit_self_assessment(
    campaign: Campaign, *, by: Any, filled: Filled | None = None, red_line: str = "", at: datetime | None = None,
    reason: str = "", attachments: Sequence[str] = (),
) -> Campaign:  # fmt: skip
    """Submit. Below the pass rule the campaign fails and the list of shortfalls (补短板) is made."""
    act = begin(campaign, "self_assessment_passes", by=by, at=at, reason=reason, attachments=attachments)
    row = act.campaign
    if filled:
        fill_sheet(row.self_sheet, filled, by=by)
    submit_sheet(row.self_sheet, by=by)
    row.submitted = freeze(row.unit, row.edition, act.day, "self_assessment", by=by)
    row.signed_by = None
    points = scores.sheet_points(row.self_sheet)
    sums = scores.totals(row.edition, points)
    missing = scores.obstacles_to_pass(row.edition, sums, red_line.strip())
    if missing:
        _list_shortfalls(row, points)
    data = {**scores.as_data(sums), "snapshot": row.submitted.pk, "obstacles": missing, "round": row.round_no}
    return act.finish("self_assessment_fails" if missing else "self_assessment_passes", data=data)


def _list_shortfalls(campaign: Campaign, points: dict) -> None:
    Shortfall.objects.bulk_create(
        Shortfall(
            campaign=campaign, round_no=campaign.round_no, item_no=c.item_no, criterion=c.code, title=c.title[:120],
            points=points.get(c.code, 0), full=c.full,
        )
        for c in scores.criteria_of(campaign.edition)
        if points.get(c.code, 0) < c.full
    )  # fmt: skip
