"""退回方案: what the plan lacks, in words (domain §3.3)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from hehuo.org.workdays import Due
from hehuo.programme.models import Finding
from hehuo.programme.supervision.addresses import address_of
from hehuo.programme.supervision.course import begin
from hehuo.programme.supervision.findings.lifecycle import FINDING
from hehuo.programme.supervision.people import ask_unit


@transaction.atomic
def return_plan(finding: Finding, *, by: Any, reason: str = "", at: datetime | None = None) -> Finding:
    """Send the plan back."""
    act = begin(FINDING, finding, "return_plan", by=by, at=at, reason=reason)
    row = act.finish(due=Due(act.subject.due_on))
    ask_unit(
        row.responsible,
        f"整改方案已退回，请修改：{row.fact}"[:190],
        row,
        by=by,
        url=address_of(row),
        due=row.due_on,
    )
    return row
