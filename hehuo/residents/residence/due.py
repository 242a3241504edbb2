"""What comes round by the calendar about homes (item 9)."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Q

from hehuo.residents.people.queries import running_at

CHECK_DAYS = 92
AHEAD_DAYS = 7


def occupancy_to_check(today: date) -> Q:
    """Running occupancy of households with keys, not checked for 92 days or soon not."""
    last = today - timedelta(CHECK_DAYS - AHEAD_DAYS)
    keys = Q(household__keys_on__lte=today)
    return running_at(today) & keys & (Q(checked_on__isnull=True) | Q(checked_on__lte=last))
