"""撤销命名: needs a hearing of the unit and the HQ's decision; claw-back is a finance decision (domain §3.1)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from hehuo.programme import reward_notices
from hehuo.programme.acting import begin
from hehuo.programme.models import Campaign, Recheck


@transaction.atomic
def revoke(
    campaign: Campaign, *, by: Any, reason: str, heard_on: date | None, hearing: str, at: datetime | None = None,
    attachments: Sequence[str] = (),
) -> Campaign:  # fmt: skip
    """Revoke after the unit has been heard."""
    act = begin(campaign, "revoke", by=by, at=at, reason=reason, attachments=attachments)
    row = act.campaign
    if heard_on is None or heard_on > act.day or not hearing.strip():
        raise ValidationError("撤销前须听取创建单位申辩，请填写听取日期和申辩情况。")
    recheck = row.rechecks.select_for_update().filter(result=Recheck.Result.OPEN).first() or Recheck(
        campaign=row, year=act.day.year, started_on=act.day, started_by=by
    )
    recheck.result, recheck.opinion, recheck.finished_on = Recheck.Result.REVOKED, act.reason, act.day
    recheck.finished_by, recheck.heard_on, recheck.hearing = by, heard_on, hearing.strip()
    recheck.save()
    act.finish(data={"recheck": recheck.pk, "heard_on": str(heard_on)})
    reward_notices.ask_whether_back(row, by=by)
    return row
