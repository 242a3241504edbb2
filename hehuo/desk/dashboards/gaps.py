"""Where the scope loses its points: sub-criteria with points, settlements, cases and the responsible units."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from hehuo.assessment.day_points import COUNTED, share_of
from hehuo.assessment.scoring import CriterionScore, ItemScore, PartScore
from hehuo.desk.standing import Row
from hehuo.measures.runner import Counts
from hehuo.org.models import Settlement

ZERO = Decimal(0)


@dataclass(frozen=True)
class Lost:
    """A sub-criterion of one settlement that is short of what can be counted."""

    settlement: Settlement
    item: ItemScore
    criterion: CriterionScore
    counts: Mapping[str, Counts]

    @property
    def points(self) -> Decimal:
        """Points that can be had back: what can be counted, less what counts."""
        share = share_of(self.criterion)
        return share.reachable - share.points

    @property
    def parts(self) -> list[PartScore]:
        """Parts that are counted and short."""
        return [part for part in self.criterion.parts if part.state in COUNTED and part.gap > 0]

    @property
    def with_cases(self) -> list[tuple[PartScore, int]]:
        """Parts that are short, each with its cases that are not met: rows, also where the rule weighs areas or money."""
        return [
            (part, self.counts[part.measure].unmet if part.measure in self.counts else 0)
            for part in self.parts
        ]

    @property
    def cases(self) -> int:
        """Cases that are not met."""
        return sum(cases for _, cases in self.with_cases)


@dataclass(frozen=True)
class Gap:
    """A sub-criterion over all settlements of the scope; `lost` has the largest loss first."""

    item: ItemScore
    code: str
    title: str
    lost: list[Lost]

    @property
    def points(self) -> Decimal:
        """Points lost by all of them together."""
        return sum((one.points for one in self.lost), ZERO)

    @property
    def cases(self) -> int:
        """Cases that are not met."""
        return sum(one.cases for one in self.lost)

    @property
    def units(self) -> list[str]:
        """Responsible units, the bureaus first: that every county answers as well is printed beside every item."""
        return sorted(self.item.units, key=lambda name: not name.startswith("市"))

    @property
    def taken(self) -> Decimal:
        """Points that open problems of inspections hold; only a re-check brings them back."""
        return sum((one.criterion.deducted for one in self.lost), ZERO)


def gaps_of(rows: Iterable[Row], items: Collection[int] | None = None) -> list[Gap]:
    """All sub-criteria that lose points somewhere, the largest loss first; `items` narrows to these numbers."""
    found: dict[str, list[Lost]] = {}
    for row in rows:
        if row.card is None:
            continue
        for item in row.card.items():
            if items is not None and item.no not in items:
                continue
            for criterion in item.criteria:
                lost = Lost(row.settlement, item, criterion, row.card.counts)
                if lost.points > 0:
                    found.setdefault(criterion.code, []).append(lost)
    gaps = [
        Gap(
            some[0].item, code, some[0].criterion.title,
            sorted(some, key=lambda one: (-one.points, one.settlement.code)),
        )
        for code, some in found.items()
    ]  # fmt: skip
    return sorted(gaps, key=lambda gap: (-gap.points, gap.item.no, gap.code))
