"""送单位核实: named units check the facts within two working days (domain §3.4)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from hehuo.org.workdays import add_working_days
from hehuo.programme.models import Bulletin
from hehuo.programme.supervision.addresses import address_of
from hehuo.programme.supervision.bulletins.lifecycle import BULLETIN, FACTS_WITHIN
from hehuo.programme.supervision.course import begin
from hehuo.programme.supervision.people import ask_unit


@transaction.atomic
def send_facts(bulletin: Bulletin, *, by: Any, reason: str = "", at: datetime | None = None) -> Bulletin:
    """Send the draft."""
    act = begin(BULLETIN, bulletin, "send_facts", by=by, at=at, reason=reason)
    row, due = act.subject, add_working_days(act.day, FACTS_WITHIN)
    row.facts_sent_on = act.day
    act.finish(due=due)
    for named in row.units.select_related("unit"):
        ask_unit(named.unit, f"请核实通报事实：{row}", row, by=by, url=address_of(row), due=due.day)
    return row
