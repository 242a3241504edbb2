"""Who may take a step, and whom to tell: roles of the city, and people who speak for a unit."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.utils import timezone

from hehuo.notices.models import Notice, NoticeKind
from hehuo.notices.services import finish, notify
from hehuo.org.models import Area, CreationUnit, OrgUnit, Post
from hehuo.org.rights import roles_of
from hehuo.org.roles import Role
from hehuo.org.workdays import add_months
from hehuo.programme.models.supervision import unit_ids_of, with_predecessors
from hehuo.programme.recusal import RECUSAL_MONTHS


class CityRole:
    """A predicate over (user, subject): one of the city's roles; knows its words for tables."""

    def __init__(self, *roles: Role) -> None:
        self.roles = roles

    def __call__(self, user: Any, subject: Any) -> bool:
        return bool(roles_of(user) & {str(role) for role in self.roles})

    @property
    def label(self) -> str:
        """Roles in words."""
        return "、".join(str(role.label) for role in self.roles)


class OfUnit:
    """A predicate: speaks for the unit that `unit_of(subject)` names."""

    def __init__(self, label: str, unit_of: Callable[[Any], set[int]]) -> None:
        self.label, self.unit_of = label, unit_of

    def __call__(self, user: Any, subject: Any) -> bool:
        return bool(unit_ids_of(user) & self.unit_of(subject))


class Nobody:
    """A step that only another step takes."""

    label = "系统"

    def __call__(self, user: Any, subject: Any) -> bool:
        return False


OFFICE = CityRole(Role.CITY_OFFICE)
LEADER = CityRole(Role.CITY_LEADER)
HEADQUARTERS = CityRole(Role.CITY_OFFICE, Role.CITY_LEADER)
EXPERT_ROLES = frozenset({Role.INSPECTOR, Role.CITY_BUREAU})


def is_expert(user: Any) -> bool:
    """Inspectors and liaison people of the city's bureaus."""
    return bool(roles_of(user) & EXPERT_ROLES)


def recusal_from_place(user: Any, county: Area, codes: set[str], on: date) -> str:
    """Why this person must not judge in a county, or '' (domain §1.4: worked there within three years, or declared)."""
    area_codes = set(OrgUnit.objects.filter(area=county).values_list("code", flat=True))
    if set(user.recused_unit_codes or []) & (codes | area_codes | {county.code}):
        return f"{user} 已声明回避{county}的单位。"
    since = add_months(on, -RECUSAL_MONTHS)
    for post in Post.objects.filter(user=user, valid_from__lte=on).select_related("area"):
        if post.area.kind == Area.Kind.CITY or (post.valid_to and post.valid_to <= since):
            continue
        if post.area.path.startswith(county.path):
            return f"{user} 近三年在{county}任职，应当回避。"
    return ""


def team_problems(
    people: list[tuple[Any, str]], county: Area, codes: set[str], on: date, *, declared: bool = True
) -> list[str]:
    """Everything against a team of (person, declaration): two or more experts, different people, recusal.

    With `declared=False` a blank declaration is one that the person still owes.
    """
    found = []
    if len({user.pk for user, _ in people}) < 2:
        found.append("每组不少于 2 人，并且不能重复。")
    for user, declaration in people:
        if not is_expert(user):
            found.append(f"{user} 不是市级验收（督查）人员或市直部门联络员。")
        elif declared and not declaration.strip():
            found.append(f"请填写 {user} 的回避声明。")
        elif why := recusal_from_place(user, county, codes, on):
            found.append(why)
    return found


def codes_of_unit(unit: CreationUnit) -> set[str]:
    """Codes that name a creation unit and its settlements."""
    return {unit.code} | set(unit.settlements.values_list("code", flat=True))


def ask_unit(
    unit: OrgUnit,
    text: str,
    subject: Any,
    *,
    by: Any,
    url: str,
    due: date | None = None,
    kind: str = NoticeKind.TODO,
) -> int:
    """Ask everybody who holds a post of the unit today; returns how many were asked."""
    posts = (
        Post.objects.filter(unit__in=with_predecessors(unit), user__is_active=True)
        .held_at(timezone.localdate())
        .select_related("user", "area")
    )
    asked = 0
    for post in posts:
        if post.role not in (Role.AUDITOR, Role.GRID_MEMBER, Role.WINDOW_CLERK, Role.MEDIATOR):
            notify(text, by=by, to_post=post, subject=subject, url=url, due_on=due, kind=kind)
            asked += 1
    return asked


def unit_has_done(unit_ids: Iterable[int], subject: Any, *, by: Any, on: date) -> int:
    """What these units were asked about the subject is done; what other units were asked stays. Returns how many."""
    units = OrgUnit.objects.filter(pk__in=list(unit_ids))
    asked = {pk for unit in units for pk in with_predecessors(unit)}
    waiting = Notice.objects.open().filter(
        subject_model=subject._meta.label_lower, subject_id=subject.pk, to_post__unit__in=asked
    )
    return len([finish(notice, by=by, on=on) for notice in waiting])


def ask_office(text: str, subject: Any, *, by: Any, url: str, due: date | None = None) -> None:
    """Ask the city's office."""
    city = Area.objects.filter(kind=Area.Kind.CITY).first()
    if city is not None:
        notify(text, by=by, to_role=Role.CITY_OFFICE, area=city, subject=subject, url=url, due_on=due)


def ask_people(
    users: list[Any], text: str, subject: Any, *, by: Any, url: str, due: date | None = None
) -> None:
    """Ask persons by name."""
    for user in users:
        notify(text, by=by, to_user=user, subject=subject, url=url, due_on=due)


def county_headquarters(county: Area) -> OrgUnit | None:
    """The headquarters of a county, as the unit that answers for it."""
    return OrgUnit.objects.filter(area=county, level=OrgUnit.Level.COUNTY, code__endswith="-hq").first()


def ask_leader(text: str, subject: Any, *, by: Any, url: str) -> None:
    """Ask the leaders of the city's headquarters."""
    city = Area.objects.filter(kind=Area.Kind.CITY).first()
    if city is not None:
        notify(text, by=by, to_role=Role.CITY_LEADER, area=city, subject=subject, url=url)
