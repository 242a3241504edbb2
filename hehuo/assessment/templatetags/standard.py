"""Template filters for editions: a dict's `items` key hides behind the method of the same name."""

from __future__ import annotations

from typing import Any

from django import template

register = template.Library()


@register.filter
def items_of(section: dict[str, Any]) -> list[dict[str, Any]]:
    """The items of a section of an edition."""
    return section["items"]
