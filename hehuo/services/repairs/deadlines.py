"""Limits of repairs (domain §3.7): on site and mended, by priority, in hours, days or working days."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.utils import timezone

from hehuo.org.workdays import WorkCalendar
from hehuo.services.repairs.models import RepairTicket

P = RepairTicket.Priority
LONGEST_PAUSE = timedelta(days=15)
"""§3.7: waiting for parts stops the clock for fifteen days at most."""
HOURS = {P.P1: (2, 24), P.P2: (24, 72)}
WORKING_DAYS = (3, 10)


class Limits(NamedTuple):
    """By when somebody is there, and by when it works."""

    on_site: datetime
    fixed: datetime


def end_of(day: date) -> datetime:
    """The last minute of a day, in local time."""
    return timezone.make_aware(datetime.combine(day, time(23, 59)))


def limits_of(
    priority: str, reported: datetime, known: WorkCalendar, planned_on: date | None = None
) -> Limits:
    """Limits of a ticket reported at an aware moment.

    P1: 2 h there, 24 h mended; P2: 24 h, 72 h; P3: 3 and 10 working days; P4: the day that was agreed (`planned_on`).
    """
    if priority in HOURS:
        there, mended = HOURS[P(priority)]
        return Limits(reported + timedelta(hours=there), reported + timedelta(hours=mended))
    day = timezone.localtime(reported).date()
    if priority == P.P4:
        agreed = end_of(planned_on or day)
        return Limits(agreed, agreed)
    first, last = (end_of(known.add_working_days(day, count).day) for count in WORKING_DAYS)
    return Limits(first, last)


def pause_of(paused: datetime, resumed: datetime, used: timedelta) -> timedelta:
    """How long a pause stops the clock: no longer than what is left of the fifteen days; never negative."""
    return max(timedelta(0), min(resumed - paused, LONGEST_PAUSE - used))
