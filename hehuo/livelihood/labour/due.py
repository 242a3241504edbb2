"""What comes round by the calendar in the labour ledger (item 11)."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Q

VALID_DAYS = 31
AHEAD_DAYS = 7


def profiles_to_confirm(today: date) -> Q:
    """Rows of this month or the last, of people who live here, whose confirmation has run out or soon does."""
    before = (today.replace(day=1) - timedelta(1)).replace(day=1)
    here = Q(person__deceased_on__isnull=True, person__left_on__isnull=True)
    old = Q(confirmed_on__isnull=True) | Q(confirmed_on__lte=today - timedelta(VALID_DAYS - AHEAD_DAYS))
    return Q(snapshot_month__gte=before) & here & old
