"""Openings one can be recommended for."""

from __future__ import annotations

from datetime import date
from typing import Any

from hehuo.livelihood.jobs.models import JobOpening


def open_openings(settlement: Any, at: date) -> Any:
    """Openings one can be recommended for on the day."""
    return JobOpening.objects.live().filter(
        settlement=settlement, state=JobOpening.State.OPEN, valid_from__lte=at, valid_to__gte=at
    )
