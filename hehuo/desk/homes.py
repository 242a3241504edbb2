"""The first page of each role: template and data (experience §1)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from hehuo.assessment.day_points import Share, item_share
from hehuo.assessment.yearly import mean
from hehuo.desk import keepers, panels
from hehuo.desk.contents import LEDGERS
from hehuo.desk.dashboards.board import dashboard
from hehuo.desk.menu import ledger_groups
from hehuo.desk.planner.deeds import worth_doing
from hehuo.desk.standing import Row, moment_of, open_settlements, standings
from hehuo.desk.visits import visits_for
from hehuo.kit.ledger import ACTIONS
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
        **_work(user), "round": visits_for(user), "big": _buttons(user, BIG), "quick": _buttons(user, QUICK),
        "may_visit": bool(_buttons(user, BIG[:1])),
    }  # fmt: skip


def plain(request: HttpRequest) -> Context:
    """Everybody else: what the post does most, to-do and the own ledgers."""
    user, roles = request.user, roles_of(request.user)
    big, quick = next((buttons for role, buttons in OF_POSTS.items() if role in roles), ((), ()))
    return {
        **_work(user), "groups": ledger_groups(user), "big": _buttons(user, big), "quick": _buttons(user, quick)
    }  # fmt: skip


BIG = (
    ("visits", "create", "?visited_on={today}", "house-heart", "走访登记"),
    ("requests", "create", "?channel=grid", "megaphone", "上报诉求"),
    ("repairs", "create", "?reported_by=grid", "tools", "设施报修"),
)
"""What a grid worker records most: each opens its form at once."""
Button = tuple[str, str, str, str, str]
OF_POSTS: dict[str, tuple[tuple[Button, ...], tuple[Button, ...]]] = {
    Role.WINDOW_CLERK: (
        (
            ("service-cases", "create", "", "journal-text", "登记办件"),
            ("requests", "create", "?channel=window", "megaphone", "登记诉求"),
            ("one-time-notices", "create", "", "list-check", "一次性告知"),
        ),
        (
            ("service-cases", "list", "?state=registered", "door-open", "待受理的申请"),
            ("service-cases", "list", "?state=accepted", "hourglass", "办理中的办件"),
            ("service-ratings", "list", "?state=open", "chat", "待联系的差评"),
        ),
    ),
    Role.MEDIATOR: (
        (
            ("mediation-cases", "create", "", "people", "登记调解"),
            ("mediation-cases", "list", "", "journal-text", "调解案件"),
            ("mediation-sessions", "create", "", "chat", "调解记录"),
        ),
        (
            ("mediation-cases", "list", "?state=mediating", "hourglass", "调解中的案件"),
            ("mediation-cases", "list", "?state=performing", "clipboard-check", "履行中的协议"),
        ),
    ),
    Role.POLICE_ROOM: (
        (
            ("patrols", "list", "?state=planned", "shield-check", "待巡逻"),
            ("hazards", "create", "?found_by=patrol", "exclamation-triangle", "登记隐患"),
            ("police-services", "create", "", "journal-text", "警务服务"),
        ),
        (
            ("warnings", "list", "", "bell", "预警"),
            ("incidents", "create", "", "flag", "登记安全事件"),
            ("safety-tickets", "list", "", "tools", "安防维修单"),
        ),
    ),
}
"""What other posts record and open most."""
QUICK = (
    ("visits", "list", "?state=planned", "list-check", "待走访的户"),
    ("occupancy", "list", "", "house-check", "入住核查"),
    ("labour", "list", "", "briefcase", "劳动力信息"),
    ("hazards", "create", "?found_by=grid", "exclamation-triangle", "登记隐患"),
    ("households", "list", "", "people", "我的住户"),
)
"""What comes next."""


def _buttons(user: Any, wanted: tuple[Button, ...]) -> list[Context]:
    """Ledger pages as buttons, as far as the person may open them."""
    ledgers = {ledger.slug: ledger for ledger in LEDGERS}
    return [
        {
            "label": label,
            "icon": icon,
            "url": ledgers[slug].url(action) + query.format(today=timezone.localdate()),
        }
        for slug, action, query, icon, label in wanted
        if ledgers[slug].allowed(ACTIONS[action][1])(user)
    ]


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
