"""派组完成: every site has its team (domain §3.2)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from hehuo.programme.models import SpotCheck
from hehuo.programme.supervision.course import begin
from hehuo.programme.supervision.spot_checks.lifecycle import CHECK


@transaction.atomic
def finish_assigning(check: SpotCheck, *, by: Any, reason: str = "", at: datetime | None = None) -> SpotCheck:
    """Done assigning."""
    return begin(CHECK, check, "finish_assigning", by=by, at=at, reason=reason).finish()
