"""终止创建: the city ends the campaign before the title, with a reason (domain §3.1)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from hehuo.programme.acting import begin
from hehuo.programme.models import Campaign


@transaction.atomic
def terminate(
    campaign: Campaign, *, by: Any, reason: str, at: datetime | None = None, attachments: Sequence[str] = ()
) -> Campaign:
    """Terminate; nothing is deleted."""
    return begin(campaign, "terminate", by=by, at=at, reason=reason, attachments=attachments).finish()
