"""What others may ask about venues and those who lead activities."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet

from hehuo.culture.venues.models import CommitteeMember, Instructor
from hehuo.records.models import Status


def with_sessions_led(rows: QuerySet[Instructor]) -> QuerySet[Instructor]:
    """Instructors with the number of activities that they led (domain item 7, `sessions_led`: computed)."""
    return rows.annotate(led=Count("activities", filter=~Q(activities__status=Status.VOID)))


def consenting_members(committee: Any, on: Any) -> QuerySet[CommitteeMember]:
    """Members of a committee on a day who agreed to be named."""
    rows = CommitteeMember.objects.live().filter(committee=committee, consented_on__lte=on)
    return rows.filter(Q(left_on__isnull=True) | Q(left_on__gt=on))
