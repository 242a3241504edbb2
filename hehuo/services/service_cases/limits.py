"""Time limits of cases in working days: notice, promise with pauses, contact and answer after a bad rating."""

from __future__ import annotations

from datetime import date

from hehuo.org.workdays import WorkCalendar

NOTICE_DAYS = 5
"""A notice is given within five working days of the application; else it counts as accepted on the day it came
(Administrative Licensing Law, art. 32; domain §3.12)."""
CONTACT_DAYS = 1
"""A bad rating is followed by a call within one working day (domain §3.12)."""
ANSWER_DAYS = 15
"""Put right and answered within fifteen working days (domain item 15)."""


def last_day_for_notice(submitted_on: date) -> date:
    """The last day on which something missing may be asked for."""
    return WorkCalendar().add_working_days(submitted_on, NOTICE_DAYS).day


def accepted_day(submitted_on: date, told_on: date, *, noticed: bool) -> date:
    """From which day the limit runs: the day told, or the day of the application when nobody spoke up in time."""
    if noticed or told_on <= last_day_for_notice(submitted_on):
        return told_on
    return submitted_on


def paused_days(starts_on: date, ends_on: date) -> int:
    """Working days that a pause takes out of the limit: after its first day, its last day included."""
    return WorkCalendar().working_days_between(starts_on, ends_on)


def due_day(accepted_on: date, promised_days: int, paused: int = 0) -> date:
    """The last day of the limit."""
    return WorkCalendar().add_working_days(accepted_on, promised_days + paused).day


def after_bad_rating(rated_on: date) -> tuple[date, date]:
    """Until when somebody must have called, and until when it must be put right and answered."""
    known = WorkCalendar()
    return known.add_working_days(rated_on, CONTACT_DAYS).day, known.add_working_days(
        rated_on, ANSWER_DAYS
    ).day
