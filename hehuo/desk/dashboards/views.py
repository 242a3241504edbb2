"""Rows behind the numbers of the dashboards: lost points by sub-criterion and settlement, cells of the score table."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from hehuo.desk.dashboards.board import own_items
from hehuo.desk.dashboards.cells import LABELS, OPEN, burden_of
from hehuo.desk.dashboards.gaps import gaps_of
from hehuo.desk.standing import Moment, Row, moment_of, open_settlements, standings
from hehuo.org.rights import reads, requires


def _rows(request: HttpRequest, moment: Moment) -> tuple[list[Row], dict[str, Any]]:
    """Scorecards of the person's settlements, and what every page of this room shows."""
    rows = standings(
        open_settlements(request.user), moment.edition, moment.as_of, moment.known_at, user=request.user
    )
    mine = own_items(moment.edition, request.user)
    items = [
        i for s in moment.edition.data["sections"] for i in s["items"] if mine is None or i["no"] in mine
    ]
    closed = sum(1 for row in rows if row.card is None)
    return rows, {
        "moment": moment,
        "items": items,
        "mine": mine,
        "closed": closed,
        "places": len(rows) - closed,
    }


def _item_asked(request: HttpRequest, items: list[dict[str, Any]]) -> int | None:
    text = request.GET.get("item", "")
    return next((item["no"] for item in items if str(item["no"]) == text), None)


@requires(reads("A"))
def gap_list(request: HttpRequest) -> HttpResponse:
    """All sub-criteria that lose points, the largest loss first."""
    moment = moment_of(request)
    rows, context = _rows(request, moment)
    item = _item_asked(request, context["items"])
    gaps = gaps_of(rows, [item] if item else context["mine"])
    points = sum((gap.points for gap in gaps), Decimal(0))
    return render(
        request, "desk/dashboards/gaps.html", context | {"gaps": gaps, "item": item, "points": points}
    )


@requires(reads("A"))
def gap_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One sub-criterion: which settlements lose how much, by which part, with the cases behind it."""
    moment = moment_of(request)
    known = any(
        sub["code"] == code
        for s in moment.edition.data["sections"]
        for i in s["items"]
        for sub in i["sub_criteria"]
    )
    if not known:
        raise Http404("标准里没有这个子项。")
    rows, context = _rows(request, moment)
    gap = next((gap for gap in gaps_of(rows) if gap.code == code), None)
    return render(request, "desk/dashboards/gap.html", context | {"gap": gap, "code": code})


@requires(reads("A"))
def cell_list(request: HttpRequest) -> HttpResponse:
    """Cells of one kind: which parts of the score table, in which settlements."""
    moment = moment_of(request)
    rows, context = _rows(request, moment)
    item = _item_asked(request, context["items"])
    kind = request.GET.get("kind", OPEN)
    kind = kind if kind in LABELS else OPEN
    burden = burden_of(rows, [item] if item else context["mine"])
    context |= {
        "burden": burden, "kind": kind, "label": LABELS[kind], "lines": burden.lines[kind], "item": item,
        "kinds": [(code, label, burden.count(code)) for code, label in LABELS.items()],
    }  # fmt: skip
    return render(request, "desk/dashboards/cells.html", context)
