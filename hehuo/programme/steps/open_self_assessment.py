"""开始自评: the sheet is prefilled from the ledgers; the assessor reviews it (domain §3.1)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from hehuo.assessment.models import ScoreSheet
from hehuo.assessment.scoring import unit_scorecard
from hehuo.assessment.sheets import open_sheet
from hehuo.programme.acting import begin
from hehuo.programme.models import Campaign


@transaction.atomic
def open_self_assessment(
    campaign: Campaign,
    *,
    by: Any,
    at: datetime | None = None,
    reason: str = "",
    attachments: Sequence[str] = (),
) -> Campaign:
    """Open the self column. Every item must have an answer or say “no data”."""
    act = begin(campaign, "open_self_assessment", by=by, at=at, reason=reason, attachments=attachments)
    row = act.campaign
    silent = [c.code for c in unit_scorecard(row.unit, row.edition, act.day).criteria() if not c.state]
    if silent:
        raise ValidationError(f"这些子项还没有结果：{'、'.join(silent)}。请稍后再试。")
    row.self_sheet = open_sheet(row.unit, row.edition, row.round_no, ScoreSheet.Column.SELF, act.day, by=by)
    return act.finish(data={"sheet": row.self_sheet.pk, "round": row.round_no})
