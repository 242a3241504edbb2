"""Who may act for which campaign: posts held today whose area covers the unit (domain §1.4)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.utils import timezone

from hehuo.org.models import CreationUnit, Post
from hehuo.org.roles import Role

COMMUNITY = (Role.SECRETARY, Role.COMMITTEE)


def posts_today(user: Any) -> list[Post]:
    """Posts of an active user today, with areas; cached on the user object for one request."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return []
    if not hasattr(user, "_programme_posts"):
        user._programme_posts = list(user.posts.held_at(timezone.localdate()).select_related("area"))
    return user._programme_posts


def paths_of(unit: CreationUnit) -> list[str]:
    """Tree paths of the unit's settlements; of its county while it has none."""
    if not hasattr(unit, "_programme_paths"):
        known = "settlements" in getattr(unit, "_prefetched_objects_cache", {})
        rows = unit.settlements.all() if known else unit.settlements.select_related("area")
        paths = [settlement.area.path for settlement in rows]
        unit._programme_paths = paths or [unit.county.path]  # type: ignore[attr-defined]
    return unit._programme_paths  # type: ignore[attr-defined]


def acts_as(user: Any, roles: Iterable[str], unit: CreationUnit) -> bool:
    """Whether the user holds one of `roles` for an area that covers the unit.

    In a merged unit the staff of one of its settlements may act; every other role must cover all settlements.
    """
    wanted = {str(role) for role in roles}
    for post in posts_today(user):
        if post.role in wanted:
            covered = [path.startswith(post.area.path) for path in paths_of(unit)]
            if all(covered) or (post.role in COMMUNITY and any(covered)):
                return True
    return False


class By:
    """A predicate over (user, campaign) that knows its roles, so that the table can print them."""

    def __init__(self, *roles: Role) -> None:
        self.roles = roles

    def __call__(self, user: Any, campaign: Any) -> bool:
        return acts_as(user, self.roles, campaign.unit)

    @property
    def label(self) -> str:
        """Roles in words."""
        return "、".join(str(role.label) for role in self.roles)


Personal = Callable[[Any, Any], str]
"""(user, campaign) → why this very person may not, or ''."""
