"""Tags for the kit's templates."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.base import render_value_in_context
from django.utils.html import conditional_escape, escape
from django.utils.http import urlencode
from django.utils.safestring import mark_safe

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


@register.simple_tag(takes_context=True)
def ledger_rows(context: Any) -> Any:
    """The body of a ledger's table. Fifty rows of a dozen cells are too many for template tags of their own."""
    table, page, ledger = context["table"], context["page"], context["ledger"]
    ticks, last = context["may"]["bulk_verify"], len(table.columns)
    address = ledger.url("detail", pk=0)
    columns = [
        (column.css, f'{" kit-more" if 8 < n < last else ""}" data-label="{escape(column.header)}">')
        for n, column in enumerate(table.columns, 1)
    ]
    out = []
    for number, row in enumerate(table.rows, page.start + 1):
        key = row.record.pk
        if ticks:
            out.append(
                f'<tr><td class="kit-noprint kit-tick"><input type="checkbox" class="form-check-input" name="pk" value="{key}" '
                f'aria-label="选择第 {number} 行"></td><td class="kit-seq">{number}</td>'
            )
        else:
            out.append(f'<tr><td class="kit-seq">{number}</td>')
        for (css, rest), cell in zip(columns, row.cells, strict=True):
            look = " kit-blank" if cell == "" else " kit-wrap" if is_long(cell) else ""
            shown = cell if type(cell) is str else render_value_in_context(cell, context)
            out.append(f'<td class="{css}{look}{rest}{conditional_escape(shown)}</td>')
        link = address.replace("/0/", f"/{key}/")
        out.append(
            f'<td class="kit-noprint kit-open"><a href="{link}">查看<span class="visually-hidden">第 {number} 行</span></a></td></tr>\n'
        )
    return mark_safe("".join(out))


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
