"""印发: named units are asked to sign for it (domain §3.4)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from hehuo.programme.models import Bulletin
from hehuo.programme.supervision.addresses import address_of
from hehuo.programme.supervision.bulletins.issued import bulletin_issued
from hehuo.programme.supervision.bulletins.lifecycle import BULLETIN
from hehuo.programme.supervision.course import begin
from hehuo.programme.supervision.people import ask_unit

MOST_COPIES = 999


@transaction.atomic
def issue_bulletin(
    bulletin: Bulletin, *, by: Any, copies: int = 50, reason: str = "", at: datetime | None = None
) -> Bulletin:
    """Issue; `copies` stands in the imprint. A correction withdraws nothing by itself."""
    act = begin(BULLETIN, bulletin, "issue", by=by, at=at, reason=reason)
    if not 1 <= copies <= MOST_COPIES:
        raise ValidationError(f"印数应在 1 到 {MOST_COPIES} 之间。")
    row = act.subject
    row.copies, row.issued_on = copies, act.day
    act.finish(data={"doc_no": row.doc_no, "copies": copies})
    bulletin_issued.send(Bulletin, bulletin=row)
    for named in row.units.select_related("unit"):
        ask_unit(named.unit, f"请签阅通报：{row.doc_no} {row}"[:190], row, by=by, url=address_of(row))
    return row
