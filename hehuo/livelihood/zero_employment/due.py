"""What comes round by the calendar for zero-employment families."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Q

AHEAD_DAYS = 14


def exemptions_to_review(today: date) -> Q:
    """Exempted cases whose review comes within a fortnight (domain §3.8: every six months)."""
    return Q(exempt_review_on__lte=today + timedelta(AHEAD_DAYS))
