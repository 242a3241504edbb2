"""The month plan of duty by the rules of domain §3.13; pure functions over days and people.

Every working day the staggered slots early, noon and evening are covered; every day has its night watch; days off have
somebody on duty in turn; nobody has more than two weekends in a row; days and nights off are owed as rest.
"""

from __future__ import annotations

import calendar as months_of_year
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import permutations

EARLY, NOON, EVENING, WEEKEND, HOLIDAY, NIGHT = (
    "early",
    "noon",
    "evening",
    "weekend",
    "holiday",
    "night_phone",
)
STAGGERED = (EARLY, NOON, EVENING)
DAYS_OFF = (WEEKEND, HOLIDAY)
REST_HOURS = {WEEKEND: Decimal(8), HOLIDAY: Decimal(8), NIGHT: Decimal(4)}
"""Rest owed for a shift; staggered hours are taken off the same day and owe nothing."""
WEEKENDS_IN_A_ROW = 2
FEWEST_PEOPLE = 2
DAYS_OF_NOTICE = 7
"""A roster is on the wall this many days before its month begins."""
Away = tuple[int, date]
"""Who is on rest or leave on which day."""
SLOT_WORDS = {
    "normal": "正常班", EARLY: "错时早", NOON: "错时午间", EVENING: "错时晚", WEEKEND: "双休", HOLIDAY: "节假日", NIGHT: "夜间值守",
}  # fmt: skip
CONSIDERED = 5
"""Of those with least duty so far; more would only take longer."""


@dataclass(frozen=True)
class Planned:
    """One person in one slot on one day."""

    day: date
    slot: str
    person: int


def days_of(month: date) -> list[date]:
    """The days of a month."""
    last = months_of_year.monthrange(month.year, month.month)[1]
    return [month.replace(day=n) for n in range(1, last + 1)]


def week_of(day: date) -> date:
    """Monday of the week of a day: the key of its weekend."""
    return day - timedelta(day.weekday())


def publish_by(month: date) -> date:
    """The last day on which the roster of a month is published in time."""
    return month.replace(day=1) - timedelta(DAYS_OF_NOTICE)


def notice_words(month: date, published_on: date | None, today: date) -> str:
    """How far ahead a roster was published, or until when it must be; late is said plainly and blames nobody."""
    due = publish_by(month)
    if published_on is None:
        left = (due - today).days
        return f"请在 {due:%m-%d} 前公布" if left >= 0 else f"应在 {due:%m-%d} 前公布，已过 {-left} 天"
    if published_on <= due:
        return f"提前 {(month - published_on).days} 天公布"
    return f"晚 {(published_on - due).days} 天公布"


def rest_owed(slot: str) -> Decimal:
    """Hours of rest that a shift in this slot earns."""
    return REST_HOURS.get(slot, Decimal(0))


class Rota:
    """Turns of the people: who has done how much, and who was on duty in which week's days off."""

    def __init__(
        self, people: Sequence[int], before: Iterable[Planned] = (), away: Collection[Away] = ()
    ) -> None:
        self.people, self.away = list(people), away
        self.done: dict[str, Counter[int]] = defaultdict(Counter)
        self.weeks: dict[date, set[int]] = defaultdict(set)
        self.days: dict[date, Counter[int]] = defaultdict(Counter)
        for shift in before:
            if shift.slot in DAYS_OFF and shift.person in self.people:
                self.weeks[week_of(shift.day)].add(shift.person)

    def here(self, day: date) -> list[int]:
        """Who is not on rest or leave on a day; everybody when all are, so that the check finds the gap."""
        return [p for p in self.people if (p, day) not in self.away] or self.people

    def tired(self, week: date) -> set[int]:
        """Who was on duty in both weeks before."""
        return self.weeks[week - timedelta(7)] & self.weeks[week - timedelta(14)]

    def for_day_off(self, day: date) -> int:
        """Whose turn a day off is, so that somebody is rested enough for the next week too."""
        week = week_of(day)
        tired, last = self.tired(week), self.weeks[week - timedelta(7)]

        def leaves_somebody(person: int) -> bool:
            return len(last & (self.weeks[week] | {person})) < len(self.people)

        here = self.here(day)
        fit = [p for p in here if p not in tired and leaves_somebody(p)]
        fit = fit or [p for p in here if p not in tired] or here
        started = [p for p in fit if 0 < self.days[week][p] < 2]
        person = (
            started[0]
            if started
            else min(fit, key=lambda p: (self.days[week][p], self.done["off"][p], self.people.index(p)))
        )
        self.weeks[week].add(person)
        self.days[week][person] += 1
        self.done["off"][person] += 1
        return person

    def for_slot(self, slot: str, day: date, busy: set[int]) -> int:
        """Whose turn an ordinary slot is: who has had it least, not twice on a day when there are enough people."""
        here = self.here(day)
        free = [p for p in here if p not in busy] or here
        person = min(free, key=lambda p: (self.done[slot][p], self.done["all"][p], self.people.index(p)))
        self.done[slot][person] += 1
        self.done["all"][person] += 1
        return person

    def for_working_day(self, day: date) -> list[int]:
        """Whose turn each staggered slot is: different people of those with least duty, each where the slot was had least.

        With fewer people than slots they take turns, and somebody has two slots.
        """
        here = self.here(day)
        if len(here) < len(STAGGERED):
            turns: list[int] = []
            for slot in STAGGERED:
                turns.append(self.for_slot(slot, day, set(turns)))
            return turns
        least = sorted(here, key=lambda p: (self.done["all"][p], self.people.index(p)))[:CONSIDERED]

        def cost(turn: tuple[int, ...]) -> tuple[int, int]:
            slots = sum(2 * self.done[slot][p] + 1 for slot, p in zip(STAGGERED, turn, strict=True))
            return slots, sum(self.done["all"][p] for p in turn)

        turn = min(permutations(least, len(STAGGERED)), key=cost)
        for slot, person in zip(STAGGERED, turn, strict=True):
            self.done[slot][person] += 1
            self.done["all"][person] += 1
        return list(turn)


def plan_month(
    month: date, people: Sequence[int], is_workday: Callable[[date], bool], before: Iterable[Planned] = (),
    away: Collection[Away] = (),
) -> list[Planned]:  # fmt: skip
    """All shifts of a month. `before` are the shifts of the weeks before it, for the turns of the weekends; `away` who
    rests or has leave on which day.

    Raises `ValueError` when there are fewer than two people.
    """
    if len(set(people)) < FEWEST_PEOPLE:
        raise ValueError("值班人员至少 2 人，才能轮休。")
    rota, found = Rota(people, before, away), []
    for day in days_of(month):
        if is_workday(day):
            turn = rota.for_working_day(day)
            busy = set(turn)
            found += [Planned(day, slot, person) for slot, person in zip(STAGGERED, turn, strict=True)]
        else:
            person = rota.for_day_off(day)
            busy = {person}
            found.append(Planned(day, WEEKEND if day.weekday() >= 5 else HOLIDAY, person))
        found.append(Planned(day, NIGHT, rota.for_slot(NIGHT, day, busy)))
    return found


def problems_of(
    month: date, shifts: Iterable[Planned], is_workday: Callable[[date], bool], before: Iterable[Planned] = (),
    away: Collection[Away] = (),
) -> list[str]:  # fmt: skip
    """What a plan misses, in words; an empty list may be published."""
    planned = list(shifts)
    slots: dict[date, set[str]] = defaultdict(set)
    for shift in planned:
        slots[shift.day].add(shift.slot)
    found = []
    for day in days_of(month):
        if is_workday(day):
            missing = [SLOT_WORDS[slot] for slot in STAGGERED if slot not in slots[day]]
            found += [f"{day:%m-%d} 没有安排{'、'.join(missing)}。"] if missing else []
        elif not slots[day] & set(DAYS_OFF):
            found.append(f"{day:%m-%d} 休息日没有人值班。")
        if NIGHT not in slots[day]:
            found.append(f"{day:%m-%d} 没有安排夜间值守。")
    found += [
        f"{shift.day:%m-%d} 排在{SLOT_WORDS[shift.slot]}的人这天补休或请假，请换一个人。"
        for shift in planned
        if (shift.person, shift.day) in away
    ]
    return found + _weekends_in_a_row(month, [*before, *planned])


def _weekends_in_a_row(month: date, shifts: Sequence[Planned]) -> list[str]:
    weeks: dict[int, set[date]] = defaultdict(set)
    for shift in shifts:
        if shift.slot in DAYS_OFF:
            weeks[shift.person].add(week_of(shift.day))
    found = []
    for mine in weeks.values():
        for week in sorted(mine):
            row = {week - timedelta(7 * n) for n in range(WEEKENDS_IN_A_ROW + 1)}
            if row <= mine and week + timedelta(6) >= month:
                found.append(f"{week + timedelta(5):%m-%d} 前有人连续 {len(row)} 周在休息日值班。")
    return sorted(set(found))
