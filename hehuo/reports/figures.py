"""Numbers of papers and packs, by the same rules as the score pages: what nothing decides yet is neither zero nor full."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils import timezone

from hehuo.assessment.editions import current_edition
from hehuo.assessment.models import StandardEdition
from hehuo.assessment.scoring import CriterionScore, ItemScore, Scorecard, city_scorecards
from hehuo.org.models import Area, Settlement
from hehuo.org.rights import may_read_rows, roles_of
from hehuo.org.roles import Role
from hehuo.org.scope import path_range, visible_settlements
from hehuo.reports.models import posts_of

COUNTED = frozenset({"computed", "judged", "not_applicable"})
ZERO = Decimal(0)
TENTH = Decimal("0.1")


@dataclass(frozen=True)
class Standing:
    """A settlement with its scorecard."""

    settlement: Settlement
    card: Scorecard

    @property
    def open_points(self) -> Decimal:
        """Points that nothing decides yet."""
        return sum((open_points(item) for item in self.card.items()), ZERO)


def open_criterion(criterion: CriterionScore) -> Decimal:
    """Points of a sub-criterion that nothing decides yet."""
    if not criterion.parts:
        return ZERO if criterion.state in COUNTED else criterion.max
    return sum((p.max for p in criterion.parts if p.state not in COUNTED), ZERO)


def open_points(item: ItemScore) -> Decimal:
    """Points of an item that nothing decides yet."""
    return sum((open_criterion(c) for c in item.criteria), ZERO)


def reads_scores(user: Any) -> bool:
    """Readers of scores; acceptance people and grid workers are left out (blindness, own tasks: domain §1.4, §3.1)."""
    return may_read_rows(user, "A") and bool(
        roles_of(user) - {str(Role.INSPECTOR), str(Role.GRID_MEMBER), str(Role.CITY_FINANCE)}
    )


def settlements_in(area: Area, user: Any) -> list[Settlement]:
    """Settlements of an area that the person may see, in order."""
    rows = visible_settlements(user).filter(path_range(area.path, "area__path"))
    return list(rows.select_related("county", "area").order_by("code"))


def areas_of(user: Any) -> list[Area]:
    """City, counties and settlements at or under the person's posts."""
    wanted = Q(pk__in=[])
    for post in posts_of(user):
        wanted |= path_range(post.area.path)
    kinds = [Area.Kind.CITY, Area.Kind.COUNTY, Area.Kind.SETTLEMENT]
    return list(Area.objects.filter(wanted, kind__in=kinds).order_by("path"))


def standings(
    settlements: Sequence[Settlement], on: date | None = None, edition: StandardEdition | None = None
) -> list[Standing]:
    """Scorecards of settlements with one round of counting, in the given order."""
    day = on or timezone.localdate()
    cards = city_scorecards(settlements, edition or current_edition(day), day) if settlements else {}
    return [Standing(settlement, cards[settlement.pk]) for settlement in settlements]


def mean(values: Sequence[Decimal]) -> Decimal:
    """Mean, half-up to 0.1; nothing gives zero."""
    return (sum(values, ZERO) / len(values)).quantize(TENTH, "ROUND_HALF_UP") if values else Decimal("0.0")


def item_shares(rows: Sequence[Standing]) -> list[tuple[str, Decimal]]:
    """Percent of what can be counted that the settlements reach together, by item; items that nobody counts are left out."""
    found = []
    for items in zip(*(row.card.items() for row in rows), strict=True):
        reachable = sum((item.max - open_points(item) for item in items), ZERO)
        if reachable > 0:
            share = sum((item.points for item in items), ZERO) * 100 / reachable
            found.append((f"{items[0].no}. {items[0].title}", share.quantize(TENTH, "ROUND_HALF_UP")))
    return found
