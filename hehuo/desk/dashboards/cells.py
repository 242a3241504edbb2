"""Burden: cells of the score table that the ledgers fill, and cells for which people are asked.

A cell is one countable part of a sub-criterion in one settlement, the smallest thing that the score table gives points
for. A cell is taken when its points follow from rows of ledgers alone; asked when the standard leaves it to a person's
judgement or the city's finding, or when the city has found a counted part not applicable; and empty when the ledgers that
would fill it hold nothing to count yet, so that somebody has rows to enter before it can be taken.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from hehuo.assessment.scoring import CriterionScore, ItemScore, PartScore
from hehuo.assessment.standards.kinds import BY_PEOPLE, NO_DATA, NO_LEDGER, NOT_APPLICABLE, PENDING
from hehuo.desk.standing import Row
from hehuo.org.models import Settlement

TAKEN, OPEN, ANSWERED, EMPTY = "taken", "open", "answered", "empty"
LABELS = {TAKEN: "自动取数", OPEN: "需填", ANSWERED: "已由人填", EMPTY: "台账还没有数据"}


@dataclass(frozen=True)
class Line:
    """One part of the score table with the settlements where it is a cell of the wanted kind."""

    item: ItemScore
    criterion: CriterionScore
    part: PartScore
    places: list[Settlement] = field(default_factory=list)

    @property
    def by_people(self) -> bool:
        """Whether the standard itself leaves it to people."""
        return self.part.kind in BY_PEOPLE

    @property
    def source(self) -> str:
        """Who fills it, in words."""
        if not self.by_people:
            return "台账"
        return "市里认定" if self.part.kind == "city_decision" else "现场评判"


@dataclass(frozen=True)
class Burden:
    """Lines by kind of cell."""

    lines: dict[str, list[Line]]

    def count(self, kind: str) -> int:
        """Cells of a kind."""
        return sum(len(line.places) for line in self.lines[kind])

    @property
    def taken(self) -> int:
        """Cells that the ledgers fill."""
        return self.count(TAKEN)

    @property
    def open(self) -> int:
        """Cells that people still have to fill."""
        return self.count(OPEN)

    @property
    def answered(self) -> int:
        """Cells that people have filled."""
        return self.count(ANSWERED)

    @property
    def empty(self) -> int:
        """Cells whose ledgers hold nothing to count yet."""
        return self.count(EMPTY)

    @property
    def total(self) -> int:
        """All cells."""
        return sum(map(self.count, self.lines))

    @property
    def share(self) -> int:
        """Whole percent that the ledgers fill, never rounded up."""
        return self.taken * 100 // self.total if self.total else 0


def kind_of(part: PartScore) -> str:
    """What kind of cell a part is."""
    if part.state in (NO_DATA, NO_LEDGER):
        return EMPTY
    if part.state == PENDING:
        return OPEN
    if part.kind in BY_PEOPLE or part.state == NOT_APPLICABLE:
        return ANSWERED
    return TAKEN


def burden_of(rows: Iterable[Row], items: Collection[int] | None = None) -> Burden:
    """Cells of all scorecards that the person may see; `items` narrows to these numbers."""
    lines: dict[str, dict[str, Line]] = {kind: {} for kind in LABELS}
    for row in rows:
        for item in row.card.items() if row.card else []:
            if items is not None and item.no not in items:
                continue
            for criterion in item.criteria:
                for part in criterion.parts:
                    kept = lines[kind_of(part)]
                    if part.key not in kept:
                        kept[part.key] = Line(item, criterion, part)
                    kept[part.key].places.append(row.settlement)
    return Burden({kind: list(found.values()) for kind, found in lines.items()})
