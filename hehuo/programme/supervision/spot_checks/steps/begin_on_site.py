"""开始现场检查 (domain §3.2)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from hehuo.programme.models import SpotCheck
from hehuo.programme.supervision.course import begin
from hehuo.programme.supervision.spot_checks.lifecycle import CHECK


@transaction.atomic
def begin_on_site(check: SpotCheck, *, by: Any, reason: str = "", at: datetime | None = None) -> SpotCheck:
    """The teams set out; judgements may be sent in."""
    return begin(CHECK, check, "begin", by=by, at=at, reason=reason).finish()
