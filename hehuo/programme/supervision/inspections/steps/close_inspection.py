"""办结: every problem is closed or withdrawn (domain §3.3)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from hehuo.programme.models import Inspection
from hehuo.programme.supervision.course import begin
from hehuo.programme.supervision.inspections.lifecycle import INSPECTION


@transaction.atomic
def close_inspection(
    inspection: Inspection, *, by: Any, reason: str = "", at: datetime | None = None
) -> Inspection:
    """Close."""
    return begin(INSPECTION, inspection, "close", by=by, at=at, reason=reason).finish()
