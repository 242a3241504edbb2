"""Allocations that count."""

from __future__ import annotations

from typing import Any

from hehuo.records.models import Status
from hehuo.residents.residence.models import DwellingAllocation


def standing_allocations() -> Any:
    """Allocations that count: neither they nor their household have been voided."""
    return DwellingAllocation.objects.live().exclude(household__status=Status.VOID)
