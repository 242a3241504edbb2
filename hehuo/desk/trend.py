"""Totals of a settlement at past days, with the deadlines of the plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hehuo.assessment.scoring import city_scorecards
from hehuo.desk.panels import PlanDate, plan_dates
from hehuo.desk.standing import Moment
from hehuo.org.models import Settlement

PLAN_DAYS = ((2018, 5, 31), (2018, 11, 30), (2019, 6, 30), (2019, 12, 31), (2020, 6, 30), (2020, 12, 31))


@dataclass(frozen=True)
class Point:
    """The score of one day."""

    day: date
    total: Decimal
    harmonious: Decimal
    vibrant: Decimal


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
            "harmonious": [float(p.harmonious) for p in self.points],
            "vibrant": [float(p.vibrant) for p in self.points],
            "deadlines": [{"day": d.until.isoformat(), "title": d.title} for d in self.deadlines],
        }


def days_of(span: str, until: date) -> list[date]:
    """Seven days to look at: every second month end of the past year, or the days of the plan and today."""
    if span == "plan":
        return [day for day in (date(*d) for d in PLAN_DAYS) if day < until] + [until]
    days, month = [], until.replace(day=1)
    for _ in range(6):
        days.append(month - timedelta(days=1))
        month = (month - timedelta(days=1)).replace(day=1)
        month = (month - timedelta(days=1)).replace(day=1)
    return [*sorted(day for day in days if day < until), until]


def trend_of(settlement: Settlement, moment: Moment, span: str) -> Trend:
    """The trend up to the day of the page, by the records known at its moment."""
    points = []
    for day in days_of(span, moment.as_of):
        card = city_scorecards([settlement], moment.edition, day, moment.known_at)[settlement.pk]
        points.append(Point(day, card.total, card.harmonious, card.vibrant))
    first, last = points[0].day, points[-1].day
    return Trend(points, [d for d in plan_dates(moment.edition) if first <= d.until <= last])
