"""启动创建: launch notice; edition pinned, population of the cut-off day frozen, kind of unit by the ≥200 rule (domain §1.2)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from hehuo.assessment.models import StandardEdition
from hehuo.org.models import CreationUnit
from hehuo.org.units_of_creation import allocate_creation_unit
from hehuo.programme import scores
from hehuo.programme.acting import begin
from hehuo.programme.models import Campaign, PopulationFreeze
from hehuo.programme.population import Population, population_of
from hehuo.programme.states import ENDED


@transaction.atomic
def launch(
    campaign: Campaign, *, by: Any, edition: StandardEdition | None = None, cut_off_on: date | None = None,
    at: datetime | None = None, reason: str = "", attachments: Sequence[str] = (),
) -> Campaign:  # fmt: skip
    """Launch. A settlement of 199 households moves to the unit of its host; a demonstration site has no size limit."""
    act = begin(campaign, "launch", by=by, at=at, reason=reason, attachments=attachments)
    row = act.campaign
    row.edition = edition or row.edition
    if row.edition is None or row.edition.state != StandardEdition.State.PUBLISHED:
        raise ValidationError("请选择一个已发布的考核标准。")
    cut_off = cut_off_on or act.day
    if cut_off > act.day:
        raise ValidationError("规模截止日期不能晚于启动日期。")
    found = population_of(list(row.unit.settlements.order_by("code")), cut_off)
    if not found.household_ids:
        raise ValidationError("截止日还没有分房的搬迁户，不能启动。")
    former = row.unit
    row.unit = _unit_by_size(row, found, cut_off)
    if row.unit.pk != former.pk:
        row.round_no = scores.next_round(row.unit)
        found = population_of(list(row.unit.settlements.order_by("code")), cut_off)
    PopulationFreeze.objects.create(
        campaign=row, cut_off_on=cut_off, households=len(found.household_ids), persons=found.persons,
        household_ids=found.household_ids, by_settlement=found.by_settlement, hash=found.hash, frozen_at=act.moment,
    )  # fmt: skip
    row.launched_on, row.cut_off_on = act.day, cut_off
    data = {
        "edition": row.edition.code, "households": len(found.household_ids), "persons": found.persons, "hash": found.hash,
        "unit_kind": row.unit.kind, "unit_before": former.code, "unit": row.unit.code,
    }  # fmt: skip
    return act.finish(data=data)


def _unit_by_size(campaign: Campaign, found: Population, cut_off: date) -> CreationUnit:
    """The unit that the size of each settlement leads to."""
    settlements = list(campaign.unit.settlements.order_by("code"))
    units = {
        allocate_creation_unit(
            s, found.by_settlement.get(s.code, 0), cut_off, demonstration=campaign.demonstration
        ).pk
        for s in settlements
    }
    if campaign.unit_id in units:
        return campaign.unit
    if len(units) > 1:
        raise ValidationError("这个创建单位的安置点应分属不同的创建单位，请分别列入计划。")
    unit = CreationUnit.objects.get(pk=units.pop())
    busy = (
        Campaign.objects.filter(unit=unit, phase=campaign.phase)
        .exclude(state__in=ENDED)
        .exclude(pk=campaign.pk)
    )
    if busy.exists():
        raise ValidationError(f"按截止日户数应由“{unit}”创建，它在这个阶段已有创建活动，请撤回本计划。")
    return unit
