"""声明无须回避: every member for themselves, on the own page; a conflict that the register knows is refused (domain §1.4)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from hehuo.programme.models import SpotMember, SpotSite
from hehuo.programme.supervision.course import begin
from hehuo.programme.supervision.people import codes_of_unit, recusal_from_place
from hehuo.programme.supervision.spot_checks.lifecycle import CHECK


def own_membership(site: SpotSite, user: Any) -> SpotMember:
    """The person's place in the team, locked. Raises `PermissionDenied` for others."""
    rows = SpotMember.objects.select_for_update(of=("self",)).select_related("site__unit__county")
    member = rows.filter(site=site, user=user).first()
    if member is None:
        raise PermissionDenied("您不是这个抽查点的成员。")
    return member


@transaction.atomic
def declare_recusal(site: SpotSite, words: str, *, by: Any, at: datetime | None = None) -> SpotMember:
    """Declare that nothing stands against judging here. Raises `ValidationError`, `PermissionDenied`."""
    member = own_membership(site, by)
    act = begin(CHECK, site.check_of, "declare", by=by, at=at)
    if not words.strip():
        raise ValidationError("请填写回避声明；有应当回避的情形，请选择“申请回避”。")
    if member.declaration:
        raise ValidationError("您已声明过。有新的情况，请选择“申请回避”。")
    unit = member.site.unit
    if why := recusal_from_place(by, unit.county, codes_of_unit(unit), act.day):
        raise ValidationError(f"{why}请选择“申请回避”，由办公室另派。")
    member.declaration = words.strip()[:200]
    member.save(update_fields=["declaration"])
    act.finish(data={"site": unit.code, "member": by.pk, "declaration": member.declaration})
    return member
