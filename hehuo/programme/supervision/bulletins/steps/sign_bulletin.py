"""签发 by the leader (domain §3.4)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from hehuo.programme.models import Bulletin
from hehuo.programme.supervision.addresses import address_of
from hehuo.programme.supervision.bulletins.lifecycle import BULLETIN
from hehuo.programme.supervision.course import begin
from hehuo.programme.supervision.people import ask_office


@transaction.atomic
def sign_bulletin(bulletin: Bulletin, *, by: Any, reason: str = "", at: datetime | None = None) -> Bulletin:
    """Sign; the office numbers and issues it."""
    act = begin(BULLETIN, bulletin, "sign", by=by, at=at, reason=reason)
    act.subject.signed_by, act.subject.signed_on = by, act.day
    row = act.finish()
    ask_office(f"请编号印发：{row}", row, by=by, url=address_of(row))
    return row
