"""Rights: the matrix role × data domain of domain §1.4, and the decorator every URL carries.

Letters: ``F`` full detail in own area, ``M`` masked detail, ``S`` only inside an open sample or task,
``A`` aggregates, ``O`` own record, ``-`` none; ``w`` may write, ``x`` may approve.
Data domains: A programme and scores, B evidence, C household and person register, D labour and employment,
E land, assets, dividends, F requests and service cases, G mediation, H safety, I minors, J honours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied

from hehuo.org.roles import Role

DOMAINS = "ABCDEFGHIJ"

_ROWS: dict[Role, str] = {
    #                       A    B   C   D   E   F   G   H   I   J
    Role.CITY_LEADER: "     Fx   S   A   A   A   A   A   A   A   F",
    Role.CITY_OFFICE: "     Fwx  S   A   A   A   A   A   A   A   Fx",
    Role.INSPECTOR: "       Fw   S   S   S   S   S   -   S   -   S",
    Role.CITY_BUREAU: "     Fw   S   A   A   A   A   A   A   A   A",
    Role.CITY_FINANCE: "    Fx   -   -   -   -   -   -   -   -   -",
    Role.COUNTY_HQ: "       Fwx  F   M   M   M   M   A   M   A   Fw",
    Role.COUNTY_REVIEWER: " Fwx  F   M   M   M   M   A   M   A   Fw",
    Role.COUNTY_BUREAU: "   Fw   F   M   M   M   M   -   M   -   A",
    Role.TOWNSHIP: "        Fw   Fw  F   F   F   Fw  A   F   M   Fx",
    Role.SECRETARY: "       Fwx  Fwx Fwx Fwx Mwx Fwx -   Fwx M   Fwx",
    Role.COMMITTEE: "       Fw   Fw  Fw  Fw  Mw  Fw  -   Fw  M   Fw",
    Role.GRID_MEMBER: "     F    -   Fw  Mw  -   Fw  -   Fw  -   -",
    Role.MEDIATOR: "        -    -   -   -   -   -   Fw  -   -   -",
    Role.WINDOW_CLERK: "    -    -   M   M   -   Fw  -   -   -   -",
    Role.POLICE_ROOM: "     -    -   -   -   -   -   -   Fw  -   -",
    Role.OPERATOR: "        -    -   -   -   Fw  -   -   -   -   -",
    Role.EMPLOYER: "        -    -   -   -   -   -   -   -   -   -",
    Role.TRAINER: "         -    -   -   -   -   -   -   -   -   -",
    Role.AUDITOR: "         F    F   S   S   S   S   -   S   -   F",
    Role.DPO: "             -    -   -   -   -   -   -   -   -   -",
    Role.SYSADMIN: "        -    -   -   -   -   -   -   -   -   -",
}
MATRIX: dict[str, dict[str, str]] = {
    str(role): dict(zip(DOMAINS, row.split(), strict=True)) for role, row in _ROWS.items()
}
DETAIL_ORDER = "-OASMF"


def right_of(roles: Iterable[str], domain: str) -> str:
    """The strongest right that any of `roles` gives in `domain`, e.g. ``"Fw"``."""
    best, marks = "-", set()
    for role in roles:
        right = MATRIX[role][domain]
        if DETAIL_ORDER.index(right[0]) > DETAIL_ORDER.index(best):
            best = right[0]
        marks |= set(right[1:])
    return best + "".join(sorted(marks))


def roles_of(user: Any) -> frozenset[str]:
    """Roles that the user holds today; cached on the user object for one request."""
    from hehuo.org.scope import scope_of

    return scope_of(user).roles


def may_read_rows(user: Any, domain: str) -> bool:
    """Whether the user may open single records of the domain (full or masked) in the own area."""
    return right_of(roles_of(user), domain)[0] in "FM"


def may_write(user: Any, domain: str) -> bool:
    """Whether the user may enter records of the domain in the own area."""
    return "w" in right_of(roles_of(user), domain)


def may_approve(user: Any, domain: str) -> bool:
    """Whether the user may verify or approve records of the domain in the own area."""
    return "x" in right_of(roles_of(user), domain)


def sees_unmasked(user: Any, domain: str) -> bool:
    """Whether P2 fields are shown in full. P3 and P4 stay masked until unmasked with a reason."""
    return right_of(roles_of(user), domain)[0] == "F"


Predicate = Callable[[Any], bool]


def signed_in(user: Any) -> bool:
    """Any account that may sign in."""
    return bool(user.is_authenticated and user.is_active)


def has_role(*roles: Role) -> Predicate:
    """A predicate: the user holds one of `roles` today."""
    wanted = frozenset(str(role) for role in roles)

    def holds(user: Any) -> bool:
        return bool(wanted & roles_of(user))

    holds.__doc__ = "角色：" + "、".join(str(role.label) for role in roles)
    return holds


def reads(domain: str) -> Predicate:
    """A predicate: the user may open rows of the domain."""
    return lambda user: may_read_rows(user, domain)


def writes(domain: str) -> Predicate:
    """A predicate: the user may write rows of the domain."""
    return lambda user: may_write(user, domain)


def requires(predicate: Predicate) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Guard a view: sign-in first, then `predicate(user)`, else 403. Sets ``view.permission`` for the structure test."""

    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def guarded(request: Any, *args: Any, **kwargs: Any) -> Any:
            if not predicate(request.user):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        wrapped = login_required(guarded)
        wrapped.permission = predicate  # type: ignore[attr-defined]
        return wrapped

    return decorate


def public(view: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a view as open to everyone, on purpose."""
    view.permission = "public"  # type: ignore[attr-defined]
    return view
