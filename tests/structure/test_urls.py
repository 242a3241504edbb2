"""Every address is claimed: by a permission, or by being named here as open to everyone."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

OPEN_TO_EVERYONE = {"login", "logout", "health", "facility-code", "come"}


def addresses(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from addresses(entry, route)
        else:
            yield route, entry


def permission_of(view: object) -> object:
    """The permission on the callable, or on the class behind it."""
    for holder in (view, getattr(view, "view_class", None), getattr(view, "cls", None)):
        if getattr(holder, "permission", None) is not None:
            return holder.permission  # type: ignore[union-attr]
    return None


def test_every_address_has_a_permission():
    every = list(addresses(get_resolver()))
    assert len(every) > 5
    unclaimed = [route for route, entry in every if permission_of(entry.callback) is None]
    assert not unclaimed, "Wrap these views in org.rights.requires(...) or public(...)"


def test_permissions_are_predicates():
    odd = [
        route
        for route, entry in addresses(get_resolver())
        if (permission := permission_of(entry.callback)) is not None
        and permission != "public"
        and not callable(permission)
    ]
    assert not odd


def test_only_the_named_addresses_are_open_to_everyone():
    public = {
        entry.name or route
        for route, entry in addresses(get_resolver())
        if permission_of(entry.callback) == "public"
    }
    assert public <= OPEN_TO_EVERYONE


def test_names_are_unique():
    names = [entry.name for _, entry in addresses(get_resolver()) if entry.name]
    assert sorted(names) == sorted(set(names))
