"""The population that is frozen at the cut-off: relocation households and persons (domain §1.2, §2.0.3 H and P)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet

from hehuo.org.models import Settlement
from hehuo.records.models import Status
from hehuo.residents.models import Household, Membership

RELOCATION = (Household.Kind.REGISTERED_POOR, Household.Kind.CO_RELOCATED)


@dataclass(frozen=True)
class Population:
    """Households in order of id, persons, households of each settlement by code."""

    household_ids: list[int]
    persons: int
    by_settlement: dict[str, int]
    hash: str


def relocated(settlements: Sequence[Settlement], on: date) -> QuerySet[Household]:
    """Households allocated a dwelling by `on`, cancelled ones excluded."""
    return Household.objects.filter(
        Q(exited_on__isnull=True) | Q(exited_on__gt=on), settlement__in=settlements, allocated_on__lte=on,
        household_class__in=RELOCATION,
    ).exclude(status=Status.VOID)  # fmt: skip


def households_by_settlement(settlements: Sequence[Settlement], on: date) -> dict[int, int]:
    """Relocation households of many settlements in one query."""
    rows = relocated(settlements, on).order_by().values_list("settlement_id").annotate(n=Count("id"))
    return {settlement.pk: 0 for settlement in settlements} | dict(rows)


def population_of(settlements: Sequence[Settlement], on: date) -> Population:
    """Households allocated a dwelling by `on`, cancelled ones excluded, and their living members."""
    households = relocated(settlements, on)
    ids = list(households.order_by("id").values_list("id", flat=True))
    sizes = {s.code: 0 for s in settlements}
    sizes |= dict(households.order_by().values_list("settlement__code").annotate(n=Count("id")))
    persons = (
        Membership.objects.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=on),
            Q(person__deceased_on__isnull=True) | Q(person__deceased_on__gt=on),
            Q(person__left_on__isnull=True) | Q(person__left_on__gt=on),
            household__in=households.order_by(), valid_from__lte=on, person__birth_date__lte=on,
        )
        .exclude(status=Status.VOID)
        .exclude(person__status=Status.VOID)
        .annotate(who=F("person_id"))
        .values("who")
        .distinct()
        .count()
    )  # fmt: skip
    body = json.dumps([on.isoformat(), ids, persons, sizes], sort_keys=True, separators=(",", ":")).encode()
    return Population(ids, persons, sizes, hashlib.sha256(body).hexdigest())
