"""Where the result leads: closed, rectification, a bulletin, or a clue for the discipline office (domain §3.2)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from hehuo.programme.models import Finding, SpotCheck
from hehuo.programme.supervision.addresses import address_of
from hehuo.programme.supervision.course import begin
from hehuo.programme.supervision.people import ask_office
from hehuo.programme.supervision.spot_checks.following import (
    draft_its_bulletin,
    hand_over_clue,
    rectify_campaigns,
)
from hehuo.programme.supervision.spot_checks.lifecycle import CHECK

WAYS = ("close", "to_rectification", "to_bulletin", "to_clue")


@transaction.atomic
def conclude_check(
    check: SpotCheck, way: str, *, by: Any, reason: str = "", at: datetime | None = None
) -> SpotCheck:
    """Conclude, and begin what follows; every confirmed problem waits for its notice whatever the way."""
    if way not in WAYS:
        raise ValidationError("请选择办结、转整改、转通报或转问题线索。")
    act = begin(CHECK, check, way, by=by, at=at, reason=reason)
    data: dict[str, Any] = {}
    if way == "to_rectification":
        data = rectify_campaigns(act.subject, act)
    elif way == "to_bulletin":
        data = {"bulletin": draft_its_bulletin(act.subject, act).pk}
    row = act.finish(data=data)
    if way == "to_clue":
        hand_over_clue(row, act)
    for finding in Finding.objects.filter(site__check_of=row, state="problem_confirmed"):
        ask_office(f"请发整改通知：{finding.fact}"[:190], finding, by=by, url=address_of(finding))
    return row
