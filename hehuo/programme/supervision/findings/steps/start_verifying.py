"""开始复查: by an inspector who neither recorded the problem nor reported it done (domain §3.3)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from hehuo.org.workdays import add_working_days
from hehuo.programme.models import Finding
from hehuo.programme.supervision.course import begin
from hehuo.programme.supervision.findings.lifecycle import FINDING, VERIFY_WITHIN


@transaction.atomic
def start_verifying(finding: Finding, *, by: Any, reason: str = "", at: datetime | None = None) -> Finding:
    """Take the re-check."""
    act = begin(FINDING, finding, "start_verifying", by=by, at=at, reason=reason)
    return act.finish(due=add_working_days(act.day, VERIFY_WITHIN))
