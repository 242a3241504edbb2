"""Pieces of score pages: the dial, lookups by key, the query string of a moment."""

from __future__ import annotations

from typing import Any

from django import template

register = template.Library()


@register.inclusion_tag("desk/_dial.html")
def dial(value: Any, size: str = "") -> dict[str, Any]:
    """A score dial drawn as an image with words for screen readers."""
    return {"dial": value, "size": size}


@register.filter
def at(mapping: Any, key: Any) -> Any:
    """Value of a dict at a key, or None."""
    return mapping.get(key) if mapping else None


@register.filter
def items_of(section: dict[str, Any]) -> list[dict[str, Any]]:
    """Items of a section of an edition (the dict's own `items` method hides them)."""
    return section["items"]


@register.filter
def item_count(sections: list[dict[str, Any]]) -> int:
    """How many items the sections of an edition have."""
    return sum(len(section["items"]) for section in sections)


@register.filter
def part_of(value: Any, whole: Any) -> float:
    """Percent of a whole, for the length of a bar; of nothing it is nothing."""
    return round(100 * float(value) / float(whole), 1) if whole else 0


@register.filter
def add_to(value: Any, more: Any) -> float:
    """A sum with fractions, for places in a drawing (`add` cuts them off)."""
    return round(float(value) + float(more), 1)
