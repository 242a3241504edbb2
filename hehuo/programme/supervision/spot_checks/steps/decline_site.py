"""申请回避: a member steps down before anybody judges; the office assigns another (domain §1.4)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from hehuo.org.models import User
from hehuo.programme.models import SpotSite
from hehuo.programme.supervision.addresses import address_of
from hehuo.programme.supervision.course import begin
from hehuo.programme.supervision.people import ask_office
from hehuo.programme.supervision.spot_checks.asking import member_is_done
from hehuo.programme.supervision.spot_checks.lifecycle import CHECK
from hehuo.programme.supervision.spot_checks.steps.declare_recusal import own_membership


@transaction.atomic
def decline_site(site: SpotSite, *, by: Any, reason: str, at: datetime | None = None) -> SpotSite:
    """Step down with a reason; the unit is noted as one from which the person is recused. The log keeps all of it."""
    member = own_membership(site, by)
    act = begin(CHECK, site.check_of, "decline", by=by, at=at, reason=reason)
    if member.submitted_at is not None:
        raise ValidationError("您已提交过评分，不能再申请回避。")
    unit, person = member.site.unit, User.objects.select_for_update().get(pk=by.pk)
    if unit.code not in (person.recused_unit_codes or []):
        person.recused_unit_codes = [*(person.recused_unit_codes or []), unit.code]
        person.save(update_fields=["recused_unit_codes"])
    member_is_done(member, by=by, on=act.day)
    member.declined_on = act.day
    member.save(update_fields=["declined_on"])
    act.finish(data={"site": unit.code, "member": by.pk, "declaration": member.declaration})
    text = f"{by} 申请回避“{unit}”，请另派一名成员：{act.subject}"
    ask_office(text, act.subject, by=by, url=address_of(act.subject))
    return site
