"""Tags for the kit's templates."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.http import urlencode

from hehuo.kit.printing import has_papers

register = template.Library()
LONG = 16


@register.simple_tag
def sort_query(page: Any, cell: Any) -> str:
    """Query string that sorts by a column, or turns its order round."""
    wanted = f"-{cell.path}" if cell.sorted == "up" else cell.path
    kept = [pair.split("=", 1) for pair in page.query.split("&") if pair and not pair.startswith("sort=")]
    return "&".join(["=".join(pair) for pair in kept] + [urlencode({"sort": wanted})])


@register.filter
def item(mapping: Any, key: str) -> Any:
    """Value of a key, or nothing."""
    return (mapping or {}).get(key, "")


@register.filter
def filled(value: Any) -> Any:
    """The value, or 空; zero is a value."""
    return "空" if value in (None, "") else value


@register.filter
def is_long(value: Any) -> bool:
    """Whether a cell's text should wrap."""
    return type(value) is str and len(value) > LONG


@register.simple_tag
def ledger_url(ledger: Any, action: str, **kwargs: Any) -> str:
    """Address of an action of a ledger."""
    return ledger.url(action, **kwargs)


@register.simple_tag
def named_url(slug: str, action: str) -> str:
    """Address of an action by the ledger's slug; empty when there is no such ledger."""
    from django.urls import NoReverseMatch, reverse

    try:
        return reverse(f"{slug}-{action}")
    except NoReverseMatch:
        return ""


@register.simple_tag
def papers_url(record: Any) -> str:
    """Address of the papers made from a record; empty when there are none (`kit.printing`)."""
    return record_url("documents-of", record) if has_papers(record._meta.label_lower) else ""


@register.simple_tag
def record_url(name: str, record: Any) -> str:
    """Address of what another room shows about a record (label and key); empty when there is no such address."""
    from django.urls import NoReverseMatch, reverse

    try:
        return reverse(name, kwargs={"label": record._meta.label_lower, "pk": record.pk})
    except NoReverseMatch:
        return ""
