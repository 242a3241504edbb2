"""Buttons of a first page: what a post records and opens most."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.utils import timezone

from hehuo.desk.contents import LEDGERS
from hehuo.kit.ledger import ACTIONS
from hehuo.org.rights import roles_of
from hehuo.org.roles import Role

Button = tuple[str, str, str, str, str]
"""Ledger, page, what is filled in, icon, words."""
OF_POSTS: dict[str, tuple[tuple[Button, ...], tuple[Button, ...]]] = {
    Role.GRID_MEMBER: (
        (
            ("visits", "create", "?visited_on={today}", "house-heart", "走访登记"),
            ("requests", "create", "?channel=grid", "megaphone", "上报诉求"),
            ("repairs", "create", "?reported_by=grid", "tools", "设施报修"),
        ),
        (
            ("visits", "list", "?state=planned", "list-check", "待走访的户"),
            ("occupancy", "list", "", "house-check", "入住核查"),
            ("labour", "list", "", "briefcase", "劳动力信息"),
            ("hazards", "create", "?found_by=grid", "exclamation-triangle", "登记隐患"),
            ("households", "list", "", "people", "我的住户"),
        ),
    ),
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
"""For each post the big buttons, which open what is recorded most, and what comes next."""


def buttons_of(user: Any) -> dict[str, list[dict[str, str]]]:
    """Big and smaller buttons of the person's post, as far as the person may open them."""
    roles: Collection[str] = roles_of(user)
    big, quick = next((buttons for role, buttons in OF_POSTS.items() if role in roles), ((), ()))
    return {"big": _open_to(user, big), "quick": _open_to(user, quick)}


def _open_to(user: Any, wanted: tuple[Button, ...]) -> list[dict[str, str]]:
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
