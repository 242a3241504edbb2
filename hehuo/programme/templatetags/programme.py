"""Pieces of campaign pages: money in yuan, the lamp of a state, what a difference means."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import template

from hehuo.programme.states import LAMPS

register = template.Library()
TONES = {"secondary": "idle", "danger": "bad", "warning": "warn", "success": "ok"}


@register.filter
def yuan(fen: int | None) -> str:
    """Fen as yuan with two decimals: 1000050 → 10,000.50; nothing known is a dash."""
    return "—" if fen is None else f"{Decimal(fen) / 100:,.2f}"


@register.filter
def tone(state: str) -> str:
    """Tone of the lamp beside a state of a campaign."""
    return TONES.get(LAMPS.get(state, ""), "wait")


@register.filter
def signed(value: Any) -> str:
    """A change of points with its sign; no change is a dash."""
    return f"{value:+}" if value else "—"
