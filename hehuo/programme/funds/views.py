"""创建资金总表: by source, by item and settlement, with the payments that still lack a voucher."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from hehuo.org.models import Settlement
from hehuo.org.rights import reads, requires
from hehuo.org.scope import visible_settlements
from hehuo.programme.funds.queries import Money, Overview, overview_of, without_voucher, years_of
from hehuo.programme.models import FundSource

SHOWN = 20
COLUMNS_MOST = 12
"""Settlements side by side in one table: what a landscape sheet holds."""


@requires(reads("A"))
def funds_overview(request: HttpRequest) -> HttpResponse:
    """The creation money of the person's area, all years or one."""
    places = list(visible_settlements(request.user).select_related("county").order_by("county__code", "code"))
    counties = sorted({place.county for place in places}, key=lambda area: area.code)
    county, ids = request.GET.get("county", ""), [place.pk for place in places]
    years = years_of(ids)
    text = request.GET.get("year", "")
    year = int(text) if text.isdecimal() and int(text) in range(2000, 3000) else None
    if county:
        places = [place for place in places if place.county.code == county]
        ids = [place.pk for place in places]
    money = overview_of(places, year)
    columns = [place for place in places if money.places[place] != Money()]
    bare = without_voucher(ids, year).select_related("settlement", "project").order_by("-paid_on", "-id")
    context = {
        "money": money, "years": years, "year": year, "counties": counties, "county": county, "columns": columns,
        "kinds": [(kind, FundSource.Kind(kind).label, row) for kind, row in money.kinds.items() if row.received or row.spent],
        "tables": item_tables(money, columns, year, whole=not county),
        "bare": bare if request.GET.get("bare") == "all" else bare[:SHOWN],
    }  # fmt: skip
    return render(request, "programme/funds.html", context)


@dataclass(frozen=True)
class ItemTable:
    """Items × some settlements, each cell with the list of its payments; the last of several tables ends with the sum over all."""

    places: Sequence[Settlement]
    rows: list[tuple[int, list[tuple[Money, str]]]]
    foot: list[Money]


def payments_of(item: int, year: int | None, place: Settlement | None = None) -> str:
    """The address of the payments for an item, in a settlement or in all that the person sees."""
    asked: dict[str, Any] = {"project__item_no": item}
    if place is not None:
        asked["settlement"] = place.pk
    if year is not None:
        asked |= {"paid_on_min": f"{year}-01-01", "paid_on_max": f"{year}-12-31"}
    return f"{reverse('fund-spendings-list')}?{urlencode(asked)}"


def item_tables(
    money: Overview, places: Sequence[Settlement], year: int | None = None, *, whole: bool = True
) -> list[ItemTable]:
    """As many tables as paper needs, their widths alike; `whole`: the last column sums all that the person sees."""
    count = ceil(len(places) / COLUMNS_MOST)
    width = ceil(len(places) / count) if count else 0
    made = []
    for start in range(0, len(places), width or 1):
        part = places[start : start + width]
        last = start + width >= len(places)
        rows = []
        for no, by in money.items.items():
            cells = [(by.get(place.pk, Money()), payments_of(no, year, place)) for place in part]
            if last:
                cells.append((money.item_total(no), payments_of(no, year) if whole else ""))
            rows.append((no, cells))
        made.append(
            ItemTable(part, rows, [money.places[place] for place in part] + ([money.total] if last else []))
        )
    return made
