"""反馈意见: what the unit says to its result, once for each site; the last of a county ends what its headquarters were asked
(domain §3.2)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from hehuo.org.scope import scope_of
from hehuo.programme.models import SpotSite
from hehuo.programme.supervision.course import begin
from hehuo.programme.supervision.people import county_headquarters, unit_has_done
from hehuo.programme.supervision.spot_checks.lifecycle import CHECK


@transaction.atomic
def reply_to_check(site: SpotSite, *, by: Any, reason: str, at: datetime | None = None) -> SpotSite:
    """Reply for the own site."""
    act = begin(CHECK, site.check_of, "reply", by=by, at=at, reason=reason)
    if not site.unit.settlements.filter(pk__in=scope_of(by).settlement_ids).exists():
        raise PermissionDenied("只能反馈本单位的抽查结果。")
    locked = SpotSite.objects.select_for_update(of=("self",)).get(pk=site.pk)
    if locked.replied_on:
        raise ValidationError(f"“{site.unit}”已经反馈过。")
    locked.reply, locked.replied_by, locked.replied_on = act.reason, by, act.day
    locked.save(update_fields=["reply", "replied_by", "replied_on"])
    county = locked.unit.county
    headquarters = county_headquarters(county)
    if headquarters and not act.subject.sites.filter(unit__county=county, replied_on__isnull=True).exists():
        unit_has_done([headquarters.pk], act.subject, by=by, on=act.day)
    act.finish(data={"site": site.unit.code})
    return locked
