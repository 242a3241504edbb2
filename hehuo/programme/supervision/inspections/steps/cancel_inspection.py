"""取消 a planned inspection, with a reason (domain §3.3)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from hehuo.programme.models import Inspection
from hehuo.programme.supervision.course import begin
from hehuo.programme.supervision.inspections.lifecycle import INSPECTION


@transaction.atomic
def cancel_inspection(
    inspection: Inspection, *, by: Any, reason: str = "", at: datetime | None = None
) -> Inspection:
    """Cancel; the record stays."""
    return begin(INSPECTION, inspection, "cancel", by=by, at=at, reason=reason).finish()
