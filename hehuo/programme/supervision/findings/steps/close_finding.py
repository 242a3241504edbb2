"""复查销号: seen on site or proven by data, confirmed by residents where they are concerned; only now the points return (domain §3.3)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from hehuo.assessment.deductions import give_back_points
from hehuo.notices.models import NoticeKind
from hehuo.programme.models import Finding
from hehuo.programme.supervision.addresses import address_of
from hehuo.programme.supervision.course import begin
from hehuo.programme.supervision.findings.lifecycle import FINDING
from hehuo.programme.supervision.people import ask_unit

METHODS = ("on_site", "data")


@transaction.atomic
def close_finding(
    finding: Finding,
    *,
    by: Any,
    reason: str,
    method: str,
    residents_confirm: bool = False,
    at: datetime | None = None,
) -> Finding:
    """Close with proof (`reason`). Raises `ValidationError`."""
    act = begin(FINDING, finding, "close", by=by, at=at, reason=reason)
    row = act.subject
    if method not in METHODS:
        raise ValidationError("请选择现场复查或数据核验。")
    if row.residents_concerned and not residents_confirm:
        raise ValidationError("这个问题涉及群众，请先听取群众意见，群众确认后再销号。")
    row.verify_method, row.verified_by, row.proof = method, by, act.reason[:300]
    row.residents_confirm, row.closed_on = residents_confirm, act.day
    held = give_back_points(row, by=by, reason=act.reason, on=act.day)
    act.finish(data={"method": method, "points_back": str(held.points) if held else "0"})
    text = f"问题已销号，扣分已恢复：{row.fact}"
    ask_unit(row.responsible, text[:190], row, by=by, url=address_of(row), kind=NoticeKind.COPY)
    return row
