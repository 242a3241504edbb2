"""接手自评、接手初核: when the scorer has left, another opens a sheet of the same round; the old one stays as it was."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from hehuo.assessment.models import ScoreSheet
from hehuo.assessment.sheets import open_sheet
from hehuo.programme.acting import begin
from hehuo.programme.models import Campaign
from hehuo.programme.states import State


@transaction.atomic
def take_over(campaign: Campaign, *, by: Any, reason: str, at: datetime | None = None) -> Campaign:
    """Take over the sheet of the present step."""
    reviewing = campaign.state == State.COUNTY_REVIEWING
    act = begin(
        campaign,
        "take_over_county_review" if reviewing else "take_over_self_assessment",
        by=by,
        at=at,
        reason=reason,
    )
    row = act.campaign
    column = ScoreSheet.Column.COUNTY if reviewing else ScoreSheet.Column.SELF
    sheet = open_sheet(row.unit, row.edition, row.round_no, column, act.day, by=by)
    if reviewing:
        row.county_sheet = sheet
    else:
        row.self_sheet = sheet
    return act.finish(data={"sheet": sheet.pk})
