"""The planner's answer in words: what to do, how many, what it brings, who, by when, where it is put right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.urls import reverse
from django.utils import timezone

from hehuo.assessment.efforts import Effort, efforts_for
from hehuo.assessment.models import StandardEdition
from hehuo.assessment.planner import (
    Board,
    Choice,
    Gap,
    LeftOut,
    best_plan,
    gaps_of,
    least_plan,
    sort_out,
)
from hehuo.assessment.scoring import Scorecard, measures_of
from hehuo.measures import registry
from hehuo.org.models import Settlement
from hehuo.org.roles import Role

DAYS = 30
"""How far ahead a plan looks unless a person says otherwise."""
HOURS = 40
"""Working hours that a plan spends unless a person says otherwise: one colleague for one week."""


@dataclass(frozen=True)
class Deed:
    """Something worth doing: so many cases, what they bring back, what they take, who, by when, where."""

    measure: str
    code: str
    title: str
    cases: int
    room: int
    gain: Decimal
    minutes: int
    minutes_each: int
    unit: str
    owner: str
    by: date
    remedy: str
    url: str

    @property
    def hours(self) -> Decimal:
        """Hours of work to 0.1."""
        return (Decimal(self.minutes) / 60).quantize(Decimal("0.1"), ROUND_HALF_UP)

    @property
    def each(self) -> Decimal:
        """Hours of one case to 0.1."""
        return (Decimal(self.minutes_each) / 60).quantize(Decimal("0.1"), ROUND_HALF_UP)

    @property
    def who(self) -> str:
        """The role that does it, as people call it."""
        return str(Role(self.owner).label)


def board_of(
    card: Scorecard, edition: StandardEdition, days: int, efforts: Mapping[str, Effort] | None = None
) -> tuple[Board, list[LeftOut]]:
    """The gaps that can be closed within so many days, and what is left out."""
    known = efforts if efforts is not None else efforts_for(measures_of(edition))
    gaps, left = sort_out(gaps_of(card, edition, known), days)
    return Board(card, edition, gaps), left


def worth_doing(
    card: Scorecard, settlement: Settlement, edition: StandardEdition, limit: int = 5
) -> list[Deed]:
    """The best plan of one colleague's week, what brings most for an hour first; the least work for a tenth of a point where a
    week brings nothing."""
    board, _left = board_of(card, edition, DAYS)
    until = timezone.localdate() + timedelta(DAYS)
    plan = best_plan(board, HOURS * 60)
    if not plan.choices:
        plan = least_plan(board, Decimal("0.1")) or plan
    return [deed_of(choice, settlement, until) for choice in plan.choices if choice.gain][:limit]


def recoverable(card: Scorecard, edition: StandardEdition, efforts: Mapping[str, Effort]) -> Decimal:
    """Points that come back when everything that can be put right within `DAYS` is done."""
    board, _left = board_of(card, edition, DAYS, efforts)
    return Decimal(board.gain({gap.measure: gap.room for gap in board.gaps.values()})) / 10


def deed_of(choice: Choice, settlement: Settlement, by: date) -> Deed:
    """A choice in words."""
    return _deed(choice.gap, choice.cases, choice.gain, settlement, by)


def deeds_of(gaps: Iterable[Gap], choices: Iterable[Choice], settlement: Settlement, by: date) -> list[Deed]:
    """Every gap: the chosen ones in the order of the plan, then the others with no cases chosen."""
    chosen = [deed_of(choice, settlement, by) for choice in choices]
    names = {deed.measure for deed in chosen}
    others = [_deed(gap, 0, Decimal(0), settlement, by) for gap in gaps if gap.measure not in names]
    return chosen + others


def _deed(gap: Gap, cases: int, gain: Decimal, settlement: Settlement, by: date) -> Deed:
    measure = registry.measure(gap.measure)
    page = reverse("scorecard", args=[settlement.code])
    return Deed(
        measure=gap.measure, code=gap.code, title=gap.title, cases=cases, room=gap.room, gain=gain,
        minutes=cases * gap.effort.minutes, minutes_each=gap.effort.minutes, unit=measure.unit or "件", owner=gap.effort.owner, by=by, remedy=measure.remedy,
        url=f"{page}?open={gap.measure}#c-{gap.code}",
    )  # fmt: skip


def assumptions(board: Board, left: Iterable[LeftOut], days: int) -> list[tuple[str, Any]]:
    """What the answer rests on, one line a gap: what one case takes, and whether the city set it."""
    rows = [(registry.measure(gap.measure).label, gap.effort, "") for gap in board.gaps.values()]
    return rows + [(registry.measure(row.gap.measure).label, row.gap.effort, row.reason) for row in left]
