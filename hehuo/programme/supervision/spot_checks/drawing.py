"""The draw of a spot check: frame of units, sizes, and the samples at each site. Pure where it can be.

Every unit gets the number SHA-256("seed|stratum|code"); each stratum takes its lowest numbers. Widening takes the next
lowest of the same numbers, so one seed decides everything and nobody can draw again (domain §3.2).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from math import ceil
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from hehuo.org.models import CreationUnit
from hehuo.programme import sampling, scores
from hehuo.programme.models import Campaign, SpotDraw, SpotSite
from hehuo.programme.supervision.spot_checks.rules import (
    DEMONSTRATION,
    HOUSEHOLDS,
    OTHER,
    Rule,
    ledger_models,
)
from hehuo.residents.models import Household


def stratum_of(unit: CreationUnit) -> str:
    """County and whether it is a demonstration site, e.g. ``520281/demo``."""
    return f"{unit.county.code}/{DEMONSTRATION if unit.demonstration_site else OTHER}"


def campaigns_to_check(edition: Any, moment: datetime | None = None) -> dict[str, Campaign]:
    """The frame: units by code with their newest campaign that had submitted a self-assessment in the edition by `moment`."""
    rows = (
        Campaign.objects.filter(edition=edition, self_sheet__submitted_at__lte=moment or timezone.now())
        .select_related("unit__county", "self_sheet", "edition")
        .order_by("id")
    )
    return {campaign.unit.code: campaign for campaign in rows}


def pairs_of(frame: Sequence[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """(stratum, code) pairs of a stored frame."""
    return sorted((row["stratum"], row["code"]) for row in frame)


def first_sizes(pairs: sampling.Frame, rule: Rule) -> dict[str, int]:
    """How many of each stratum in the first draw. Raises `ValidationError` when the sample is larger than its frame."""
    sizes = sampling.sizes_of(pairs)
    if not sizes:
        raise ValidationError("没有可抽查的创建单位：请等有单位提交自评以后再抽。")
    demos = {n: min(rule.demonstrations, c) for n, c in sizes.items() if n.endswith(f"/{DEMONSTRATION}")}
    others = {n: c for n, c in sizes.items() if n not in demos}
    total = sum(others.values())
    if rule.others > total:
        raise ValidationError(
            f"要抽其他单位 {rule.others} 个，总体里只有 {total} 个。请把抽查数改为 {total} 个或更少；要全部检查的，填 {total}。"
        )
    if others and rule.others < len(others):
        raise ValidationError(
            f"其他单位分为 {len(others)} 层，每层至少抽 1 个才能推算全市，请把抽查数改为 {len(others)} 个或更多。"
        )
    return {**demos, **(sampling.per_stratum(others, rule.others) if others else {})}


def self_points_of(campaign: Campaign) -> dict[str, str]:
    """The self column as text, for keeping."""
    return {code: str(points) for code, points in scores.self_points(campaign).items()}


def record_ids(unit: CreationUnit, label: str) -> list[int]:
    """The frame of one ledger at a unit: records in force today."""
    model = ledger_models()[label]
    return list(
        model.objects.live()
        .filter(settlement__in=unit.settlements.all())
        .order_by("pk")
        .values_list("pk", flat=True)
    )


def household_ids(campaign: Campaign | None, unit: CreationUnit) -> list[int]:
    """The frame of interviews: the frozen population of the campaign, else all households of the unit."""
    frozen = getattr(campaign, "population", None) if campaign else None
    if frozen is not None:
        return sorted(frozen.household_ids)
    rows = Household.objects.live().filter(settlement__in=unit.settlements.all())
    return list(rows.order_by("pk").values_list("pk", flat=True))


def wanted(size: int, label: str, rule: Rule) -> int:
    """How many of a frame: max(10, 5 %) of a ledger, 15 households; all if fewer."""
    if label == HOUSEHOLDS:
        return min(size, rule.households)
    return min(size, max(rule.record_least, ceil(size * rule.record_percent / 100)))


def sample_at(site: SpotSite, label: str, ids: Sequence[int], count: int, seed: str) -> list[int]:
    """The drawn records or households of a site."""
    name = f"{site.unit.code}/{label}"
    return [pk for _, pk in sampling.take([(name, pk) for pk in ids], {name: count}, seed)]


def draw_again(draw: SpotDraw) -> list[tuple[str, str]]:
    """Repeat a draw from what is stored: must give the sites of all stages up to this one. Raises `ValidationError`."""
    pairs = pairs_of(draw.frame)
    if sampling.frame_hash(pairs) != draw.frame_hash:
        raise ValidationError("抽样总体与当时的指纹不一致。")
    return sampling.take(pairs, draw.sizes, draw.seed)
