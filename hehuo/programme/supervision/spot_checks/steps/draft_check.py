"""拟定抽查: the rule is fixed here, before anybody knows the draw (domain §3.2)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from hehuo.programme import scores
from hehuo.programme.models import SpotCheck
from hehuo.programme.supervision.course import open_subject
from hehuo.programme.supervision.people import OFFICE
from hehuo.programme.supervision.spot_checks.drawing import campaigns_to_check, first_sizes, stratum_of
from hehuo.programme.supervision.spot_checks.lifecycle import CHECK
from hehuo.programme.supervision.spot_checks.rules import Rule, check_rule


@transaction.atomic
def draft_check(
    title: str,
    edition: Any,
    planned_on: date,
    rule: Rule,
    *,
    by: Any,
    at: datetime | None = None,
    demo: bool = False,
) -> SpotCheck:
    """Draft. A sample larger than today's frame is refused at once. Raises `ValidationError` or `PermissionDenied`."""
    if not OFFICE(by, None):
        raise PermissionDenied("抽查由市指挥部办公室拟定。")
    if not title.strip():
        raise ValidationError("请填写抽查名称。")
    check_rule(rule, sorted({c.item_no for c in scores.criteria_of(edition)}))
    frame = [(stratum_of(c.unit), code) for code, c in campaigns_to_check(edition, at).items()]
    first_sizes(frame, rule)
    check = SpotCheck(
        title=title.strip()[:80], edition=edition, planned_on=planned_on, rule=rule.to_data(), demo=demo
    )
    return open_subject(CHECK, check, "draft_check", "拟定抽查", by=by, at=at, data={"rule": check.rule})
