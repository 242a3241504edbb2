"""A year in scorecards: what is short, what is strong, how items and counties moved. Pure sums, nothing is counted anew.

A share is points over what can be counted (parts that a ledger or a person has decided), so that what nobody has
decided yet is neither short nor strong.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from hehuo.assessment.day_points import DayPoints, Share, in_short, share_of
from hehuo.assessment.scoring import CriterionScore, Scorecard

QUARTERS = ((3, 31), (6, 30), (9, 30), (12, 31))
TENTH, ZERO = Decimal("0.1"), Decimal(0)
SHORT = Decimal(60)
"""Below this share of the countable points a sub-criterion is called short; a reading aid, no rule of the plan."""
LISTED = 8


def days_of(year: int, today: date) -> list[date]:
    """The last day of the year before, then the quarter ends that are over, and today in a year that runs."""
    days = [date(year - 1, 12, 31)] + [date(year, *end) for end in QUARTERS]
    past = [day for day in days if day <= today]
    return past if today >= days[-1] else [*past, *([today] if past and past[-1] != today else [])]


@dataclass(frozen=True)
class Course:
    """An item or a county over the days of the year."""

    key: Hashable
    title: str
    shares: list[Share]

    @property
    def now(self) -> Decimal | None:
        """Percent on the last day."""
        return self.shares[-1].percent

    @property
    def change(self) -> Decimal | None:
        """Percentage points from the first to the last day; None where one of them has nothing to count."""
        first, last = self.shares[0].percent, self.shares[-1].percent
        return None if first is None or last is None else last - first

    @property
    def percents(self) -> list[Decimal | None]:
        """Percent of each day."""
        return [share.percent for share in self.shares]


@dataclass(frozen=True)
class Spot:
    """A sub-criterion on the last day over all settlements."""

    code: str
    title: str
    item: int
    share: Share
    met: int
    total: int
    places: int
    """Settlements where points are missing."""


@dataclass(frozen=True)
class Year:
    """The year of some settlements."""

    days: list[date]
    items: list[Course]
    counties: list[Course]
    totals: list[Decimal | None]
    by_county: dict[Hashable, dict[int, Share]]
    short: list[Spot]
    strong: list[Spot]

    def risen(self) -> list[Course]:
        """Items that rose, most first."""
        return sorted((i for i in self.items if (i.change or 0) > 0), key=lambda i: -(i.change or ZERO))

    def fallen(self) -> list[Course]:
        """Items that fell, most first."""
        return sorted((i for i in self.items if (i.change or 0) < 0), key=lambda i: i.change or ZERO)


def year_of(
    cards: Mapping[date, Mapping[int, Scorecard]], counties: Mapping[int, tuple[Hashable, str]]
) -> Year:
    """Scorecards by day and settlement, and the county of each settlement, as a year."""
    points = {day: {pk: in_short(card) for pk, card in on_day.items()} for day, on_day in cards.items()}
    return year_from(points, list(cards[max(cards)].values()), counties)


def year_from(
    points: Mapping[date, Mapping[int, DayPoints]], last: Sequence[Scorecard], counties: Mapping[int, tuple[Hashable, str]]
) -> Year:  # fmt: skip
    """Points by day and settlement, the scorecards of the last day, and the county of each settlement, as a year."""
    days = sorted(points)
    names = {item.no: item.title for card in last[:1] for item in card.items()}
    items = [
        Course(no, title, [_item_share(points[day].values(), no) for day in days])
        for no, title in names.items()
    ]
    groups: dict[tuple[Hashable, str], list[int]] = {}
    for place, county in counties.items():
        groups.setdefault(county, []).append(place)
    courses = [
        Course(key, title, [_total_share(points[day][place] for place in places) for day in days])
        for (key, title), places in groups.items()
    ]
    by_county = {
        key: {no: _item_share((points[days[-1]][place] for place in places), no) for no in names}
        for (key, _), places in groups.items()
    }
    spots = _spots(last)
    return Year(
        days, items, courses, [mean([one.total for one in points[day].values()]) for day in days], by_county,
        short=sorted((s for s in spots if (s.share.percent or ZERO) < SHORT), key=_by_percent)[:LISTED],
        strong=[s for s in spots if s.share.points == s.share.reachable][:LISTED],
    )  # fmt: skip


def mean(totals: Sequence[Decimal]) -> Decimal | None:
    """Mean to 0.1, half-up."""
    return (sum(totals, ZERO) / len(totals)).quantize(TENTH, ROUND_HALF_UP) if totals else None


def _item_share(points: Iterable[DayPoints], no: int) -> Share:
    return sum((one.items[no] for one in points), Share())


def _total_share(points: Iterable[DayPoints]) -> Share:
    return sum((share for one in points for share in one.items.values()), Share())


def _spots(cards: Sequence[Scorecard]) -> list[Spot]:
    """Sub-criteria that can be counted somewhere."""
    found = []
    for column in zip(*(_criteria(card) for card in cards), strict=True):
        shares = [share_of(criterion) for _no, criterion in column]
        share, (no, first) = sum(shares, Share()), column[0]
        if share.reachable:
            found.append(
                Spot(
                    first.code, first.title, no, share, sum(c.met for _, c in column), sum(c.total for _, c in column),
                    sum(1 for s in shares if s.points < s.reachable),
                )
            )  # fmt: skip
    return found


def _criteria(card: Scorecard) -> list[tuple[int, CriterionScore]]:
    return [(item.no, criterion) for item in card.items() for criterion in item.criteria]


def _by_percent(spot: Spot) -> tuple[Decimal, Decimal]:
    return spot.share.percent or ZERO, spot.share.points - spot.share.reachable


def plan_year(today: date) -> int:
    """The year that people want to look back on: the one before, until its successor is half over."""
    return (today - timedelta(181)).year
