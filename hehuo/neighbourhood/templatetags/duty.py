"""The own shifts on first pages."""

from __future__ import annotations

from typing import Any

from django import template

from hehuo.neighbourhood.duty.queries import own_lines

register = template.Library()
ON_FIRST_PAGE = 3


@register.inclusion_tag("duty/_mine.html", takes_context=True)
def my_shifts(context: Any) -> dict[str, Any]:
    """The next three shifts of whoever is signed in; nothing for those who have none."""
    lines = own_lines(context["request"].user)
    return {"lines": lines[:ON_FIRST_PAGE], "total": len(lines)}
