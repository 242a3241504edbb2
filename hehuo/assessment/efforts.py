"""What one case takes: working minutes, days until it counts, who does it, and whether it can still be put right.

The 2018 document says nothing about this. The figures are assumptions by kind of case; a city replaces them measure by
measure (`MeasureEffort`). The planner states them beside every answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from hehuo.assessment.models import MeasureEffort
from hehuo.audit import trail
from hehuo.measures import registry
from hehuo.org.rights import has_role
from hehuo.org.roles import Role

may_set_efforts = has_role(Role.CITY_OFFICE)


@dataclass(frozen=True)
class Effort:
    """For one case of a measure: minutes of work, days until it counts, the role that does it.

    `repairable` is False where the time for it is over: a month gone by cannot be held again.
    """

    minutes: int
    lead_days: int
    owner: str = Role.COMMITTEE
    repairable: bool = True
    own: bool = False


PAST = Effort(60, 0, repairable=False)
BY_CASE: dict[str, Effort] = {
    "window": PAST,
    "quarter": PAST,
    "month": PAST,
    "thing": Effort(480, 7),
    "residents.household": Effort(120, 7, Role.GRID_MEMBER),
    "residents.person": Effort(60, 7, Role.GRID_MEMBER),
    "property.oldhouse": Effort(960, 30, Role.TOWNSHIP),
}
OTHERWISE = Effort(120, 7)
BY_MEASURE: dict[str, Effort] = {
    "activity_months": PAST,
    "bad_ratings_answered": Effort(30, 1),
    "courtyard_meeting_quarters": PAST,
    "device_minutes_online": PAST,
    "employed_persons_in_labour_households": Effort(480, 14),
    "employment_records_accurate": Effort(20, 1),
    "employment_records_complete": Effort(20, 1),
    "employment_records_timely": Effort(20, 1, Role.GRID_MEMBER),
    "facility_inspections_done": PAST,
    "grid_visits_done": PAST,
    "labour_profiles_accurate": Effort(20, 1),
    "labour_profiles_complete": Effort(20, 1, Role.GRID_MEMBER),
    "labour_profiles_timely": Effort(20, 1, Role.GRID_MEMBER),
    "legal_referrals_on_time": PAST,
    "major_hazards_not_overdue": Effort(480, 7),
    "patrols_done": PAST,
    "practical_matters_on_time": PAST,
    "repairs_on_time": PAST,
    "requests_on_time": PAST,
    "service_cases_on_time": PAST,
    "trainable_persons_trained": Effort(240, 30),
    "venue_hours_kept": PAST,
    "verified_job_events": Effort(960, 14),
    "warnings_closed_on_time": PAST,
    "zero_employment_households": Effort(960, 14),
}
"""Assumed by the product where the kind of case says too little; `…_on_time` and what was planned is over once it is late."""


def efforts_for(names: Iterable[str]) -> dict[str, Effort]:
    """Efforts of measures: what the city has set, else the assumption. One query."""
    wanted = [name for name in names if registry.exists(name)]
    own = {row.measure: row for row in MeasureEffort.objects.filter(measure__in=wanted)}
    return {name: _own(own[name]) if name in own else assumed(name) for name in wanted}


def assumed(name: str) -> Effort:
    """The assumption that ships with the product."""
    if name in BY_MEASURE:
        return BY_MEASURE[name]
    return BY_CASE.get(registry.measure(name).case, OTHERWISE)


def _own(row: MeasureEffort) -> Effort:
    return Effort(row.minutes, row.lead_days, row.owner, row.repairable, own=True)


@transaction.atomic
def set_effort(
    name: str, *, minutes: int, lead_days: int, owner: str, repairable: bool, basis: str, by: Any
) -> MeasureEffort:
    """The city says what one case takes. Raises `PermissionDenied`, `ValidationError`."""
    if not may_set_efforts(by):
        raise PermissionDenied("每件用时由市指挥部办公室设定。")
    if not registry.exists(name):
        raise ValidationError("没有这项指标。")
    row = MeasureEffort.objects.select_for_update().filter(measure=name).first() or MeasureEffort(
        measure=name
    )
    row.minutes, row.lead_days, row.owner, row.repairable = minutes, lead_days, owner, repairable
    row.basis, row.set_by = basis.strip(), by
    row.full_clean()
    row.save()
    trail.record(
        "set_effort", row, by=by,
        data={"measure": name, "minutes": minutes, "lead_days": lead_days, "owner": str(owner), "repairable": repairable},
    )  # fmt: skip
    return row
