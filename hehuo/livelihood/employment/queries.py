"""Who works on a day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hehuo.livelihood.employment.models import EmploymentSpell
from hehuo.measures.parameters import definitions_at
from hehuo.residents.people.queries import labour_force, running_at


def confirmed_workers(at: date, definitions: Any = ()) -> Any:
    """Ids of people with a spell that covers the day, confirmed at most 31 days before."""
    days = int(definitions_at(list(definitions), at)["confirmation_days"])  # type: ignore[arg-type]
    spells = EmploymentSpell.objects.live().filter(
        running_at(at), confirmed_on__gte=at - timedelta(days=days)
    )
    return spells.values_list("person_id", flat=True)


def has_confirmed_job(household: Any, at: date) -> bool:
    """Whether a member in the labour force has a confirmed job on the day."""
    members = {w.person_id for w in labour_force(household.settlement, at) if w.household_id == household.pk}
    return bool(members & set(confirmed_workers(at).filter(person__in=members)))
