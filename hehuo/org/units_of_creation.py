"""Which unit creates (domain §1.2): settlements of 200 households and more on their own, smaller ones with the host.

“以上” includes the number: 200 is in, 199 is merged. The 2018 demonstration sites have no size limit.
"""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from hehuo.org.models import Community, CreationUnit, Settlement

THRESHOLDS: tuple[tuple[date, int], ...] = ((date(2018, 5, 26), 200),)
"""Households from which a settlement creates on its own, by the day the rule came into force."""


def threshold_on(day: date) -> int:
    """The number of households that was in force on `day`."""
    found = [households for start, households in THRESHOLDS if start <= day]
    if not found:
        raise ValidationError(f"{day} 时还没有创建方案，不能确定创建单位。")
    return found[-1]


def host_of(settlement: Settlement) -> Community | None:
    """The host village or community of a settlement."""
    return settlement.communities.filter(is_host=True).order_by("code").first()


@transaction.atomic
def allocate_creation_unit(
    settlement: Settlement, households: int, on: date, *, demonstration: bool = False
) -> CreationUnit:
    """The unit that creates for `settlement` with `households` allocated on the cut-off day `on`.

    Running it again with another count moves the settlement to the right unit.
    """
    own = demonstration or households >= threshold_on(on)
    unit = _own_unit(settlement) if own else _merged_unit(settlement)
    if demonstration and not unit.demonstration_site:
        unit.demonstration_site = True
        unit.save(update_fields=["demonstration_site"])
    for former in settlement.creation_units.exclude(pk=unit.pk):
        former.settlements.remove(settlement)
    unit.settlements.add(settlement)
    return unit


def _own_unit(settlement: Settlement) -> CreationUnit:
    unit, _ = CreationUnit.objects.get_or_create(
        code=f"CU-{settlement.code}",
        defaults={"name": settlement.name, "kind": CreationUnit.Kind.SETTLEMENT, "county": settlement.county},
    )
    return unit


def _merged_unit(settlement: Settlement) -> CreationUnit:
    host = host_of(settlement)
    if host is None:
        raise ValidationError(
            f"“{settlement.name}”不足 200 户，应融入迁入地村（居）创建，请先登记迁入地社区（村）。"
        )
    unit, _ = CreationUnit.objects.get_or_create(
        code=f"CU-{host.code}",
        defaults={
            "name": host.name, "kind": CreationUnit.Kind.HOST_MERGED, "county": settlement.county, "host_community": host,
        },
    )  # fmt: skip
    return unit
