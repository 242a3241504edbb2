"""开始检查 (domain §3.3)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from hehuo.org.workdays import add_working_days, chinese_day
from hehuo.programme.models import Inspection
from hehuo.programme.supervision.course import begin
from hehuo.programme.supervision.inspections.lifecycle import FACTS_WITHIN, INSPECTION


@transaction.atomic
def begin_inspection(
    inspection: Inspection, *, by: Any, reason: str = "", at: datetime | None = None
) -> Inspection:
    """Arrive; the fact sheet is due in two working days."""
    act = begin(INSPECTION, inspection, "begin", by=by, at=at, reason=reason)
    if act.day < act.subject.visit_on:
        raise ValidationError(f"计划检查日期是{chinese_day(act.subject.visit_on)}，还没有到。")
    return act.finish(due=add_working_days(act.day, FACTS_WITHIN))
