"""Working days of requests: when a unit must be done, and what a pause does to it (domain §3.5).

A limit counts from the day after dispatch. While a request is suspended no day counts; after it the working days that
were left begin on the day after it is taken up again.
"""

from __future__ import annotations

from datetime import date

from hehuo.neighbourhood.requests.models import LIMITS, ResidentRequest
from hehuo.org.workdays import WorkCalendar

ACCEPT_DAYS = 1
REWORK_DAYS = 3
MOST_PAUSE_DAYS = 90
MEDIATOR_DAYS = 3
"""In which a mediator takes up what a request passes on."""


def due_after(day: date, level: str, calendar: WorkCalendar) -> date:
    """The last day for the handling unit."""
    return calendar.add_working_days(day, LIMITS[ResidentRequest.Level(level)]).day


def working_days_left(day: date, due: date, calendar: WorkCalendar) -> int:
    """Working days after `day` up to the deadline; none when it has passed."""
    return max(0, calendar.working_days_between(day, due))


def due_after_pause(resumed: date, left: int, calendar: WorkCalendar) -> date:
    """The new last day: what was left when the clock stopped, counted from the day after it runs again."""
    return calendar.add_working_days(resumed, left).day
