"""What the labour ledger still lacks, and whom to check."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from hehuo.livelihood.labour.models import LabourProfile
from hehuo.residents.people.queries import labour_force

SAMPLE = 30


def people_without_fresh_profile(settlement: Any, at: date) -> set[int]:
    """Labour force whose row has not been confirmed for 31 days."""
    fresh = LabourProfile.objects.live().filter(
        settlement=settlement, confirmed_on__gte=at - timedelta(days=31)
    )
    known = set(fresh.values_list("person_id", flat=True))
    return {worker.person_id for worker in labour_force(settlement, at)} - known


def accuracy_sample(settlement: Any, at: date, size: int = SAMPLE) -> list[int]:
    """At least thirty people of the quarter, drawn so that the same quarter gives the same list to everybody."""
    pool = sorted(worker.person_id for worker in labour_force(settlement, at))
    quarter = f"{at.year}Q{(at.month + 2) // 3}"
    return sorted(Random(f"{settlement.pk}/{quarter}").sample(pool, min(size, len(pool))))
