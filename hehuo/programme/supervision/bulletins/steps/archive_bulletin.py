"""归档 (domain §3.4)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from hehuo.programme.models import Bulletin
from hehuo.programme.supervision.bulletins.lifecycle import BULLETIN
from hehuo.programme.supervision.course import begin


@transaction.atomic
def archive_bulletin(
    bulletin: Bulletin, *, by: Any, reason: str = "", at: datetime | None = None
) -> Bulletin:
    """Put into the archive; it stays readable."""
    return begin(BULLETIN, bulletin, "archive", by=by, at=at, reason=reason).finish()
