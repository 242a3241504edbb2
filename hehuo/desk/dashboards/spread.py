"""Distribution: how many settlements stand in each band of ten points, with the pass line of the edition."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

WIDE, HIGH = 380, 210
LEFT, RIGHT, TOP, BOTTOM = 14, 14, 44, 34
STEP = 10
GAP = 4


@dataclass(frozen=True)
class Band:
    """A bar: scores from `least` up to, not including, `below`; the last band takes the full score as well."""

    least: int
    below: int
    count: int
    x: float
    y: float
    width: float
    height: float
    passed: bool

    @property
    def middle(self) -> float:
        """Where its number stands."""
        return self.x + self.width / 2

    @property
    def edge(self) -> float:
        """Where the band begins on the scale."""
        return self.x - GAP / 2

    @property
    def query(self) -> str:
        """Filters of the heat table that lead to its settlements."""
        return f"least={self.least}&below={self.below + (self.below == 100)}"

    @property
    def words(self) -> str:
        """What a screen reader hears."""
        return f"{self.least} 至 {self.below} 分：{self.count} 个安置点"


@dataclass(frozen=True)
class Spread:
    """Bars from the lowest band that holds a settlement up to 100, and where the pass line stands."""

    bands: list[Band]
    line: Decimal
    line_x: float
    reached: int
    total: int
    wide: int = WIDE
    high: int = HIGH
    floor: int = HIGH - BOTTOM
    end: int = WIDE - RIGHT

    @property
    def short(self) -> int:
        """Settlements below the line."""
        return self.total - self.reached

    @property
    def line_end(self) -> str:
        """Which side of the line has room for its words."""
        return "end" if self.line_x > WIDE / 2 else "start"

    @property
    def words_x(self) -> float:
        """Where the words of the line begin or end."""
        return self.line_x + (-6 if self.line_end == "end" else 6)


def spread_of(scores: Iterable[Decimal], line: Decimal) -> Spread:
    """Bars for scores between 0 and 100. The bands lie on a scale, so that the line stands where it belongs."""
    known = list(scores)
    lowest = min([*(int(score) for score in known), int(line), 100 - STEP]) // STEP * STEP
    counts = dict.fromkeys(range(lowest, 100, STEP), 0)
    for score in known:
        counts[min(int(score) // STEP * STEP, 100 - STEP)] += 1
    highest, room = max([1, *counts.values()]), WIDE - LEFT - RIGHT
    unit = room / (100 - lowest)

    def bar(least: int, count: int) -> Band:
        height = (HIGH - TOP - BOTTOM) * count / highest
        return Band(
            least, least + STEP, count, round(LEFT + (least - lowest) * unit + GAP / 2, 1), round(HIGH - BOTTOM - height, 1),
            round(STEP * unit - GAP, 1), round(height, 1), least >= line,
        )  # fmt: skip

    return Spread(
        [bar(least, count) for least, count in counts.items()], line, round(LEFT + float(line - lowest) * unit, 1),
        sum(1 for score in known if score >= line), len(known),
    )  # fmt: skip
