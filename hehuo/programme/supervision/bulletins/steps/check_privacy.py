"""隐私审查: another person than the author; numbers, health, minors and small counts block it (domain §3.4, §6.2)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from hehuo.programme.models import Bulletin
from hehuo.programme.supervision.addresses import address_of
from hehuo.programme.supervision.bulletins.lifecycle import BULLETIN
from hehuo.programme.supervision.course import begin
from hehuo.programme.supervision.people import ask_leader


@transaction.atomic
def check_privacy(bulletin: Bulletin, *, by: Any, reason: str = "", at: datetime | None = None) -> Bulletin:
    """Pass the text."""
    act = begin(BULLETIN, bulletin, "check_privacy", by=by, at=at, reason=reason)
    act.subject.privacy_by = by
    row = act.finish()
    ask_leader(f"请签发通报：{row}", row, by=by, url=address_of(row))
    return row
