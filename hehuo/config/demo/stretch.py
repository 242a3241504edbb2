"""Stretches of time in the demo city: which months there are, and days in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

BEGIN = date(2020, 1, 1)
"""Up to the day before, the plan's years are full."""
STOOD_STILL = {"D05": date(2020, 8, 1)}
"""Where little was done in the first half of 2020, and until when: its self-assessment of July fails for that."""
FULL_DAYS, RECENT_DAYS = 730, 190
"""The last two years are full; the last half-year is written by the modules of the ledgers."""


@dataclass(frozen=True)
class Stretch:
    """Some years, both ends included; `thin` ones have about one row a month."""

    first: date
    last: date
    thin: bool

    def until(self, day: date) -> Stretch:
        """The same, but up to the day on which a ledger's own last months begin; the quiet years stay as they are."""
        return self if self.thin else replace(self, last=day)

    def months(self) -> Iterator[date]:
        """First days of the months that it touches."""
        month = self.first.replace(day=1)
        while month <= self.last:
            yield month
            month = (month + timedelta(32)).replace(day=1)

    def day_in(self, month: date, dice: Random) -> date:
        """Some day of a month within the stretch."""
        return min(max(month + timedelta(dice.randint(0, 27)), self.first), self.last)

    def some(self, dice: Random, few: int, many: int) -> Iterator[date]:
        """Days of every month: so many where it is thin, so many where it is full."""
        for month in self.months():
            for _ in range(few if self.thin else many):
                yield self.day_in(month, dice)

    def days(self, start: int, step: int) -> Iterator[date]:
        """Days at equal steps, from `start` days on."""
        day = self.first + timedelta(start)
        while day <= self.last:
            yield day
            day += timedelta(step)

    def years(self, month: int, day: int) -> list[int]:
        """Years whose day in the calendar lies in the stretch."""
        return [
            year
            for year in range(self.first.year, self.last.year + 1)
            if self.first <= date(year, month, day) <= self.last
        ]


def quiet_years(today: date, begin: date = BEGIN) -> list[Stretch]:
    """From 2020 to the month of two years ago thin, from then to the last half-year full; what is empty is left out."""
    full = max(begin, (today - timedelta(FULL_DAYS)).replace(day=1))
    found = [
        Stretch(begin, full - timedelta(1), thin=True),
        Stretch(full, today - timedelta(RECENT_DAYS), thin=False),
    ]
    return [stretch for stretch in found if stretch.first <= stretch.last]
