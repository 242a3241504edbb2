"""确认问题 of a finding that was registered from a question: by a second person; then the office sends the notice."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from hehuo.programme.models import Finding
from hehuo.programme.supervision.addresses import address_of
from hehuo.programme.supervision.course import begin
from hehuo.programme.supervision.findings.lifecycle import FINDING
from hehuo.programme.supervision.people import ask_office


@transaction.atomic
def confirm_from_question(
    finding: Finding, *, by: Any, reason: str = "", at: datetime | None = None
) -> Finding:
    """Confirm; no points are taken before the notice."""
    act = begin(FINDING, finding, "confirm_question", by=by, at=at, reason=reason)
    row = act.finish(data={"query": act.subject.query_id})
    ask_office(f"请发整改通知：{finding.fact}"[:190], finding, by=by, url=address_of(finding))
    return row
