"""确认问题: the second inspector agrees to the facts; the office sends the notices (domain §3.3)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from hehuo.programme.models import Inspection
from hehuo.programme.supervision.addresses import address_of
from hehuo.programme.supervision.course import begin
from hehuo.programme.supervision.findings.steps.confirm_findings import confirm_findings
from hehuo.programme.supervision.inspections.lifecycle import INSPECTION
from hehuo.programme.supervision.people import ask_office


@transaction.atomic
def confirm_problems(
    inspection: Inspection, *, by: Any, reason: str = "", at: datetime | None = None
) -> Inspection:
    """Confirm all recorded problems."""
    act = begin(INSPECTION, inspection, "confirm_problems", by=by, at=at, reason=reason)
    row = act.subject
    found = confirm_findings(row.findings.filter(state="recorded"), by=by, at=act.moment)
    act.finish(data={"findings": [f.pk for f in found]})
    for finding in found:
        ask_office(f"请发整改通知：{finding.fact}"[:190], finding, by=by, url=address_of(finding))
    return row
