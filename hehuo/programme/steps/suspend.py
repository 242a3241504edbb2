"""限期整改: a spot check or a report shows that a titled unit has fallen back (domain §3.1, §3.2)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from hehuo.org.workdays import Due
from hehuo.programme.acting import begin
from hehuo.programme.models import Campaign


@transaction.atomic
def suspend(
    campaign: Campaign,
    *,
    by: Any,
    reason: str,
    due_on: date,
    at: datetime | None = None,
    attachments: Sequence[str] = (),
) -> Campaign:
    """Suspend the title until a recheck."""
    act = begin(campaign, "suspend", by=by, at=at, reason=reason, attachments=attachments)
    if due_on <= act.day:
        raise ValidationError("整改期限应在今天之后。")
    return act.finish(data={"due": str(due_on)}, due=Due(due_on))
