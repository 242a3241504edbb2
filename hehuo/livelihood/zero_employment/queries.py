"""Households with labour and without a job, by plain ORM; the measure of the same name is the reference."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q
from django.db.models.functions import Coalesce

from hehuo.livelihood.employment.queries import confirmed_workers
from hehuo.livelihood.zero_employment.models import ZeroEmploymentCase
from hehuo.measures.parameters import months_from
from hehuo.residents.models import Household
from hehuo.residents.people.queries import labour_force

REVIEW_MONTHS = 6
S = ZeroEmploymentCase.State
RUNNING = (S.SUSPECTED, S.VERIFIED, S.PLANNED, S.OFFERING, S.EMPLOYED, S.WATCHING, S.EXEMPTED, S.REOPENED)


def exempt_households(settlement: Any, at: date) -> set[int]:
    """Households whose exemption runs: the review day is not past and at most six months away."""
    rows = (
        ZeroEmploymentCase.objects.live()
        .filter(settlement=settlement)
        .exclude(exempt="none")
        .exclude(state=S.DISMISSED)
    )
    rows = rows.annotate(since=Coalesce("exempt_from", "confirmed_on", "found_on")).filter(since__lte=at)
    rows = rows.filter(exempt_review_on__gte=at, exempt_review_on__lte=months_from(at, REVIEW_MONTHS))
    rows = rows.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=at))
    return set(rows.values_list("household_id", flat=True))


def households_without_a_job(settlement: Any, at: date, definitions: Any = ()) -> Any:
    """LH without a member in E on the day and without a running exemption."""
    force = labour_force(settlement, at, definitions)
    working = set(confirmed_workers(at, definitions))
    employed = {worker.household_id for worker in force if worker.person_id in working}
    idle = {worker.household_id for worker in force} - employed - exempt_households(settlement, at)
    return Household.objects.filter(pk__in=idle)


def running_case_of(household: Any) -> ZeroEmploymentCase | None:
    """The one case of a household that is not finished."""
    return ZeroEmploymentCase.objects.live().filter(household=household, state__in=RUNNING).first()


def exemptions_to_review(settlement: Any, at: date) -> Any:
    """Exempted cases whose review day has come."""
    rows = ZeroEmploymentCase.objects.live().filter(settlement=settlement, state=S.EXEMPTED)
    return rows.filter(exempt_review_on__lte=at).order_by("exempt_review_on")


def cases_past_watching(settlement: Any, at: date) -> Any:
    """Cases that may be closed: the ninety days are over."""
    return ZeroEmploymentCase.objects.live().filter(
        settlement=settlement, state=S.WATCHING, watch_until__lte=at
    )
