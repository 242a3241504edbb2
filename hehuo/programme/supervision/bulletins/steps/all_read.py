"""各单位已阅: every named unit has signed for it (domain §3.4)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from hehuo.programme.models import Bulletin
from hehuo.programme.supervision.bulletins.lifecycle import BULLETIN
from hehuo.programme.supervision.course import begin


@transaction.atomic
def all_read(bulletin: Bulletin, *, by: Any, reason: str = "", at: datetime | None = None) -> Bulletin:
    """All receipts are in."""
    return begin(BULLETIN, bulletin, "all_read", by=by, at=at, reason=reason).finish()
