"""FD04 and FD05: rolls with people who cannot have been there, headcounts that do not fit the room or never change.

The web form refuses more people in one event than its room holds; what still happens are two events in one room at the
same hour, and a room whose size was put right afterwards.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, time
from itertools import groupby
from typing import Any

from hehuo.culture.models import Attendance, CulturalActivity, EducationSession, LegalSession, ThemeActivity
from hehuo.livelihood.models import EmploymentSpell
from hehuo.org.workdays import WorkCalendar, add_months
from hehuo.programme.questions.hits import Field, Hit

GATHERINGS: dict[str, Any] = {
    "session": EducationSession, "legal_session": LegalSession, "theme_activity": ThemeActivity, "activity": CulturalActivity,
}  # fmt: skip
ALIKE_IN_A_ROW = 5
"""So many events of one kind one after the other with exactly the same headcount."""
OUT_OF_PROVINCE = ("out_province", "abroad")
SCHOOL_AGE = (6, 15)
"""Full years, from and below: compulsory schooling."""
SCHOOL_HOURS = (time(8), time(16))
HOLIDAY_MONTHS = (2, 7, 8)
"""Months without school; the others have it on working days."""
SMALL = 10
"""Groups smaller than this often have the same number of people."""


def rolls_to_check(where: Field) -> Iterator[Hit]:
    """FD04: the roll names somebody who had died, worked out of the province, was at another event or at school at that hour.

    The question gives a number and no name: it goes to the unit, about the event.
    """
    rows = where.rows(Attendance).filter(person__isnull=False).select_related("person", *GATHERINGS)
    rolls: dict[Any, list[Attendance]] = defaultdict(list)
    at_once: dict[tuple[int, Any], list[Any]] = defaultdict(list)
    for row in rows:
        event = row.gathering
        if event is not None and event.held_on >= where.since and event.status != "void":
            rolls[_key(event)].append(row)
            at_once[row.person_id, event.held_on].append(event)
    away, calendar = _away_spells(where), WorkCalendar()
    for entries in rolls.values():
        event = entries[0].gathering
        reasons = {
            "登记已去世": sum(
                1 for row in entries if row.person.deceased_on and row.person.deceased_on < event.held_on
            ),
            "登记在省外就业": sum(1 for row in entries if _is_away(away[row.person_id], event.held_on)),
            "同一时间还在另一场签到": sum(
                1 for row in entries if _overlaps(event, at_once[row.person_id, event.held_on])
            ),
            "是上课时间的义务教育阶段学生": sum(
                1 for row in entries if _at_school(row.person, event, calendar)
            ),
        }
        told = "，".join(f"{number} 人{why}" for why, number in reasons.items() if number)
        if told:
            yield Hit(
                event.settlement_id, f"“{event.title}”（{event.held_on}）的签到中，{told}。请核对签到或相应台账，错的请更正。", event
            )  # fmt: skip


def headcounts_to_check(where: Field) -> Iterator[Hit]:
    """FD05: more people at one hour than the room holds, or the same headcount five times in a row."""
    in_rooms: dict[tuple[int, date], list[Any]] = defaultdict(list)
    for model in GATHERINGS.values():
        events = (
            where.rows(model)
            .filter(held_on__gte=where.since, held_on__lte=where.today)
            .select_related("venue")
        )
        for event in events:
            if event.venue is not None and event.venue.capacity:
                in_rooms[event.venue_id, event.held_on].append(event)
        ordered = sorted(events, key=lambda event: (event.settlement_id, event.held_on, event.pk))
        for (settlement, number), same in groupby(
            ordered, lambda event: (event.settlement_id, event.headcount_declared)
        ):
            run = list(same)
            if len(run) >= ALIKE_IN_A_ROW and number >= SMALL:
                yield Hit(
                    settlement,
                    f"“{model._meta.verbose_name}”从 {run[0].held_on} 到 {run[-1].held_on} 连续 {len(run)} 场都填 {number} 人。请说明人数怎样清点。",
                    run[-1],
                )  # fmt: skip

    for _, events_of_day in sorted(in_rooms.items()):
        yield from _too_many(events_of_day)


def _too_many(events: list[Any]) -> Iterator[Hit]:
    """Events of one room and day: the fullest hour, if it has more people than the room holds."""

    def there(moment: Any) -> list[Any]:
        return [event for event in events if event.starts_at <= moment.starts_at < event.ends_at]

    def people(moment: Any) -> int:
        return sum(event.headcount_declared for event in there(moment))

    fullest = max(events, key=lambda event: (people(event), event.pk))
    room, total = fullest.venue, people(fullest)
    if total <= room.capacity:
        return
    names = "、".join(f"“{event.title}” {event.headcount_declared} 人" for event in there(fullest))
    together = f"同一时间合计 {total} 人，" if len(there(fullest)) > 1 else ""
    yield Hit(
        fullest.settlement_id,
        f"{fullest.held_on} 在“{room.name}”：{names}，{together}场所容纳 {room.capacity} 人。请核对人数、场所，或说明怎样安排。"[:300],
        fullest,
    )  # fmt: skip


def _at_school(person: Any, event: Any, calendar: WorkCalendar) -> bool:
    """A child of compulsory school age on the roll of an event in school hours of a school day."""
    day, (first, last), (youngest, oldest) = event.held_on, SCHOOL_HOURS, SCHOOL_AGE
    if day.month in HOLIDAY_MONTHS or not first <= event.starts_at < last or not person.birth_date:
        return False
    old_enough = person.birth_date <= add_months(day, -12 * youngest)
    return old_enough and person.birth_date > add_months(day, -12 * oldest) and calendar.is_workday(day)


def _key(event: Any) -> tuple[str, int]:
    return event._meta.label_lower, event.pk


def _away_spells(where: Field) -> dict[int, list[Any]]:
    spells: dict[int, list[Any]] = defaultdict(list)
    for spell in where.rows(EmploymentSpell).filter(place__in=OUT_OF_PROVINCE):
        spells[spell.person_id].append(spell)
    return spells


def _is_away(spells: list[Any], day: Any) -> bool:
    return any(
        spell.valid_from <= day and (spell.valid_to is None or day < spell.valid_to) for spell in spells
    )


def _overlaps(event: Any, others: list[Any]) -> bool:
    return any(
        _key(other) != _key(event) and other.starts_at < event.ends_at and event.starts_at < other.ends_at
        for other in others
    )
