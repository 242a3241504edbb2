"""Accounts as the administrator sees them: state, posts of today, where their areas lie."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Sum
from django.utils import timezone

from hehuo.audit.models import Entry
from hehuo.notices.models import Notice
from hehuo.org.models import Area, Post, User
from hehuo.org.rights import roles_of
from hehuo.org.roles import Role
from hehuo.org.scope import path_range, scope_of

STATES = {
    "active": "在用",
    "new": "待首次登录",
    "locked": "暂停登录",
    "none": "没有任职",
    "off": "已停用",
}
TONES = {"active": "ok", "new": "wait", "locked": "bad", "none": "warn", "off": "idle"}
ENTRIES_SHOWN = 50


def is_administrator(user: Any) -> bool:
    """角色：系统管理员（全市）."""
    return Role.SYSADMIN in roles_of(user) and scope_of(user).everything


def _locked_out() -> Exists:
    """Too many wrong passwords from one address, not long ago: the rule of sign-in, as a condition."""
    failures = (
        AccessAttempt.objects.filter(
            username=OuterRef("username"), attempt_time__gte=timezone.now() - get_cool_off()
        )
        .order_by()
        .values("username", "ip_address")
        .annotate(failures=Sum("failures_since_start"))
        .filter(failures__gte=settings.AXES_FAILURE_LIMIT)
    )
    return Exists(failures)


def accounts() -> QuerySet[User]:
    """Every account with what its state is read from, and the posts of today."""
    today = timezone.localdate()
    held = Post.objects.held_at(today).select_related("area", "unit").order_by("valid_from", "pk")
    return User.objects.annotate(
        locked_out=_locked_out(), in_office=Exists(Post.objects.held_at(today).filter(user=OuterRef("pk")))
    ).prefetch_related(Prefetch("posts", held, to_attr="held"))


IN_STATE = {
    "active": Q(is_active=True, locked_out=False, in_office=True, first_password=False),
    "new": Q(is_active=True, locked_out=False, in_office=True, first_password=True),
    "locked": Q(is_active=True, locked_out=True),
    "none": Q(is_active=True, locked_out=False, in_office=False),
    "off": Q(is_active=False),
}


def state_of(account: Any) -> str:
    """The one state of an account of `accounts()` that matters most."""
    if not account.is_active:
        return "off"
    if account.locked_out:
        return "locked"
    if not account.in_office:
        return "none"
    return "new" if account.first_password else "active"


def found_accounts(*, text: str = "", role: str = "", area: Area | None = None, state: str = "") -> QuerySet:
    """Accounts by words of name, account or duty; by role and area held today; by state."""
    rows = accounts()
    for word in text.split():
        rows = rows.filter(
            Q(username__icontains=word)
            | Q(full_name__icontains=word)
            | Exists(Post.objects.filter(user=OuterRef("pk"), title__icontains=word))
        )
    if role or area:
        held = Post.objects.held_at(timezone.localdate()).filter(user=OuterRef("pk"))
        if role:
            held = held.filter(role=role)
        if area:
            held = held.filter(path_range(area.path, "area__path"))
        rows = rows.filter(Exists(held))
    if state in IN_STATE:
        rows = rows.filter(IN_STATE[state])
    return rows.order_by("username")


def counts_by_state() -> dict[str, int]:
    """How many accounts are in each state."""
    return {state: accounts().filter(wanted).count() for state, wanted in IN_STATE.items()}


def places_of(areas: Iterable[Area]) -> dict[int, str]:
    """Areas in words: county, then settlement and grid, e.g. 甲县 幸福家园第1网格; one query for all."""
    wanted = {area.pk: area for area in areas}
    steps = {area.pk: (area.path[: Area.steplen * 2], area.path[: -Area.steplen]) for area in wanted.values()}
    paths = {path for pair in steps.values() for path in pair}
    above = {
        path: (name, kind)
        for path, name, kind in Area.objects.filter(path__in=paths).values_list("path", "name", "kind")
    }
    found = {}
    for pk, area in wanted.items():
        county, parent = (above.get(path, ("", "")) for path in steps[pk])
        name = area.name
        if area.kind in (Area.Kind.GRID, Area.Kind.BUILDING) and not name.startswith(parent[0]):
            name = f"{parent[0]}{name}"
        lower = area.kind not in (Area.Kind.CITY, Area.Kind.COUNTY)
        found[pk] = f"{county[0]} {name}" if lower and county[0] else name
    return found


def trail_of(account: User) -> list[Entry]:
    """What was done to the account, newest first."""
    rows = Entry.objects.filter(object_type="org.user", object_id=account.pk)
    return list(rows.select_related("actor").order_by("-seq")[:ENTRIES_SHOWN])


def named_to(account: User) -> QuerySet[Notice]:
    """Open matters that were addressed to the person or to one of the person's posts, and to nobody else."""
    return Notice.objects.open().filter(Q(to_user=account) | Q(to_post__user=account))


def alone_in_office(account: User) -> list[Post]:
    """Posts of today whose role nobody else holds in the same area: what is sent to the role waits for a successor."""
    today = timezone.localdate()
    mine = list(Post.objects.held_at(today).filter(user=account).select_related("area"))
    others = set(
        Post.objects.held_at(today)
        .filter(user__is_active=True, area__in=[post.area_id for post in mine])
        .exclude(user=account)
        .values_list("role", "area_id")
    )
    return [post for post in mine if (post.role, post.area_id) not in others]
