"""初核通过: the county column closes at or above the pass rule, every returned item corrected (domain §3.1)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from hehuo.assessment.sheets import submit_sheet
from hehuo.programme import scores
from hehuo.programme.acting import begin
from hehuo.programme.models import Campaign
from hehuo.programme.steps.fill_sheet import Filled, fill_sheet


@transaction.atomic
def pass_county_review(
    campaign: Campaign, *, by: Any, filled: Filled | None = None, at: datetime | None = None, reason: str = "",
    attachments: Sequence[str] = (),
) -> Campaign:  # fmt: skip
    """Close the county review. Below the pass rule it cannot pass; it is returned."""
    act = begin(campaign, "pass_county_review", by=by, at=at, reason=reason, attachments=attachments)
    row = act.campaign
    if filled:
        fill_sheet(row.county_sheet, filled, by=by)
    sums = scores.totals(row.edition, scores.sheet_points(row.county_sheet))
    missing = scores.obstacles_to_pass(row.edition, sums)
    if missing:
        raise ValidationError(f"初核得分未达合格线：{'；'.join(missing)}。请退回单项或整体退回。")
    submit_sheet(row.county_sheet, by=by)
    return act.finish(data=scores.as_data(sums))
