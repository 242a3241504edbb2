"""开始整改 (domain §3.3)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from hehuo.programme.models import Finding
from hehuo.programme.supervision.course import begin
from hehuo.programme.supervision.findings.lifecycle import FINDING
from hehuo.programme.supervision.findings.stages import ask_for_next, due_now, in_stages


@transaction.atomic
def start_rectifying(finding: Finding, *, by: Any, reason: str = "", at: datetime | None = None) -> Finding:
    """Begin to put it right."""
    act = begin(FINDING, finding, "start_rectifying", by=by, at=at, reason=reason)
    row = act.finish(due=due_now(act.subject))
    if in_stages(row):
        ask_for_next(row, by=by, on=act.day)
    return row
