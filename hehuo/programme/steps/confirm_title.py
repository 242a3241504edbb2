"""认定命名: the notice period is over and no objection stands (domain §3.1)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from hehuo.programme.acting import begin
from hehuo.programme.models import Campaign


@transaction.atomic
def confirm_title(
    campaign: Campaign, *, by: Any, document_no: str = "", at: datetime | None = None, reason: str = "",
    attachments: Sequence[str] = (),
) -> Campaign:  # fmt: skip
    """Confirm the title of harmonious and vibrant community."""
    act = begin(campaign, "confirm_title", by=by, at=at, reason=reason, attachments=attachments)
    return act.finish(data={"document_no": document_no.strip()})
