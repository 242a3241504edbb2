"""抽取样本: households from the frozen population, stratified by settlement, once and for all (domain §3.1, §3.2)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from hehuo.org.workdays import add_working_days
from hehuo.programme import sampling
from hehuo.programme.acting import begin
from hehuo.programme.models import Campaign, Sample, SampleRow
from hehuo.residents.models import Household


@transaction.atomic
def draw_sample(
    campaign: Campaign,
    *,
    by: Any,
    seed: str = "",
    size: int | None = None,
    at: datetime | None = None,
    reason: str = "",
) -> Sample:
    """Draw; city acceptance begins, due in 30 working days. Drawing again is refused."""
    act = begin(campaign, "draw_sample", by=by, at=at, reason=reason)
    row = act.campaign
    least = act.rules.visit_households
    if size is not None and size < least:
        raise ValidationError(f"入户样本不少于 {least} 户，不足 {least} 户的全部入户。")
    frame = sampling_frame(row)
    seed = seed.strip() or sampling.new_seed()
    wanted = min(size or least, len(frame))
    rows = sampling.draw(frame, wanted, seed)
    sample = Sample.objects.create(
        campaign=row, seed=seed, rule=sampling.rule(wanted), frame_size=len(frame), frame_hash=sampling.frame_hash(frame),
        drawn_by=by, drawn_at=act.moment,
    )  # fmt: skip
    SampleRow.objects.bulk_create(
        SampleRow(sample=sample, order_no=number, stratum=stratum, household_id=pk)
        for number, (stratum, pk) in enumerate(rows, 1)
    )
    data = {"seed": seed, "frame_hash": sample.frame_hash, "frame_size": len(frame), "drawn": len(rows)}
    act.finish(data=data, due=add_working_days(act.day, act.rules.acceptance_days))
    return sample


def sampling_frame(campaign: Campaign) -> list[tuple[str, int]]:
    """(settlement code, household) of the population frozen at the cut-off: the same for ever."""
    ids = set(campaign.population.household_ids)
    settlements = campaign.population.by_settlement
    pairs = Household.objects.filter(settlement__code__in=settlements).values_list("settlement__code", "id")
    return sorted((code, pk) for code, pk in pairs if pk in ids)
