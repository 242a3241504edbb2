"""Who works on a day (E), which confirmations run out, which spells contradict the register."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from hehuo.livelihood.employment.models import EmploymentSpell, RetentionFollowup
from hehuo.measures.parameters import definitions_at
from hehuo.residents.people.queries import labour_force, running_at


def confirmed_workers(at: date, definitions: Any = ()) -> Any:
    """Ids of people with a spell that covers the day, confirmed at most 31 days before."""
    days = int(definitions_at(list(definitions), at)["confirmation_days"])  # type: ignore[arg-type]
    spells = EmploymentSpell.objects.live().filter(
        running_at(at), confirmed_on__gte=at - timedelta(days=days)
    )
    return spells.values_list("person_id", flat=True)


def employed_people(settlement: Any, at: date, definitions: Any = ()) -> set[int]:
    """E: labour force with a confirmed job on the day."""
    force = {worker.person_id for worker in labour_force(settlement, at, definitions)}
    return force & set(confirmed_workers(at, definitions))


def has_confirmed_job(household: Any, at: date) -> bool:
    """Whether a member in the labour force has a confirmed job on the day."""
    members = {w.person_id for w in labour_force(household.settlement, at) if w.household_id == household.pk}
    return bool(members & set(confirmed_workers(at).filter(person__in=members)))


def spells_to_confirm(settlement: Any, at: date, within_days: int = 7) -> Any:
    """Running spells whose confirmation runs out within a week."""
    days = int(definitions_at([], at)["confirmation_days"])  # type: ignore[arg-type]
    rows = EmploymentSpell.objects.live().filter(running_at(at), settlement=settlement)
    return rows.filter(confirmed_on__lte=at - timedelta(days=days - within_days)).order_by("confirmed_on")


def spells_to_end(settlement: Any, at: date) -> Any:
    """Running spells of people who have died or left: somebody should end them."""
    gone = Q(person__deceased_on__lte=at) | Q(person__left_on__lte=at)
    return EmploymentSpell.objects.live().filter(running_at(at), gone, settlement=settlement)


def due_followups(settlement: Any, at: date) -> list[tuple[EmploymentSpell, int]]:
    """(spell, day) of retention visits that are due and not recorded."""
    spells = EmploymentSpell.objects.live().filter(
        running_at(at),
        settlement=settlement,
        recommendation__isnull=False,
        valid_from__gte=at - timedelta(days=200),
    )
    done = set(RetentionFollowup.objects.live().filter(spell__in=spells).values_list("spell_id", "day"))
    return [
        (spell, day)
        for spell in spells
        for day in (7, 30, 90, 180)
        if (spell.pk, day) not in done and spell.valid_from + timedelta(days=day) <= at
    ]
