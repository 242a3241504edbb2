"""FD04 and FD05: rolls with people who cannot have been there, headcounts that do not fit the room or never change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from hehuo.culture.models import Attendance, CulturalActivity, EducationSession, LegalSession, ThemeActivity
from hehuo.livelihood.models import EmploymentSpell
from hehuo.programme.questions.hits import Field, Hit

GATHERINGS: dict[str, Any] = {
    "session": EducationSession, "legal_session": LegalSession, "theme_activity": ThemeActivity, "activity": CulturalActivity,
}  # fmt: skip
ALIKE_IN_A_ROW = 5
"""So many events of one kind one after the other with exactly the same headcount."""
OUT_OF_PROVINCE = ("out_province", "abroad")
SMALL = 10
"""Groups smaller than this often have the same number of people."""


def rolls_to_check(where: Field) -> Iterator[Hit]:
    """FD04: the roll names somebody who had died, worked out of the province, or was at another event at the same hour.

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
    away = _away_spells(where)
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
        }
        told = "，".join(f"{number} 人{why}" for why, number in reasons.items() if number)
        if told:
            yield Hit(
                event.settlement_id, f"“{event.title}”（{event.held_on}）的签到中，{told}。请核对签到或相应台账，错的请更正。", event
            )  # fmt: skip


def headcounts_to_check(where: Field) -> Iterator[Hit]:
    """FD05: more people than the room holds, or the same headcount five times in a row."""
    for model in GATHERINGS.values():
        events = (
            where.rows(model)
            .filter(held_on__gte=where.since, held_on__lte=where.today)
            .select_related("venue")
        )
        for event in events:
            room = event.venue
            if room is not None and room.capacity and event.headcount_declared > room.capacity:
                yield Hit(
                    event.settlement_id,
                    f"“{event.title}”（{event.held_on}）填 {event.headcount_declared} 人参加，场所“{room.name}”容纳 {room.capacity} 人。"
                    "请核对人数、场所，或说明怎样安排。",
                    event,
                )  # fmt: skip
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
