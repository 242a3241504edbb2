"""送单位反馈: the drawn units see their own result and answer within five working days (domain §3.2; right of reply §6.3)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from hehuo.org.workdays import add_working_days
from hehuo.programme.models import SpotCheck
from hehuo.programme.supervision.addresses import address_of
from hehuo.programme.supervision.course import begin
from hehuo.programme.supervision.people import ask_unit, county_headquarters
from hehuo.programme.supervision.spot_checks.lifecycle import CHECK, REPLY_WITHIN


@transaction.atomic
def send_to_units(check: SpotCheck, *, by: Any, reason: str = "", at: datetime | None = None) -> SpotCheck:
    """Send."""
    act = begin(CHECK, check, "send_to_units", by=by, at=at, reason=reason)
    due = add_working_days(act.day, REPLY_WITHIN)
    row = act.finish(due=due)
    for county in {s.unit.county for s in row.sites.select_related("unit__county")}:
        if unit := county_headquarters(county):
            ask_unit(unit, f"请反馈抽查意见：{row}", row, by=by, url=address_of(row), due=due.day)
    return row
