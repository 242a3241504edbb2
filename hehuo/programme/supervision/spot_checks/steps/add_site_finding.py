"""记录问题 at a site of the spot check, with the points that it takes (domain §3.2, §3.3)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from hehuo.org.models import Settlement
from hehuo.programme.models import Finding, SpotSite
from hehuo.programme.supervision.course import begin
from hehuo.programme.supervision.findings.steps.record_finding import Facts, record_finding
from hehuo.programme.supervision.spot_checks.lifecycle import CHECK


@transaction.atomic
def add_site_finding(
    site: SpotSite, facts: Facts, *, by: Any, settlement: Settlement | None = None, at: datetime | None = None
) -> Finding:
    """Record; a unit with several settlements must say which."""
    act = begin(CHECK, site.check_of, "add_finding", by=by, at=at)
    places = list(site.unit.settlements.order_by("code"))
    place = settlement or (places[0] if len(places) == 1 else None)
    if place is None or place not in places:
        raise ValidationError("请选择问题所在的安置点。")
    check = act.subject
    finding = record_finding(
        place,
        check.edition,
        facts,
        by=by,
        kind=Finding.Kind.SPOT_CHECK,
        site=site,
        at=act.moment,
        demo=check.demo,
    )
    act.finish(data={"finding": finding.pk, "site": site.unit.code})
    return finding
