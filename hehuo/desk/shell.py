"""Context for the shell of every page: menu, area, who is signed in. At most three queries."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from hehuo.desk.menu import menu_for, place_of, tabs_for
from hehuo.org.models import Settlement
from hehuo.org.rights import signed_in
from hehuo.org.roles import Role
from hehuo.org.scope import scope_of

CITY = getattr(settings, "CITY_NAME", "六盘水市")


def shell(request: HttpRequest) -> dict[str, Any]:
    """Template context shared by every page; htmx fragments need none of it."""
    user = getattr(request, "user", None)
    base: dict[str, Any] = {
        "city": CITY,
        "demo_mode": getattr(settings, "DEMO_MODE", False),
        "today": timezone.localdate(),
    }
    if user is None or not signed_in(user):
        return base
    if getattr(request, "htmx", None) and not request.htmx.boosted:
        return base
    menu = menu_for(user, request.path)
    scope = scope_of(user)
    return {
        **base,
        "menu": menu,
        "tabs": tabs_for(user, request.path),
        "place": place_of(menu),
        "areas": "、".join(scope.area_names) or "未任职",
        "role_words": "、".join(str(Role(role).label) for role in sorted(scope.roles)),
        "demo_data": user.demo or Settlement.objects.filter(demo=True).exists(),
    }
