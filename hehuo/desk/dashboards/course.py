"""The trend as a drawing: three lines, points that open the heat table of their day, deadlines of the plan as marks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hehuo.desk.panels import PlanDate
from hehuo.desk.trend import Point, Trend

WIDE, HIGH = 380, 230
LEFT, RIGHT, TOP, BOTTOM = 30, 74, 26, 26
STEP = 20
NEAR = 13
"""Marks closer than this are raised, so that their numbers do not lie on each other."""


@dataclass(frozen=True)
class Dot:
    """A point of the total."""

    x: float
    y: float
    point: Point


@dataclass(frozen=True)
class Mark:
    """A deadline with its number in the list beneath."""

    number: int
    x: float
    y: float
    deadline: PlanDate


@dataclass(frozen=True)
class End:
    """The words at the end of a line."""

    label: str
    value: Decimal
    y: float
    code: str


@dataclass(frozen=True)
class Drawing:
    """Everything that the picture needs."""

    dots: list[Dot]
    lines: list[tuple[str, str]]
    ends: list[End]
    marks: list[Mark]
    levels: list[tuple[int, float]]
    years: list[tuple[int, float]]
    wide: int = WIDE
    high: int = HIGH
    left: int = LEFT
    right: int = WIDE - RIGHT
    floor: int = HIGH - BOTTOM


def drawing_of(trend: Trend) -> Drawing:
    """Days on a scale of time, points on one from 0 to 100."""
    first, last = trend.points[0].day, trend.points[-1].day
    days = max((last - first).days, 1)

    def across(day: date) -> float:
        return round(LEFT + (WIDE - LEFT - RIGHT) * (day - first).days / days, 1)

    def up(value: Decimal | int) -> float:
        return round(HIGH - BOTTOM - (HIGH - TOP - BOTTOM) * float(value) / 100, 1)

    lines = [
        (name, " ".join(f"{across(p.day)},{up(getattr(p, name))}" for p in trend.points))
        for name in ("harmonious", "vibrant", "total")
        if trend.points[0].harmonious is not None or name == "total"
    ]
    return Drawing(
        [Dot(across(p.day), up(p.total), p) for p in trend.points],
        lines,
        _ends(trend.points[-1], up),
        _marks(trend.deadlines, across),
        [(level, up(level)) for level in range(0, 101, STEP)],
        [(year, across(date(year, 1, 1))) for year in _years(first, last)],
    )


def _ends(last: Point, up: Callable[[Decimal], float]) -> list[End]:
    """Labels from top to bottom, moved apart where the lines end close to each other."""
    wanted = [("得分率", last.total, "total")]
    if last.harmonious is not None and last.vibrant is not None:
        wanted = [
            ("总分", last.total, "total"),
            ("和谐", last.harmonious, "harmonious"),
            ("活力", last.vibrant, "vibrant"),
        ]
    found: list[End] = []
    for label, value, code in sorted(wanted, key=lambda end: -end[1]):
        y = up(value)
        if found:
            y = max(y, found[-1].y + NEAR + 2)
        found.append(End(label, value, y, code))
    return found


def _marks(deadlines: list[PlanDate], across: Callable[[date], float]) -> list[Mark]:
    found: list[Mark] = []
    for number, deadline in enumerate(deadlines, 1):
        x, y = across(deadline.until), float(TOP - 12)
        if found and x - found[-1].x < NEAR and found[-1].y == y:
            y += NEAR + 3
        found.append(Mark(number, x, y, deadline))
    return found


def _years(first: date, last: date) -> list[int]:
    """At most five years that begin inside the picture."""
    years = list(range(first.year + 1, last.year + 1))
    return years[:: max(1, -(-len(years) // 5))]
