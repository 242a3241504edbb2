"""Who works at the windows of a settlement."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils import timezone

from hehuo.org.models import Area, Post, User
from hehuo.org.roles import Role

AT_THE_DESK = (Role.WINDOW_CLERK, Role.COMMITTEE, Role.SECRETARY, Role.GRID_MEMBER)


def colleagues_at(settlement: Any) -> Any:
    """Accounts with a desk post of the settlement (or a grid of it) today."""
    area: Area = settlement.area
    inside = Q(area=area) | Q(area__path__startswith=area.path)
    posts = Post.objects.held_at(timezone.localdate()).filter(inside, role__in=AT_THE_DESK)
    return User.objects.filter(pk__in=posts.values("user_id"), is_active=True).order_by("full_name", "pk")
