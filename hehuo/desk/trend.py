"""Totals of one or several settlements at past days, with the deadlines of the plan."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from hehuo.assessment.day_points import DayPoints, Share, in_short, points_of_days, trend_days
from hehuo.assessment.scoring import city_scorecards
from hehuo.assessment.yearly import mean
from hehuo.desk.panels import PlanDate, plan_dates
from hehuo.desk.standing import Moment
from hehuo.org.models import Settlement


@dataclass(frozen=True)
class Point:
    """The score of one day; of several settlements the mean. Of some items only there is the percent alone."""

    day: date
    total: Decimal
    harmonious: Decimal | None = None
    vibrant: Decimal | None = None


@dataclass(frozen=True)
class Trend:
    """Points and deadlines, and the same as data for the drawing."""

    points: list[Point]
    deadlines: list[PlanDate]

    @property
    def data(self) -> dict[str, Any]:
        """What the script draws."""
        return {
            "days": [p.day.isoformat() for p in self.points],
            "total": [float(p.total) for p in self.points],
            "harmonious": [float(p.harmonious or 0) for p in self.points],
            "vibrant": [float(p.vibrant or 0) for p in self.points],
            "deadlines": [{"day": d.until.isoformat(), "title": d.title} for d in self.deadlines],
        }


def trend_of(settlement: Settlement, moment: Moment, span: str) -> Trend:
    """The trend of one settlement up to the day of the page, by the records known at its moment."""
    return trend_over([settlement], moment, span)


def trend_over(places: Sequence[Settlement], moment: Moment, span: str) -> Trend:
    """The mean of several settlements (at least one) up to the day of the page, by the records known at its moment."""
    return course_of(points_until(places, moment, span), moment)


def points_until(places: Sequence[Settlement], moment: Moment, span: str) -> dict[date, dict[int, DayPoints]]:
    """Points of the days of a span, by day and settlement."""
    days = trend_days(span, moment.as_of)
    if moment.known_at is None:
        return points_of_days(places, moment.edition, days)
    cards = {day: city_scorecards(places, moment.edition, day, moment.known_at) for day in days}
    return {day: {pk: in_short(card) for pk, card in found.items()} for day, found in cards.items()}


def course_of(
    points: dict[date, dict[int, DayPoints]], moment: Moment, items: Collection[int] | None = None
) -> Trend:
    """Means by day, or the percent of some items, and the deadlines that fall between the first and the last day."""
    found = []
    for day, of_day in sorted(points.items()):
        known = list(of_day.values())
        point = _mean(day, known) if items is None else _percent(day, known, items)
        if point is not None:
            found.append(point)
    first, last = min(points), max(points)
    return Trend(found, [d for d in plan_dates(moment.edition) if first <= d.until <= last])


def _mean(day: date, points: Sequence[DayPoints]) -> Point:
    def of(name: str) -> Decimal:
        return mean([getattr(one, name) for one in points]) or Decimal(0)

    return Point(day, of("total"), of("harmonious"), of("vibrant"))


def _percent(day: date, points: Sequence[DayPoints], items: Collection[int]) -> Point | None:
    """What the items won of what could be counted; None on a day when nothing could."""
    share = sum((one.items[no] for one in points for no in items), Share())
    return None if share.percent is None else Point(day, share.percent)
