"""核实结束: all units have answered or their time is over (domain §3.4)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from hehuo.programme.models import Bulletin
from hehuo.programme.supervision.bulletins.lifecycle import BULLETIN
from hehuo.programme.supervision.course import begin


@transaction.atomic
def close_facts(bulletin: Bulletin, *, by: Any, reason: str = "", at: datetime | None = None) -> Bulletin:
    """Close the check of facts."""
    return begin(BULLETIN, bulletin, "close_facts", by=by, at=at, reason=reason).finish()
