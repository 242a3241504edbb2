"""The register read at a date: balances of holders and of a company."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from hehuo.property.shares.models import ShareEvent

ZERO = Decimal("0.00")


def balances_of(events: Iterable[Any]) -> dict[int, Decimal]:
    """Shares of each holder after these events, whatever their order; holders without shares are left out.

    An event gives to one side what it takes from the other, so the sum of all is issues less exits.
    """
    found: dict[int, Decimal] = defaultdict(lambda: ZERO)
    for event in events:
        if event.from_holder_id:
            found[event.from_holder_id] -= event.shares
        if event.to_holder_id:
            found[event.to_holder_id] += event.shares
    return {holder: shares for holder, shares in found.items() if shares}


def balances_at(company: Any, day: date) -> dict[int, Decimal]:
    """Shares of each holder of a company at the end of a day."""
    return balances_of(
        ShareEvent.objects.live().filter(company=company, happened_on__lte=day).only(
            "from_holder_id", "to_holder_id", "shares"
        )
    )  # fmt: skip


def balance_of(holder: Any, day: date) -> Decimal:
    """Shares of one holder at the end of a day."""
    return balances_at(holder.company_id, day).get(holder.pk, ZERO)


def percent_of(part: Decimal, whole: Decimal) -> str:
    """The share of a company's shares in words, to a hundredth of a percent; empty while nobody holds any."""
    return f"{part / whole * 100:.2f}%" if whole else ""


def lowest_from(holder: Any, day: date) -> Decimal:
    """The lowest balance of a holder from a day on; what may be given away on that day."""
    balance, ends = ZERO, {day: ZERO}
    for event in ShareEvent.objects.live().filter(company_id=holder.company_id).order_by("happened_on", "id"):
        balance += event.shares * ((event.to_holder_id == holder.pk) - (event.from_holder_id == holder.pk))
        ends[max(event.happened_on, day)] = balance
    return min(ends.values()) if balance or len(ends) > 1 else ZERO
