"""Whether somebody may take a shift that is planned for another: the rules of the month plan, asked for one person.

What the rules forbid is refused with the reason. Where the plan itself has exceptions (few people, an emergency), it is a
caution: the shift may be taken after the caution has been read and confirmed, and the history keeps it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db.models import Q

from hehuo.neighbourhood.duty.models import DutyPerson, DutyRest, DutyShift
from hehuo.neighbourhood.duty.planning import (
    DAYS_OFF,
    NIGHT,
    SLOT_WORDS,
    STAGGERED,
    WEEKENDS_IN_A_ROW,
    Away,
    Planned,
    week_of,
)
from hehuo.records.models import Status

AROUND = timedelta(21)
AWAY_HOURS = Decimal(4)
"""Half a day of rest or leave: then nobody is planned or stands in."""
WEEK_HOURS = 40
HOURS = {"normal": 8, **dict.fromkeys(STAGGERED, 2), **dict.fromkeys(DAYS_OFF, 8), NIGHT: 4}
DAYTIME = ("normal", *STAGGERED)


@dataclass(frozen=True)
class Concerns:
    """What speaks against it: `refusals` cannot be overruled, `cautions` can be confirmed."""

    refusals: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()


def away_days(settlement_id: int, first: date, last: date) -> Collection[Away]:
    """Who is on rest or leave for half a day or more, by day."""
    rows = DutyRest.objects.filter(
        settlement=settlement_id, rested_on__range=(first, last), hours__gte=AWAY_HOURS
    ).exclude(status=Status.VOID)
    return set(rows.values_list("person_id", "rested_on"))


def serving_on(settlement_id: int, day: date) -> list[DutyPerson]:
    """Who takes part in the rota on a day."""
    rows = DutyPerson.objects.filter(settlement=settlement_id, valid_from__lte=day).exclude(
        status=Status.VOID
    )
    return list(rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day)).order_by("pk"))


def overlapping(slot: str, others: Iterable[str]) -> str:
    """The first of a day's other slots that is at the same hours, or ''."""
    for other in others:
        whole_day = "normal" in (slot, other) and {slot, other} <= set(DAYTIME)
        if other == slot or whole_day or {slot, other} <= set(DAYS_OFF):
            return other
    return ""


def weekends_in_a_row(days: Iterable[date], with_day: date) -> int:
    """How many weeks in a row around `with_day` have duty on days off, that day's week counted."""
    weeks = {week_of(day) for day in days} | {week_of(with_day)}
    count, here = 1, week_of(with_day)
    for step in (timedelta(7), timedelta(-7)):
        week = here + step
        while week in weeks:
            count, week = count + 1, week + step
    return count


def concerns_about(shift: DutyShift, person: DutyPerson, *, standing_in: bool = False) -> Concerns:
    """What speaks against `person` taking `shift`; who stands in for an absent colleague may break the rule of weekends."""
    around = _shifts_around(shift)
    mine = [planned for planned in around if planned.person == person.pk]
    day, slot = shift.duty_on, shift.slot
    serving, away = serving_on(shift.settlement_id, day), away_days(shift.settlement_id, day, day)
    refusals, cautions = [], []
    if person.pk not in {p.pk for p in serving}:
        refusals.append(f"{person} 在 {day:%m-%d} 不在值班人员名单内，请另选一个人。")
    if (person.pk, day) in away:
        refusals.append(f"{person} 在 {day:%m-%d} 登记了补休或请假，请另选一个人，或先更正补休和请假。")
    same_day = [planned.slot for planned in mine if planned.day == day]
    clash = overlapping(slot, same_day)
    if clash:
        refusals.append(f"{person} 在 {day:%m-%d} 已排“{SLOT_WORDS[clash]}”，时间重叠，请另选一个人。")
    elif same_day:
        busy = {planned.person for planned in around if planned.day == day}
        free = [
            p for p in serving if p.pk not in busy | {person.pk, shift.planned_id} and (p.pk, day) not in away
        ]
        rest = f"当天没有班的还有{'、'.join(str(p) for p in free)}。" if free else "当天没有别的人空着。"
        cautions.append(f"{person} 在 {day:%m-%d} 已排“{SLOT_WORDS[same_day[0]]}”，会一天值两个班。{rest}")
    if slot in DAYS_OFF:
        row = weekends_in_a_row((p.day for p in mine if p.slot in DAYS_OFF), day)
        if row > WEEKENDS_IN_A_ROW:
            text = f"{person} 会连续 {row} 周在休息日值班，规定不超过 {WEEKENDS_IN_A_ROW} 周"
            (cautions if standing_in else refusals).append(
                f"{text}{'。' if standing_in else '，请另选一个人。'}"
            )
    hours = HOURS[slot] + sum(HOURS[p.slot] for p in mine if week_of(p.day) == week_of(day))
    if hours > WEEK_HOURS:
        cautions.append(f"{person} 这一周值班会有 {hours} 小时，超过 {WEEK_HOURS} 小时。")
    return Concerns(tuple(refusals), tuple(cautions))


def _shifts_around(shift: DutyShift) -> list[Planned]:
    """Who really has which other shift in the weeks around; who stood in counts, not who was planned."""
    rows = DutyShift.objects.filter(
        settlement=shift.settlement_id, duty_on__range=(shift.duty_on - AROUND, shift.duty_on + AROUND)
    )
    rows = rows.exclude(pk=shift.pk).exclude(status=Status.VOID).exclude(state=DutyShift.State.ABSENT)
    told = rows.values_list("duty_on", "slot", "actual_id", "planned_id")
    return [Planned(day, slot, actual or planned) for day, slot, actual, planned in told]


def demand_fit(shift: DutyShift, person: DutyPerson, *, standing_in: bool = False, sure: bool) -> str:
    """The cautions that were confirmed, for the history. Raises `ValidationError` for the others."""
    found = concerns_about(shift, person, standing_in=standing_in)
    if found.refusals:
        raise ValidationError(list(found.refusals))
    if found.cautions and not sure:
        raise ValidationError([*found.cautions, "确实要这样安排的，请勾选确认。"])
    return "".join(found.cautions)[:200]
