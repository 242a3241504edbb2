"""One dashboard: everything under the heat table of a first page, for the settlements and items of one person."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import HttpRequest

from hehuo.assessment.day_points import Share, item_share
from hehuo.assessment.models import StandardEdition
from hehuo.desk import panels
from hehuo.desk.dashboards.cells import burden_of
from hehuo.desk.dashboards.course import Drawing, drawing_of
from hehuo.desk.dashboards.gaps import gaps_of
from hehuo.desk.dashboards.overdue import overdue_for
from hehuo.desk.dashboards.spread import spread_of
from hehuo.desk.standing import Moment, Row
from hehuo.desk.trend import Trend, course_of, points_until
from hehuo.org.rights import roles_of
from hehuo.org.roles import Role
from hehuo.programme.scores import pass_rule

Context = dict[str, Any]
GAPS_SHOWN = 6
SPANS = {"plan": "方案实施以来", "year": "近一年"}
WIDER = frozenset(Role) - {Role.CITY_BUREAU, Role.INSPECTOR, Role.GRID_MEMBER}
"""Roles whose first page shows every item, whatever else the person is."""


@dataclass(frozen=True)
class Course:
    """The trend with its drawing, and the query string of each day."""

    trend: Trend
    drawing: Drawing
    queries: dict[Any, str]
    span: str


def own_items(edition: StandardEdition, user: Any) -> list[int] | None:
    """Items that a bureau answers for; None for everybody who sees all of them."""
    roles = roles_of(user)
    if Role.CITY_BUREAU not in roles or roles & WIDER:
        return None
    return panels.items_of_units(edition, user)


def percent_of(row: Row, items: Collection[int]) -> Decimal | None:
    """Percent of what can be counted in some items; None where nothing can."""
    chosen = (item_share(item) for item in row.card.items() if item.no in items) if row.card else ()
    return sum(chosen, Share()).percent


def scores_of(rows: Iterable[Row], items: Collection[int] | None) -> list[tuple[Row, Decimal]]:
    """What a distribution orders: totals, or of a bureau the percent of its items. Closed and uncounted rows are left out."""
    if items is None:
        return [(row, row.card.total) for row in rows if row.card]
    found = [(row, percent_of(row, items)) for row in rows]
    return [(row, score) for row, score in found if score is not None]


@dataclass(frozen=True)
class BandAsked:
    """A band of the distribution: settlements from `least` up to, not including, `below`."""

    least: int
    below: int
    items: Collection[int] | None

    def keep(self, rows: Sequence[Row]) -> list[Row]:
        """The rows of the band."""
        return [row for row, score in scores_of(rows, self.items) if self.least <= score < self.below]


def band_asked(request: HttpRequest, edition: StandardEdition) -> BandAsked | None:
    """The band that a bar of the distribution links to; None where none is asked or the numbers make no sense."""
    texts = [request.GET.get(name, "") for name in ("least", "below")]
    if not all(text.isdecimal() and len(text) < 4 for text in texts):
        return None
    least, below = map(int, texts)
    return BandAsked(least, below, own_items(edition, request.user)) if least < below else None


def dashboard(
    request: HttpRequest, rows: Sequence[Row], moment: Moment, items: Collection[int] | None = None
) -> Context:
    """Stages, distribution, trend, lost points, overdue work and burden of a person's scope."""
    scores = scores_of(rows, items)
    stages = panels.stages_of(request.user)
    gaps = gaps_of(rows, items)
    return {
        "stages": stages,
        "stages_most": max((stage.count for stage in stages), default=0),
        "stages_total": sum(stage.count for stage in stages),
        "spread": spread_of((score for _, score in scores), pass_rule(moment.edition).total)
        if scores
        else None,
        "course": _course(request, rows, moment, items),
        "spans": SPANS,
        "gaps": gaps[:GAPS_SHOWN],
        "gaps_total": len(gaps),
        "gaps_points": sum((gap.points for gap in gaps), Decimal(0)),
        "late": overdue_for(request.user),
        "burden": burden_of(rows, items),
        "part": items is not None,
    }


def _course(
    request: HttpRequest, rows: Sequence[Row], moment: Moment, items: Collection[int] | None
) -> Course | None:
    places = [row.settlement for row in rows if row.card]
    if not places:
        return None
    span = request.GET.get("span", "plan")
    span = span if span in SPANS else "plan"
    trend = course_of(points_until(places, moment, span), moment, items)
    if not trend.points:
        return None
    queries = {
        point.day: Moment(moment.edition, point.day, moment.known_at, moment.today).query
        for point in trend.points
    }
    return Course(trend, drawing_of(trend), queries, span)
