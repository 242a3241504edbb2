"""责任矩阵: units × items from the edition's column of responsible units, with successors on a day (domain §1.3).

The plan marks no lead unit: the first printed city unit leads, the others support (city setting, may be changed when a
task is assigned). County governments and the development zone stand in every item and carry the creation itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from hehuo.assessment.models import StandardEdition
from hehuo.org.models import OrgUnit
from hehuo.programme.models.supervision import successor_on

COUNTIES = ("各县（市、特区、区）人民政府", "钟山经济开发区管委会")
"""Printed in front of every item."""
LEADS, SUPPORTS = "lead", "support"


@dataclass(frozen=True)
class Line:
    """A unit as printed, who answers for it today, and its part in each item."""

    printed: str
    unit: OrgUnit | None
    parts: dict[int, str] = field(default_factory=dict)

    @property
    def succeeded(self) -> bool:
        """Whether another unit has taken over."""
        return self.unit is not None and self.unit.name != self.printed


@dataclass(frozen=True)
class ItemUnits:
    """Who answers for one item on a day."""

    no: int
    title: str
    lead: OrgUnit | None
    supports: list[OrgUnit]


def units_by_name(names: set[str]) -> dict[str, OrgUnit]:
    """City units and companies by their printed name, with up to three successors."""
    rows = OrgUnit.objects.filter(name__in=names, level__in=(OrgUnit.Level.CITY, OrgUnit.Level.COMPANY))
    return {unit.name: unit for unit in rows.select_related("successor__successor__successor")}


def items_of(edition: StandardEdition) -> list[dict]:
    """Items in order."""
    return [item for section in edition.data["sections"] for item in section["items"]]


def matrix(edition: StandardEdition, day: date) -> list[Line]:
    """One line a city unit in the order of first printing."""
    order: dict[str, dict[int, str]] = {}
    for item in items_of(edition):
        for place, name in enumerate(n for n in item["units"] if n not in COUNTIES):
            order.setdefault(name, {})[item["no"]] = SUPPORTS if place else LEADS
    known = units_by_name(set(order))
    return [
        Line(name, successor_on(known[name], day) if name in known else None, parts)
        for name, parts in order.items()
    ]


def item_units(edition: StandardEdition, day: date) -> dict[int, ItemUnits]:
    """Lead and supporting city units of every item, each once, after successions."""
    names = {n for item in items_of(edition) for n in item["units"] if n not in COUNTIES}
    known = units_by_name(names)
    found = {}
    for item in items_of(edition):
        units: dict[int, OrgUnit] = {}
        for name in item["units"]:
            if name in known:
                now = successor_on(known[name], day)
                units.setdefault(now.pk, now)
        inside = list(units.values())
        found[item["no"]] = ItemUnits(item["no"], item["title"], inside[0] if inside else None, inside[1:])
    return found


def items_of_units(edition: StandardEdition, day: date, unit_ids: frozenset[int]) -> set[int]:
    """Items in which one of the units has a part."""
    lines = matrix(edition, day)
    return {no for line in lines if line.unit and line.unit.pk in unit_ids for no in line.parts}
