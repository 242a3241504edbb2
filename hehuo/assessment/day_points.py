"""Points of settlements on past days, in short: totals, and per item what was won of what could be counted.

Counts of every day come from the stored counts (`measures.freshness`), which alone know what a change has made stale.
Points follow from counts, judgements, deductions, decisions and the edition by arithmetic and nothing else, so the same
input is worked out once in a process: what is kept here can never be out of date.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from hehuo.assessment.decisions import decisions_on
from hehuo.assessment.deductions import taken_on
from hehuo.assessment.models import StandardEdition
from hehuo.assessment.scoring import (
    CriterionScore,
    ItemScore,
    Scorecard,
    assemble,
    judgements_on,
    measures_of,
    parameters,
)
from hehuo.measures import freshness
from hehuo.org.models import Settlement

COUNTED = frozenset({"computed", "judged", "not_applicable"})
TENTH, ZERO = Decimal("0.1"), Decimal(0)
PLAN_DAYS = ((2018, 5, 31), (2018, 11, 30), (2019, 6, 30), (2019, 12, 31), (2020, 6, 30), (2020, 12, 31))
KEPT = 1024
"""Days of settlements that a process remembers, about 5 KB each."""


def trend_days(span: str, until: date) -> list[date]:
    """Seven days to look at: every second month end of the past year, or the days of the plan and the last one."""
    if span == "plan":
        return [day for day in (date(*d) for d in PLAN_DAYS) if day < until] + [until]
    days, month = [], until.replace(day=1)
    for _ in range(6):
        days.append(month - timedelta(days=1))
        month = (month - timedelta(days=1)).replace(day=1)
        month = (month - timedelta(days=1)).replace(day=1)
    return [*sorted(day for day in days if day < until), until]


@dataclass(frozen=True, slots=True)
class Share:
    """Points of what can be counted."""

    points: Decimal = ZERO
    reachable: Decimal = ZERO

    def __add__(self, other: Share) -> Share:
        return Share(self.points + other.points, self.reachable + other.reachable)

    @property
    def percent(self) -> Decimal | None:
        """Percent to 0.1; None where nothing can be counted."""
        if not self.reachable:
            return None
        return (self.points * 100 / self.reachable).quantize(TENTH, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class DayPoints:
    """One settlement on one day."""

    total: Decimal
    harmonious: Decimal
    vibrant: Decimal
    items: Mapping[int, Share]


def share_of(criterion: CriterionScore) -> Share:
    """Points of a sub-criterion and what of it can be counted."""
    if not criterion.parts:
        return Share(criterion.points, criterion.max if criterion.state in COUNTED else ZERO)
    return Share(criterion.points, sum((p.max for p in criterion.parts if p.state in COUNTED), ZERO))


def item_share(item: ItemScore) -> Share:
    """The sum of its sub-criteria, before the item is rounded."""
    return sum((share_of(criterion) for criterion in item.criteria), Share())


def in_short(card: Scorecard) -> DayPoints:
    """What is kept of a scorecard."""
    items = {item.no: item_share(item) for item in card.items()}
    return DayPoints(card.total, card.harmonious, card.vibrant, items)


def points_of_days(
    places: Sequence[Settlement], edition: StandardEdition, days: Sequence[date]
) -> dict[date, dict[int, DayPoints]]:
    """Points by day and settlement as known now; the number of queries does not grow with days or settlements."""
    ids, names = [place.pk for place in places], measures_of(edition)
    bound = [parameters(edition, day) for day in days]
    counts = freshness.counts_of_days(names, days=bound, settlement_ids=ids)
    judged, taken = judgements_on(ids, edition, days), taken_on(ids, edition, days)
    decided = decisions_on(ids, edition, days)
    found: dict[date, dict[int, DayPoints]] = {}
    for number, day in enumerate(days):
        found[day] = {
            pk: _points(
                edition, day, names, counts[number].get(pk, {}), judged[number].get(pk, {}), taken[number].get(pk, {}),
                decided[number].get(pk, {}),
            )
            for pk in ids
        }  # fmt: skip
    return found


_kept: OrderedDict[Hashable, DayPoints] = OrderedDict()


def _points(
    edition: StandardEdition, day: date, names: Sequence[str], counts: Mapping[str, Any], judged: Mapping[str, Decimal],
    taken: Mapping[str, Decimal], decided: Mapping[str, str],
) -> DayPoints:  # fmt: skip
    """Points from what they follow from; drafts have no fingerprint and are worked out every time."""
    people = tuple(tuple(sorted(given.items())) for given in (judged, taken, decided))
    key = (edition.hash, tuple(map(counts.get, names)), people)
    if edition.hash and (known := _kept.get(key)) is not None:
        return known
    made = in_short(assemble("", edition, day, None, counts, judged, taken, decided))
    if edition.hash:
        _kept[key] = made
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return made
