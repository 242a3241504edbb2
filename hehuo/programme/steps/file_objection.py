"""登记异议: within the notice period; the name of who objects is not stored (domain §3.1)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from hehuo.org.workdays import Due
from hehuo.programme.acting import begin
from hehuo.programme.guards import notice_of
from hehuo.programme.models import Campaign, Objection


@transaction.atomic
def file_objection(
    campaign: Campaign, *, by: Any, channel: str, content: str, at: datetime | None = None
) -> Objection:
    """Record an objection. The notice period runs on meanwhile."""
    act = begin(campaign, "file_objection", by=by, at=at)
    if not content.strip():
        raise ValidationError("请写明异议内容。")
    if channel not in Objection.Channel.values:
        raise ValidationError("请选择渠道。")
    notice = notice_of(act.campaign)
    made = Objection.objects.create(
        notice=notice, channel=channel, content=content.strip(), filed_on=act.day, recorded_by=by
    )
    act.finish(data={"objection": made.pk}, due=Due(notice.ends_on, notice.provisional))
    return made
