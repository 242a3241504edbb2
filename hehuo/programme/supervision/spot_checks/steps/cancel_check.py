"""取消抽查 before the draw, with a reason (domain §3.2)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from hehuo.programme.models import SpotCheck
from hehuo.programme.supervision.course import begin
from hehuo.programme.supervision.spot_checks.lifecycle import CHECK


@transaction.atomic
def cancel_check(check: SpotCheck, *, by: Any, reason: str = "", at: datetime | None = None) -> SpotCheck:
    """Cancel a draft; the record stays."""
    return begin(CHECK, check, "cancel", by=by, at=at, reason=reason).finish()
