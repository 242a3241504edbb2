"""Tags for the kit's templates."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.base import render_value_in_context
from django.utils.html import conditional_escape, escape
from django.utils.http import urlencode
from django.utils.safestring import mark_safe

from hehuo.kit.printing import has_papers
from hehuo.org.scope import scope_of
from hehuo.records.display import HIDDEN

register = template.Library()
LONG = 16
BLANK = ("", "—", HIDDEN)
"""Cells that a card on a phone leaves out."""
ON_A_CARD, SHOWN_ON_A_PHONE = 4, 20


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


def _places_on_a_card(columns: list[Any], ledger: Any) -> list[str]:
    """What a card on a phone makes of each column: its title, its lamp, four more cells; the rest is for wide screens.

    A ledger whose first column is a number says in `card_title` which column tells people what the row is about.
    """
    scope, known = scope_of(ledger.request.user), set()
    if not scope.everything and len(scope.settlement_ids | scope.grid_settlement_ids) == 1:
        known = {"settlement"} if scope.settlement_ids else {"settlement", "grid", "household__grid"}
    state = ledger.lifecycle.state_field if ledger.lifecycle else ""
    words = [c.path for c in columns if not c.css and c.path not in ("settlement", "status", state)]
    wanted = [c.path for c in columns if c.path == getattr(ledger, "card_title", "")]
    named = {"status": " kit-lamps", state: " kit-word", [*wanted, *words, columns[0].path][0]: " kit-title"}
    others = [c.path for c in columns if c.path not in named.keys() | known][:ON_A_CARD]
    return [named.get(c.path, "" if c.path in others else " kit-more") for c in columns]


@register.simple_tag(takes_context=True)
def ledger_rows(context: Any) -> Any:
    """The body of a ledger's table. Fifty rows of a dozen cells are too many for template tags of their own."""
    table, page, ledger = context["table"], context["page"], context["ledger"]
    ticks, places = context["may"]["bulk_verify"], _places_on_a_card(table.columns, ledger)
    address = ledger.url("detail", pk=0)
    columns = [
        (column.css + place, f'" data-label="{escape(column.header)}">')
        for column, place in zip(table.columns, places, strict=True)
    ]
    out = []
    for number, row in enumerate(table.rows, page.start + 1):
        key = row.record.pk
        out.append('<tr id="rest">' if number == page.start + SHOWN_ON_A_PHONE + 1 else "<tr>")
        if ticks:
            out.append(
                f'<td class="kit-noprint kit-tick"><input type="checkbox" class="form-check-input" name="pk" value="{key}" '
                f'aria-label="选择第 {number} 行"></td><td class="kit-seq">{number}</td>'
            )
        else:
            out.append(f'<td class="kit-seq">{number}</td>')
        for (css, rest), cell in zip(columns, row.cells, strict=True):
            look = " kit-blank" if cell in BLANK else " kit-wrap" if is_long(cell) else ""
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
