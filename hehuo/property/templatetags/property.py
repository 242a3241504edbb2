"""How money looks on the papers of property."""

from __future__ import annotations

from decimal import Decimal

from django import template

register = template.Library()


@register.filter
def yuan(fen: int | None) -> str:
    """Fen as yuan with thousands commas and two decimals; nothing for nothing."""
    return "" if fen is None else f"{Decimal(fen).scaleb(-2):,.2f}"
