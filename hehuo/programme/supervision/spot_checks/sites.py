"""Sites of a draw with their samples of records and households."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from hehuo.assessment.scoring import unit_scorecard
from hehuo.programme import sampling
from hehuo.programme.models import (
    Campaign,
    SpotCheck,
    SpotDraw,
    SpotFrame,
    SpotHousehold,
    SpotRecord,
    SpotSite,
)
from hehuo.programme.supervision.spot_checks import drawing
from hehuo.programme.supervision.spot_checks.rules import HOUSEHOLDS, Rule


def open_sites(
    check: SpotCheck, draw: SpotDraw, drawn: Sequence[tuple[str, str]], campaigns: Mapping[str, Campaign],
    points: Mapping[str, dict[str, str]], rule: Rule, day: date,
) -> list[SpotSite]:  # fmt: skip
    """One site a drawn unit, with everything that its team will look at."""
    found = []
    for number, (stratum, code) in enumerate(drawn, 1):
        campaign = campaigns[code]
        card = unit_scorecard(campaign.unit, check.edition, day)
        site = SpotSite.objects.create(
            check_of=check, stage=draw.stage, order_no=number, stratum=stratum, unit=campaign.unit,
            self_points=points[code], system_points={c.code: str(c.points) for c in card.criteria()},
        )  # fmt: skip
        _sample_records(site, rule, draw.seed)
        _sample_households(site, campaign, rule, draw.seed)
        found.append(site)
    return found


def _keep_frame(site: SpotSite, label: str, ids: list[int], rule: Rule) -> SpotFrame:
    pairs = [(f"{site.unit.code}/{label}", pk) for pk in ids]
    return SpotFrame.objects.create(
        site=site,
        source=label,
        ids=ids,
        frame_hash=sampling.frame_hash(pairs),
        wanted=drawing.wanted(len(ids), label, rule),
    )


def _sample_records(site: SpotSite, rule: Rule, seed: str) -> None:
    for label in rule.ledgers:
        frame = _keep_frame(site, label, drawing.record_ids(site.unit, label), rule)
        chosen = drawing.sample_at(site, label, frame.ids, frame.wanted, seed)
        SpotRecord.objects.bulk_create(
            SpotRecord(site=site, source=label, order_no=number, record_id=pk)
            for number, pk in enumerate(chosen, 1)
        )


def _sample_households(site: SpotSite, campaign: Campaign, rule: Rule, seed: str) -> None:
    label: Any = HOUSEHOLDS
    frame = _keep_frame(site, label, drawing.household_ids(campaign, site.unit), rule)
    chosen = drawing.sample_at(site, label, frame.ids, frame.wanted, seed)
    SpotHousehold.objects.bulk_create(
        SpotHousehold(site=site, order_no=number, household_id=pk) for number, pk in enumerate(chosen, 1)
    )
