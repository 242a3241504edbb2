"""申报验收: the county's application to the city, with the scorecard of the day frozen (plan: by 2018-11-30)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from hehuo.assessment.snapshots import freeze
from hehuo.programme import scores
from hehuo.programme.acting import begin
from hehuo.programme.models import Campaign


@transaction.atomic
def apply_for_acceptance(
    campaign: Campaign, *, by: Any, document_no: str = "", at: datetime | None = None, reason: str = "",
    attachments: Sequence[str] = (),
) -> Campaign:  # fmt: skip
    """Apply. The application document is generated from this snapshot whenever it is asked for."""
    act = begin(campaign, "apply_for_acceptance", by=by, at=at, reason=reason, attachments=attachments)
    row = act.campaign
    row.submitted = freeze(row.unit, row.edition, act.day, "application", by=by)
    sums = scores.totals(row.edition, scores.self_points(row))
    data = {**scores.as_data(sums), "snapshot": row.submitted.pk, "document_no": document_no.strip()}
    return act.finish(data=data)
