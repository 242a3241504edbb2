"""Contents of the house: every ledger, in menu order. A ledger that is not listed here has no address."""

from __future__ import annotations

from hehuo.kit.ledger import LedgerView

LEDGERS: tuple[type[LedgerView], ...] = ()


def ledger_by_slug(slug: str) -> type[LedgerView] | None:
    """The ledger with this slug, or None."""
    return next((ledger for ledger in LEDGERS if ledger.slug == slug), None)


def ledger_slugs() -> list[str]:
    """Slugs of all ledgers, in menu order."""
    return [ledger.slug for ledger in LEDGERS]
