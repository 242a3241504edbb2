"""Working days: the city's corrections → chinesecalendar → holidays → weekdays (stack notes; domain §3 conventions).

A day that no published calendar covers is counted provisionally and says so: “按暂定日历”.
“5 月底前” ends at 24:00 of the last calendar day; “以内” includes the last day (Civil Code art. 1259, domain §4.20).
"""

from __future__ import annotations

import calendar as months_of_year
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

import chinese_calendar
from django.utils import timezone

from hehuo.org.models import WorkdayOverride

PROVISIONAL = "按暂定日历"


@dataclass(frozen=True)
class Due:
    """A last day, due at 24:00. `provisional` when part of the span has no published calendar yet."""

    day: date
    provisional: bool = False

    @property
    def note(self) -> str:
        """Words beside the date."""
        return PROVISIONAL if self.provisional else ""


@lru_cache(maxsize=16)
def _statutory_days_off(year: int) -> frozenset[date]:
    """Statutory holidays known in advance; make-up workdays are not known before the State Council's notice."""
    import holidays

    return frozenset(holidays.country_holidays("CN", years=year))


def _published(day: date) -> tuple[bool, bool]:
    """(is a working day, provisional) without the city's corrections."""
    try:
        return chinese_calendar.is_workday(day), False
    except NotImplementedError:
        return day.weekday() < 5 and day not in _statutory_days_off(day.year), True


class WorkCalendar:
    """Working days with the city's corrections read once."""

    def __init__(self, overrides: dict[date, bool] | None = None) -> None:
        if overrides is None:
            overrides = dict(WorkdayOverride.objects.values_list("day", "is_workday"))
        self.overrides = overrides

    def look_up(self, day: date) -> tuple[bool, bool]:
        """(is a working day, provisional)."""
        if day in self.overrides:
            return self.overrides[day], False
        return _published(day)

    def is_workday(self, day: date) -> bool:
        """Whether people work on `day`."""
        return self.look_up(day)[0]

    def add_working_days(self, start: date, count: int) -> Due:
        """The last day of `count` working days that begin on the day after `start`."""
        if count < 0:
            raise ValueError("工作日数不能为负。")
        day, left, provisional = start, count, False
        while left:
            day += timedelta(days=1)
            works, guessed = self.look_up(day)
            provisional = provisional or guessed
            left -= works
        return Due(day, provisional)

    def working_days_between(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; negative when `end` is earlier."""
        if end < start:
            return -self.working_days_between(end, start)
        return sum(self.is_workday(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))


def add_working_days(day: date, count: int) -> Due:
    """`count` working days after `day` by the calendar of today."""
    return WorkCalendar().add_working_days(day, count)


def add_days(day: date, count: int) -> Due:
    """Calendar days, last day included."""
    return Due(day + timedelta(days=count))


def end_of_month(year: int, month: int) -> date:
    """The last day of a month: “5 月底前” is due at 24:00 of it."""
    return date(year, month, months_of_year.monthrange(year, month)[1])


def add_months(day: date, count: int) -> date:
    """The same day `count` months on; the last day of the month where there is none."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), end_of_month(year, month + 1))


def chinese_day(day: date | None) -> str:
    """2018年5月26日, as pages, messages and papers write days; empty without one."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def end_of_day(day: date) -> datetime:
    """24:00 of a day: the first moment that is too late."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def is_late(moment: datetime, due_on: date) -> bool:
    """Whether `moment` lies after 24:00 of `due_on`; the last second of the day is in time."""
    return moment >= end_of_day(due_on)
