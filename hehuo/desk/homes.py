"""The first page of each role: template and data (experience §1)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.http import HttpRequest

from hehuo.assessment.day_points import Share, item_share
from hehuo.assessment.yearly import mean
from hehuo.desk import keepers, panels
from hehuo.desk.buttons import buttons_of
from hehuo.desk.contents import ledger_by_slug
from hehuo.desk.dashboards.board import dashboard
from hehuo.desk.menu import ledger_groups
from hehuo.desk.planner.deeds import worth_doing
from hehuo.desk.standing import Row, moment_of, open_settlements, standings
from hehuo.desk.visits import visits_for
from hehuo.org.models import Settlement
from hehuo.org.rights import roles_of
from hehuo.org.roles import Role
from hehuo.programme.supervision.queries import sites_to_judge

Context = dict[str, Any]
Home = Callable[[HttpRequest], Context]
TASKS_SHOWN = 8


def _work(user: Any) -> Context:
    tasks = panels.waiting_for(user)
    return {
        "tasks": tasks[:TASKS_SHOWN],
        "tasks_total": len(tasks),
        "overdue": [t for t in tasks if t.overdue],
    }


def _heat(request: HttpRequest, *, ranked: bool, settlements: list[Settlement] | None = None) -> Context:
    moment = moment_of(request)
    places = open_settlements(request.user) if settlements is None else settlements
    rows = standings(places, moment.edition, moment.as_of, moment.known_at, user=request.user, ranked=ranked)
    return {"moment": moment, "rows": rows, "sections": moment.edition.data["sections"]}


def city(request: HttpRequest) -> Context:
    """市指挥部: heat table, stages, deadlines, overdue, where points are lost."""
    context = _heat(request, ranked=True)
    rows = [row for row in context["rows"] if row.card]
    return {
        **context,
        **_work(request.user),
        **dashboard(request, context["rows"], context["moment"]),
        "average": _average(rows),
        "best": rows[:1],
        "weakest": rows[-1:] if len(rows) > 1 else [],
    }


def county(request: HttpRequest) -> Context:
    """县级与乡镇: own settlements, stage, review queue."""
    context = _heat(request, ranked=True)
    board = dashboard(request, context["rows"], context["moment"])
    return {**context, **_work(request.user), **board, "average": _average(context["rows"])}


def _average(rows: list[Row]) -> Decimal | None:
    return mean([row.card.total for row in rows if row.card])


def settlement(request: HttpRequest) -> Context:
    """社区书记: dials, tiles, five things, to-do."""
    places = open_settlements(request.user)
    wanted = request.GET.get("place", "")
    place = next((p for p in places if p.code == wanted), places[0] if places else None)
    if place is None:
        return {**_work(request.user), "row": None}
    context = _heat(request, ranked=False, settlements=[place])
    row = context["rows"][0]
    return {
        **context, **_work(request.user), "row": row, "places": places if len(places) > 1 else [],
        "deeds": worth_doing(row.card, place, context["moment"].edition) if row.card else [],
    }  # fmt: skip


def bureau(request: HttpRequest) -> Context:
    """市直部门: only the items it answers for."""
    context = _heat(request, ranked=False)
    edition = context["moment"].edition
    wanted = panels.items_of_units(edition, request.user)
    items = [i for s in context["sections"] for i in s["items"] if i["no"] in wanted]
    rows = [(row, [cell for cell in row.cells if cell.no in wanted]) for row in context["rows"]]
    board = dashboard(request, context["rows"], context["moment"], wanted)
    shares = [
        item_share(i) for row in context["rows"] if row.card for i in row.card.items() if i.no in wanted
    ]
    return {
        **context, **_work(request.user), **board, "items": items, "bureau_rows": rows,
        "percent": sum(shares, Share()).percent,
    }  # fmt: skip


def inspector(request: HttpRequest) -> Context:
    """检查组: own sites and tasks; scores stay closed until the own judgement is in."""
    context = _heat(request, ranked=False)
    shown = [row for row in context["rows"] if row.card]
    return {
        **context, **_work(request.user), "rows": shown, "closed": len(context["rows"]) - len(shown),
        "sites": sites_to_judge(request.user),
    }  # fmt: skip


def grid(request: HttpRequest) -> Context:
    """网格员: whom to visit and why, big buttons."""
    user = request.user
    return {
        **_work(user),
        **buttons_of(user),
        "round": visits_for(user),
        "may_visit": _writes("visits", user),
    }


def _writes(slug: str, user: Any) -> bool:
    ledger = ledger_by_slug(slug)
    return ledger is not None and ledger.allowed("write")(user)


def plain(request: HttpRequest) -> Context:
    """Everybody else: what the post does most, to-do and the own ledgers."""
    user = request.user
    return {**_work(user), **buttons_of(user), "groups": ledger_groups(user)}


ORDER: tuple[tuple[frozenset[str], str, Home], ...] = (
    (frozenset({Role.CITY_LEADER, Role.CITY_OFFICE, Role.CITY_FINANCE, Role.AUDITOR}), "city", city),
    (frozenset({Role.COUNTY_HQ, Role.COUNTY_REVIEWER, Role.COUNTY_BUREAU, Role.TOWNSHIP}), "county", county),
    (frozenset({Role.SECRETARY, Role.COMMITTEE}), "settlement", settlement),
    (frozenset({Role.CITY_BUREAU}), "bureau", bureau),
    (frozenset({Role.INSPECTOR}), "inspector", inspector),
    (frozenset({Role.GRID_MEMBER}), "grid", grid),
    (frozenset({Role.SYSADMIN}), "administrator", keepers.administrator),
    (frozenset({Role.DPO}), "protector", keepers.protector),
)


def home_of(request: HttpRequest) -> tuple[str, Context]:
    """Template name and context of the person's first page; the widest role decides."""
    roles = roles_of(request.user)
    for wanted, name, build in ORDER:
        if wanted & roles:
            return f"desk/home/{name}.html", build(request)
    return "desk/home/plain.html", plain(request)
