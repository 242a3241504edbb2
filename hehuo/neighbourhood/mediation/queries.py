"""What may be known above the case: how many, by kind, never which (domain §6.4, §6.7)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count

from hehuo.neighbourhood.mediation.models import MediationCase
from hehuo.org.scope import scope_of
from hehuo.records.models import RecordQuerySet, Status

SMALLEST = 5
"""Smaller cells are not shown."""


@dataclass(frozen=True)
class Cell:
    """One line of the counts: `shown` is None when the number is too small to tell."""

    label: str
    shown: int | None


@dataclass(frozen=True)
class CaseCounts:
    """Accepted cases of a span in an area. `total` is None when it would give a hidden cell away."""

    cells: list[Cell]
    total: int | None


def case_counts(user: Any, since: date, until: date) -> CaseCounts:
    """Cases accepted from `since` up to and including `until`, by kind, in the user's area."""
    rows = RecordQuerySet(MediationCase).in_scope(scope_of(user)).exclude(status=Status.VOID)
    rows = rows.filter(accepted_on__gte=since, accepted_on__lte=until).order_by()
    found = Counter({r["dispute_type"]: r["n"] for r in rows.values("dispute_type").annotate(n=Count("pk"))})
    return pooled(found)


def pooled(found: Counter[str]) -> CaseCounts:
    """Cells of five and more by kind; the rest is one cell, and hides its total when that is too small as well."""
    labels = dict(MediationCase.Dispute.choices)
    cells = [Cell(str(labels[kind]), n) for kind, n in found.most_common() if n >= SMALLEST]
    rest = sum(n for n in found.values() if n < SMALLEST)
    if rest == 0:
        return CaseCounts(cells, sum(found.values()))
    if rest < SMALLEST:
        return CaseCounts([*cells, Cell("其余类型", None)], None)
    return CaseCounts([*cells, Cell("其余类型合计", rest)], sum(found.values()))
