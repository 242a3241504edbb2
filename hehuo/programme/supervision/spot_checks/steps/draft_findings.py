"""拟定问题: allowed only when no stratum has to be widened (domain §3.2)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from hehuo.programme.models import SpotCheck
from hehuo.programme.supervision.course import begin
from hehuo.programme.supervision.spot_checks.lifecycle import CHECK


@transaction.atomic
def draft_findings(check: SpotCheck, *, by: Any, reason: str = "", at: datetime | None = None) -> SpotCheck:
    """Begin to write down problems."""
    return begin(CHECK, check, "draft_findings", by=by, at=at, reason=reason).finish()
