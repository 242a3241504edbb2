"""Which mutual-aid organisations a settlement needs, computed from who lives there (item 4, domain 4.1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from hehuo.measures.parameters import parameters_for
from hehuo.neighbourhood.mutual_aid.models import MutualAidOrg
from hehuo.records.models import Status
from hehuo.residents.people.models import Person
from hehuo.residents.people.queries import relocation_households

K = MutualAidOrg.Kind


@dataclass(frozen=True)
class Need:
    """One kind of organisation that should exist: why, which kinds answer it, which organisations do."""

    label: str
    why: str
    kinds: tuple[str, ...]
    answered_by: tuple[str, ...]

    @property
    def is_met(self) -> bool:
        """At least one organisation answers it."""
        return bool(self.answered_by)


def serving_orgs(settlement: Any, day: date) -> QuerySet[MutualAidOrg]:
    """Organisations that exist on a day."""
    rows = MutualAidOrg.objects.filter(settlement=settlement, set_up_on__lte=day).exclude(status=Status.VOID)
    return rows.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day)).order_by("name")


def people_born(settlement: Any, day: date, until: Any, after: Any = None) -> int:
    """Relocated people of a settlement who are alive and there on a day, by date of birth."""
    people = Person.objects.live().filter(
        household__in=relocation_households(settlement, day), birth_date__lte=until
    )
    people = people.filter(birth_date__gt=after) if after else people
    return people.exclude(Q(deceased_on__lte=day) | Q(left_on__lte=day)).count()


def needs_of(settlement: Any, day: date) -> list[Need]:
    """What a settlement of this population needs on a day, in the order of the standard."""
    bounds: dict[str, Any] = dict(parameters_for([], day))
    elders = people_born(settlement, day, bounds["elder_born_on_or_before"])
    pupils = people_born(settlement, day, bounds["pupil_born_on_or_before"], bounds["pupil_born_after"])
    wanted: list[tuple[str, str, Sequence[str]]] = [
        ("红白理事会", "每个社区都应建立", (K.WEDDINGS,)),
        ("邻里互助组", "每个社区都应建立", (K.NEIGHBOURS,)),
    ]
    if elders >= bounds["elders_need"]:
        wanted.append(("老人日间照料（或购买服务）", f"有老人 {elders} 人", (K.ELDER_CARE, K.ELDER_SERVICE)))
    if pupils >= bounds["pupils_need"]:
        wanted.append(("小学生临时看护中心", f"有小学生 {pupils} 人", (K.PUPIL_CARE,)))
    there = list(serving_orgs(settlement, day).values_list("kind", "name"))
    return [
        Need(label, why, tuple(kinds), tuple(name for kind, name in there if kind in kinds))
        for label, why, kinds in wanted
    ]
