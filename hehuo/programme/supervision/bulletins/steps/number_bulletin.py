"""编号: the next serial of the year (domain §3.4)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from hehuo.programme.models import Bulletin
from hehuo.programme.supervision.bulletins.lifecycle import BULLETIN
from hehuo.programme.supervision.bulletins.numbers import document_number, next_serial
from hehuo.programme.supervision.course import begin


@transaction.atomic
def number_bulletin(bulletin: Bulletin, *, by: Any, reason: str = "", at: datetime | None = None) -> Bulletin:
    """Give the number; it never changes and is never given again."""
    act = begin(BULLETIN, bulletin, "number", by=by, at=at, reason=reason)
    row = act.subject
    row.year, row.serial = act.day.year, next_serial(act.day.year)
    row.doc_no = document_number(row.year, row.serial)
    return act.finish(data={"doc_no": row.doc_no})
