"""事实记录: what was seen. Unannounced: identity shown afterwards; homes only with consent; no covert filming (domain §3.3)."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from hehuo.programme.models import Inspection, InspectionKind
from hehuo.programme.supervision.course import begin
from hehuo.programme.supervision.inspections.lifecycle import INSPECTION
from hehuo.records.personal_data import kinds_in


@transaction.atomic
def record_facts(
    inspection: Inspection, *, by: Any, facts: str, identity_shown_at: time | None = None, homes_entered: int = 0,
    consent: bool = False, no_covert_filming: bool = False, reason: str = "", at: datetime | None = None,
) -> Inspection:  # fmt: skip
    """Write the fact sheet. Raises `ValidationError`."""
    act = begin(INSPECTION, inspection, "record_facts", by=by, at=at, reason=reason)
    row = act.subject
    if not facts.strip():
        raise ValidationError("请填写现场情况。")
    if found := kinds_in(facts):
        raise ValidationError(f"现场情况里有{'、'.join(found)}，请删去后再保存。")
    if row.kind == InspectionKind.UNANNOUNCED and identity_shown_at is None:
        raise ValidationError("暗访结束后应亮明身份，请填写亮明身份的时间。")
    if homes_entered and not consent:
        raise ValidationError("入户须经住户同意。未经同意的不得入户，也不得记录。")
    if not no_covert_filming:
        raise ValidationError("请确认没有偷拍群众。")
    row.facts, row.identity_shown_at, row.homes_entered, row.recorded_by = (
        facts.strip()[:1000],
        identity_shown_at,
        homes_entered,
        by,
    )
    late = bool(row.step_due_on and act.day > row.step_due_on)
    return act.finish(data={"late": late, "homes": homes_entered})
