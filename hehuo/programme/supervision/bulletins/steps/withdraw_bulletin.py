"""撤回并更正: the leader takes it back with a reason, and a correction is drafted at once (domain §3.4)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from hehuo.notices.models import NoticeKind
from hehuo.programme.models import Bulletin
from hehuo.programme.supervision.addresses import address_of
from hehuo.programme.supervision.bulletins.lifecycle import BULLETIN
from hehuo.programme.supervision.bulletins.steps.draft_bulletin import draft_bulletin
from hehuo.programme.supervision.course import begin
from hehuo.programme.supervision.people import ask_unit


@transaction.atomic
def withdraw_bulletin(bulletin: Bulletin, *, by: Any, reason: str, at: datetime | None = None) -> Bulletin:
    """Withdraw; number and text stay on record. Answers with the drafted correction, which goes the usual way."""
    act = begin(BULLETIN, bulletin, "withdraw", by=by, at=at, reason=reason)
    row = act.subject
    row.withdrawn_on, row.withdraw_reason = act.day, act.reason[:300]
    act.finish(data={"doc_no": row.doc_no})
    named = [n.unit for n in row.units.select_related("unit")]
    correction = draft_bulletin(
        f"关于撤回{row.doc_no}的更正通报"[:120], row.kind, (row.period_from, row.period_to), by=by, units=named, corrects=row,
        body=f"{row.doc_no}《{row.title}》现予撤回。原因：{act.reason}", at=act.moment, demo=row.demo,
    )  # fmt: skip
    for unit in named:
        ask_unit(unit, f"通报已撤回：{row.doc_no}", row, by=by, url=address_of(row), kind=NoticeKind.COPY)
    return correction
