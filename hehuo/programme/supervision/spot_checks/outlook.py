"""What a rule will give, said before the draw: strata that are too thin for an interval, counties without a demonstration site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError

from hehuo.org.models import Area, CreationUnit
from hehuo.programme import sampling
from hehuo.programme.supervision.spot_checks.drawing import campaigns_to_check, first_sizes, stratum_of
from hehuo.programme.supervision.spot_checks.rules import DEMONSTRATION, Rule

TWO = 2
"""Checked units that a stratum needs for a variance of its own."""


@dataclass(frozen=True)
class Outlook:
    """Strata with size and number to draw, and what should be known beforehand."""

    strata: tuple[tuple[str, int, int], ...]
    interval: str
    demonstrations: str
    refusal: str = ""

    @property
    def warnings(self) -> list[str]:
        """Every sentence, or nothing."""
        return [text for text in (self.refusal, self.interval, self.demonstrations) if text]


def stratum_label(name: str, counties: Mapping[str, str]) -> str:
    """“盘州市 示范点” for ``520281/demo``."""
    county, _, kind = name.partition("/")
    return f"{counties.get(county, county)} {'示范点' if kind == DEMONSTRATION else '其他单位'}"


def county_names() -> dict[str, str]:
    """Names of the launching counties by code."""
    return dict(Area.objects.filter(kind=Area.Kind.COUNTY).order_by("code").values_list("code", "name"))


def outlook(edition: Any, rule: Rule, moment: datetime | None = None) -> Outlook:
    """Look ahead on today's frame, by the same sizes as the draw."""
    campaigns = campaigns_to_check(edition, moment)
    pairs = [(stratum_of(campaign.unit), code) for code, campaign in campaigns.items()]
    counties, sizes = county_names(), sampling.sizes_of(pairs)
    try:
        counts = first_sizes(pairs, rule)
    except ValidationError as problem:
        return Outlook((), "", "", "".join(problem.messages))
    strata = tuple((stratum_label(n, counties), sizes[n], counts.get(n, 0)) for n in sorted(sizes))
    return Outlook(
        strata, interval_warning(sizes, counts, rule, counties), missing_demonstrations(sizes, counties)
    )


def interval_warning(
    sizes: Mapping[str, int], counts: Mapping[str, int], rule: Rule, counties: Mapping[str, str]
) -> str:
    """Which partly checked strata have fewer than two units, what that means, and what to enter instead."""
    thin = [name for name, count in sorted(counts.items()) if count < TWO and count < sizes[name]]
    if not thin:
        return ""
    free = sum(count - 1 for count in counts.values())
    means = "只能借用其他层的差异，区间会很宽" if free else "结果只有推算值，没有 95% 区间"
    names = "、".join(f"{stratum_label(n, counties)}（{sizes[n]} 个抽 {counts[n]} 个）" for n in thin)
    wanted = []
    if any(name.endswith(f"/{DEMONSTRATION}") for name in thin):
        wanted.append(f"每个启动单位抽示范点 {TWO} 个")
    others = {n: c for n, c in sizes.items() if not n.endswith(f"/{DEMONSTRATION}")}
    if any(name in others for name in thin):
        wanted.append(f"其他单位共抽 {enough(others)} 个")
    return f"这些层各只抽 1 个，{means}：{names}。要给出可靠的区间，请改为{'、'.join(wanted)}。"


def enough(others: dict[str, int]) -> int:
    """The smallest number that gives every stratum two units, or all it has."""
    total = sum(others.values())
    for size in range(len(others), total + 1):
        counts = sampling.per_stratum(others, size)
        if all(counts.get(name, 0) >= min(TWO, has) for name, has in others.items()):
            return size
    return total


def missing_demonstrations(sizes: Mapping[str, int], counties: Mapping[str, str]) -> str:
    """Launching counties from which no demonstration site can be drawn, each with the reason (plan §三: 各地示范点)."""
    without = [code for code in counties if f"{code}/{DEMONSTRATION}" not in sizes]
    if not without:
        return ""
    named = set(
        CreationUnit.objects.filter(demonstration_site=True, county__code__in=without).values_list(
            "county__code", flat=True
        )
    )
    why = [
        f"{counties[code]}（{'示范点还没有提交自评' if code in named else '没有确定示范点'}）"
        for code in without
    ]
    return f"这些启动单位抽不到示范点：{'、'.join(why)}。抽样以后不能补抽，请先督促确定示范点并提交自评。"
