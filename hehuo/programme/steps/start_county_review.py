"""开始县级初核: within 15 working days, not by the self-assessors; the city may turn it off (domain §3.1, §8 no. 2)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from hehuo.assessment.models import ScoreSheet
from hehuo.assessment.sheets import open_sheet
from hehuo.org.workdays import add_working_days
from hehuo.programme.acting import begin
from hehuo.programme.models import Campaign


@transaction.atomic
def start_county_review(
    campaign: Campaign, *, by: Any, at: datetime | None = None, reason: str = ""
) -> Campaign:
    """Open the county column."""
    act = begin(campaign, "start_county_review", by=by, at=at, reason=reason)
    row = act.campaign
    row.county_sheet = open_sheet(
        row.unit, row.edition, row.round_no, ScoreSheet.Column.COUNTY, act.day, by=by
    )
    due = add_working_days(act.day, act.rules.county_review_days)
    return act.finish(data={"sheet": row.county_sheet.pk, "due": str(due.day)}, due=due)
