"""Rows by area: the one place that says which settlements and grids a user may see."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils import timezone

from hehuo.org.models import Area, Post, Settlement


@dataclass(frozen=True)
class Scope:
    """What a user's posts open today.

    `everything` is true for city-wide posts; else `settlement_ids` are open as a whole and `grid_ids` by grid only.
    """

    roles: frozenset[str] = frozenset()
    everything: bool = False
    settlement_ids: frozenset[int] = frozenset()
    grid_ids: frozenset[int] = frozenset()
    unit_ids: frozenset[int] = frozenset()
    area_names: tuple[str, ...] = field(default_factory=tuple)
    grid_settlement_ids: frozenset[int] = frozenset()

    def covers(self, settlement_id: int | None, grid_id: int | None = None) -> bool:
        """Whether one settlement (or one grid in it) lies inside."""
        if self.everything or settlement_id in self.settlement_ids:
            return True
        return grid_id is not None and grid_id in self.grid_ids


NOTHING = Scope()


def path_range(prefix: str, name: str = "path") -> Q:
    """Descendants-or-self of a tree path as an index-friendly range."""
    upper = prefix[:-1] + chr(ord(prefix[-1]) + 1)
    return Q(**{f"{name}__gte": prefix, f"{name}__lt": upper})


def _scope_from_posts(posts: list[Post]) -> Scope:
    settlements: set[int] = set()
    grids: set[int] = set()
    hosts: set[int] = set()
    everything = False
    for post in posts:
        if post.area.kind == Area.Kind.CITY:
            everything = True
        elif post.area.kind in (Area.Kind.GRID, Area.Kind.BUILDING):
            path = post.area.path if post.area.kind == Area.Kind.GRID else post.area.path[: -Area.steplen]
            node = Area.objects.select_related("grid").get(path=path)
            grids.add(node.grid.pk)
            hosts.add(node.grid.settlement_id)
        else:
            settlements |= set(
                Settlement.objects.filter(path_range(post.area.path, "area__path")).values_list(
                    "pk", flat=True
                )
            )
    return Scope(
        roles=frozenset(post.role for post in posts),
        everything=everything,
        settlement_ids=frozenset(settlements),
        grid_ids=frozenset(grids),
        unit_ids=frozenset(post.unit_id for post in posts if post.unit_id),
        area_names=tuple(dict.fromkeys(post.area.name for post in posts)),
        grid_settlement_ids=frozenset(hosts),
    )


def scope_of(user: Any) -> Scope:
    """The scope of a user today; `NOTHING` for anonymous or inactive users. Cached on the user object."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return NOTHING
    cached = getattr(user, "_hehuo_scope", None)
    if cached is None:
        posts = list(Post.objects.filter(user=user).held_at(timezone.localdate()).select_related("area"))
        cached = _scope_from_posts(posts) if posts else NOTHING
        user._hehuo_scope = cached
    return cached


def visible_settlements(user: Any):
    """Settlements that the user may see (a grid worker sees the settlement that holds the grid)."""
    scope = scope_of(user)
    if scope.everything:
        return Settlement.objects.all()
    return Settlement.objects.filter(pk__in=scope.settlement_ids | scope.grid_settlement_ids)


def in_own_area(user: Any, record: Any) -> bool:
    """Whether the record's settlement lies in the user's area (a grid worker's settlement counts)."""
    scope = scope_of(user)
    return scope.covers(record.settlement_id) or record.settlement_id in scope.grid_settlement_ids
