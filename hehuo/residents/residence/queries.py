"""Occupancy on a day, and what should be visited next."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from hehuo.records.models import Status
from hehuo.residents.people.queries import relocation_households, running_at
from hehuo.residents.residence.models import DwellingAllocation, OccupancySpell, TwoEndsCase

CHECK_DAYS = 92


def standing_allocations() -> Any:
    """Allocations that count: neither they nor their household have been voided."""
    return DwellingAllocation.objects.live().exclude(household__status=Status.VOID)


def occupancy_at(settlement: Any, at: date) -> dict[int, str]:
    """household → state on a day."""
    rows = OccupancySpell.objects.live().filter(running_at(at), settlement=settlement)
    return dict(rows.values_list("household_id", "state"))


def households_to_check(settlement: Any, at: date) -> Any:
    """Households with keys whose occupancy has not been checked for 92 days."""
    fresh = OccupancySpell.objects.live().filter(
        running_at(at), checked_on__gte=at - timedelta(days=CHECK_DAYS)
    )
    return (
        relocation_households(settlement, at)
        .filter(keys_on__lte=at)
        .exclude(pk__in=fresh.values("household_id"))
    )


def two_ends_cases_to_revisit(settlement: Any, at: date) -> Any:
    """Cases that wait for the return visit and may have it."""
    ripe = Q(closed_on__lte=at - timedelta(days=30))
    return TwoEndsCase.objects.live().filter(
        ripe, settlement=settlement, state=TwoEndsCase.State.CLOSED_PENDING
    )
