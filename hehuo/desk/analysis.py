"""年度分析 (plan: 2020 巩固完善, 认真总结): a page whose numbers are those of the scorecards at the quarter ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from hehuo.assessment.day_points import points_of_days
from hehuo.assessment.scoring import city_scorecards
from hehuo.assessment.yearly import Course, Year, days_of, plan_year, year_from
from hehuo.desk.standing import BANDS, edition_of, hidden_from, open_settlements
from hehuo.org.models import Settlement
from hehuo.org.rights import reads, requires
from hehuo.programme.funds.queries import overview_of
from hehuo.programme.models import PublicityEntry
from hehuo.records.models import Status

FIRST_YEAR = 2018


@requires(reads("A"))
def analysis(request: HttpRequest) -> HttpResponse:
    """The year of the person's settlements."""
    today = timezone.localdate()
    text = request.GET.get("year", "")
    year = int(text) if text.isdecimal() and FIRST_YEAR <= int(text) <= today.year else plan_year(today)
    days = days_of(year, today)
    edition = edition_of(days[-1])
    hidden = hidden_from(request.user, places := open_settlements(request.user))
    places = [place for place in places if place.pk not in hidden]
    context: dict[str, Any] = {
        "year": year, "years": range(today.year, FIRST_YEAR - 1, -1), "edition": edition, "places": places,
        "closed": len(hidden),
    }  # fmt: skip
    if not places:
        return render(request, "desk/analysis.html", context)
    last = city_scorecards(places, edition, days[-1])
    points = points_of_days(places, edition, days)
    found = year_from(points, list(last.values()), {p.pk: (p.county_id, p.county.name) for p in places})
    units = {
        item["no"]: item.get("units", []) for section in edition.data["sections"] for item in section["items"]
    }
    shown = _shown(found, places, year, Opens(edition.code, found.days))
    return render(request, "desk/analysis.html", context | shown | {"units": units})


@dataclass(frozen=True)
class Opens:
    """Where a number of the page opens: the day's heat table or lost points, in the edition that the page counts by."""

    edition: str
    days: Sequence[date]

    def at(self, page: str, day: date, **more: Any) -> str:
        """The address of a page on a day."""
        asked = {"edition": self.edition, "as_of": day.isoformat(), **more}
        return f"{reverse(page)}?{urlencode(asked)}"

    def spot(self, code: str) -> str:
        """Settlements and cases behind a sub-criterion on the last day."""
        return f"{reverse('gap', args=[code])}?{urlencode({'edition': self.edition, 'as_of': self.days[-1].isoformat()})}"

    def row(self, course: Course, page: str, **more: Any) -> list[tuple[Any, str]]:
        """Percents of a course with their pages, day by day."""
        return [(p, self.at(page, day, **more)) for p, day in zip(course.percents, self.days, strict=True)]


def _shown(found: Year, places: list[Settlement], year: int, opens: Opens) -> dict[str, Any]:
    money = overview_of(places, year)
    codes = {place.county_id: place.county.code for place in places}
    return {
        "found": found,
        "short": [(spot, opens.spot(spot.code)) for spot in found.short],
        "strong": [(spot, opens.spot(spot.code)) for spot in found.strong],
        "county_rows": [(c, opens.row(c, "heat", county=codes[c.key])) for c in found.counties],  # type: ignore[index]
        "counties": _chart(found, found.counties),
        "items": [(item, opens.row(item, "gaps", item=item.key), money.item_total(item.key)) for item in found.items],  # type: ignore[arg-type]
        "heat": [
            (c, opens.at("heat", opens.days[-1], county=codes[c.key]), [_band(s.percent) for s in found.by_county[c.key].values()])  # type: ignore[index]
            for c in found.counties
        ],
        "rose": found.risen()[:3],
        "fell": found.fallen()[:3],
        "first": found.totals[0],
        "last": found.totals[-1],
        "money": money.total,
        "publicity": _publicity(places, year),
    }  # fmt: skip


def _band(percent: Any) -> tuple[str, Any]:
    """Colour step of the heat table and the percent."""
    if percent is None:
        return "b0", None
    return next(code for least, code in BANDS if percent >= least), percent


def _chart(found: Year, courses: list[Course]) -> dict[str, Any]:
    """Lines that the script draws; what cannot be counted is a gap."""
    return {
        "days": [day.isoformat() for day in found.days],
        "lines": [
            {"name": c.title, "values": [None if p is None else float(p) for p in c.percents]}
            for c in courses
        ],
    }


def _publicity(places: list[Settlement], year: int) -> list[tuple[str, int, int | None, str]]:
    """Reports of the year by channel, with the reach as people estimated it, and the list of them."""
    rows = PublicityEntry.objects.filter(settlement__in=places, published_on__year=year).exclude(
        status=Status.VOID
    )
    named = rows.order_by().values("channel").annotate(n=Count("pk"), reach=Sum("reach"))
    return [
        (
            str(PublicityEntry.Channel(row["channel"]).label),
            row["n"],
            row["reach"],
            _listed(row["channel"], year),
        )
        for row in named.order_by("-n")
    ]


def _listed(channel: str, year: int) -> str:
    asked = {"channel": channel, "published_on_min": f"{year}-01-01", "published_on_max": f"{year}-12-31"}
    return f"{reverse('publicity-list')}?{urlencode(asked)}"
