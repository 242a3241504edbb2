"""年度分析 (plan: 2020 巩固完善, 认真总结): a page whose numbers are those of the scorecards at the quarter ends."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
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
    return render(request, "desk/analysis.html", context | _shown(found, places, year) | {"units": units})


def _shown(found: Year, places: list[Settlement], year: int) -> dict[str, Any]:
    money = overview_of(places, year)
    return {
        "found": found,
        "counties": _chart(found, found.counties),
        "items": [(item, money.item_total(item.key)) for item in found.items],  # type: ignore[arg-type]
        "heat": [(c, [(no, _band(share.percent)) for no, share in found.by_county[c.key].items()]) for c in found.counties],
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


def _publicity(places: list[Settlement], year: int) -> list[tuple[str, int, int | None]]:
    """Reports of the year by channel, with the reach as people estimated it."""
    rows = PublicityEntry.objects.filter(settlement__in=places, published_on__year=year).exclude(
        status=Status.VOID
    )
    named = rows.order_by().values("channel").annotate(n=Count("pk"), reach=Sum("reach"))
    return [
        (str(PublicityEntry.Channel(row["channel"]).label), row["n"], row["reach"])
        for row in named.order_by("-n")
    ]
