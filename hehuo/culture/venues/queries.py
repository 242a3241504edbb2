"""What others may ask about venues and those who lead activities."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from hehuo.culture.venues.models import Instructor
from hehuo.records.models import Status


def with_sessions_led(rows: QuerySet[Instructor]) -> QuerySet[Instructor]:
    """Instructors with the number of activities that they led (domain item 7, `sessions_led`: computed)."""
    return rows.annotate(led=Count("activities", filter=~Q(activities__status=Status.VOID)))
