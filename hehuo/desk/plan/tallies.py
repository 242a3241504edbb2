"""Cases of a measure gathered at households and dwellings, kept while nothing that they come from has changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.apps import apps
from django.core.cache import cache
from django.db.models import Sum

from hehuo.assessment.scoring import parameters
from hehuo.desk.plan.offers import TO_DOORS
from hehuo.desk.standing import Moment
from hehuo.measures import freshness, registry, runner
from hehuo.measures.models import DataVersion
from hehuo.org.models import Settlement
from hehuo.records.models import Status
from hehuo.residents.models import Membership
from hehuo.residents.people.queries import running_at

KEPT_SECONDS = 24 * 3600
Pair = tuple[int, int]
"""Cases that are met, cases that are not."""


@dataclass(frozen=True)
class Tally:
    """Met and unmet cases by household and by dwelling, and those that lead to neither."""

    households: Mapping[int, Pair] = field(default_factory=dict)
    dwellings: Mapping[int, Pair] = field(default_factory=dict)
    nowhere: Pair = (0, 0)

    @property
    def total(self) -> Pair:
        """All cases: the counts of the measure."""
        return add([*self.households.values(), *self.dwellings.values(), self.nowhere])


def add(pairs: Iterable[Pair]) -> Pair:
    """The sum of pairs."""
    met = unmet = 0
    for one, other in pairs:
        met, unmet = met + one, unmet + other
    return met, unmet


def tally_of(name: str, place: Settlement, moment: Moment) -> Tally:
    """Cases of a measure by door; the same until a record that it reads changes, the day or the edition."""
    bound = parameters(moment.edition, moment.as_of)
    if moment.known_at is not None:
        return _gather(name, place, moment, bound)
    key = f"plan:{place.pk}:{name}:{moment.as_of}:{freshness.digest(name, bound)}:{_version(name, place)}"
    found = cache.get(key)
    if found is None:
        found = _gather(name, place, moment, bound)
        cache.set(key, found, KEPT_SECONDS)
    return found


def _version(name: str, place: Settlement) -> int:
    """Rises with every change of what the cases, or the way from a case to its household, are read from."""
    labels = registry.models_read(name) | {registry.measure(name).case, "residents.membership"}
    rows = DataVersion.objects.filter(settlement=place, model__in=labels)
    return int(rows.aggregate(n=Sum("number"))["n"] or 0)


def _gather(name: str, place: Settlement, moment: Moment, bound: Mapping[str, Any]) -> Tally:
    case = registry.measure(name).case
    cases = runner.cases(name, parameters=dict(bound), settlement_id=place.pk, known_at=moment.known_at)
    homes = _homes(case, place, moment.as_of)
    found: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    nowhere = [0, 0]
    for one in cases:
        home = one.case_id if homes is None else homes.get(one.case_id)
        (nowhere if home is None else found[home])[0 if one.met else 1] += 1
    pairs = {home: (met, unmet) for home, (met, unmet) in found.items()}
    rest = (nowhere[0], nowhere[1])
    return (
        Tally(dwellings=pairs, nowhere=rest) if case == "residents.dwelling" else Tally(pairs, nowhere=rest)
    )


def _homes(case: str, place: Settlement, day: date) -> dict[int, int] | None:
    """Case → household on the day; None where the case is the household or the dwelling itself."""
    way = TO_DOORS[case]
    if way in ("household", "dwelling"):
        return None
    if way == "household_id":
        rows = apps.get_model(case)._base_manager.filter(household__settlement=place)
        return dict(rows.values_list("pk", "household_id"))
    members = Membership.objects.live().filter(running_at(day), household__settlement=place)
    members = members.exclude(household__status=Status.VOID)
    homes = dict(members.order_by("pk").values_list("person_id", "household_id"))
    if way == "person":
        return homes
    rows = apps.get_model(case)._base_manager.filter(person__in=members.values("person"))
    return {pk: homes[person] for pk, person in rows.values_list("pk", "person_id")}
