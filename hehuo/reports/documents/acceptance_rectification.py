"""验收限期整改通知: what the acceptance group found that is not fatal, with one term of at most thirty days (domain §3.1)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q

from hehuo.org.workdays import chinese_day
from hehuo.programme.models import Campaign
from hehuo.reports.documents.campaign_papers import chooser, city_of, county_of, day_of, step_of
from hehuo.reports.kinds import Kind
from hehuo.reports.paper import Paper, Text, in_halves


def compose(campaign: Campaign, user: Any) -> Paper:
    """The notice to the county."""
    step, city = step_of(campaign, "request_rectification"), city_of(campaign)
    due = date.fromisoformat(step.data["due"])
    texts = [
        f"市指挥部在验收{campaign.unit.name}“和谐社区、活力社区”创建工作中，发现需要整改的问题。",
        "一、发现的问题",
        step.reason,
        "二、整改要求",
        f"请于{chinese_day(due)}前完成整改并报送情况。整改期间验收时限暂停，完成后继续验收。每次创建只有一次限期整改。",
    ]
    return Paper(
        kind=KIND.code, title=in_halves(f"关于{campaign.unit.name}", "验收限期整改的通知"), addressee=county_of(campaign).name,
        blocks=list(map(Text, texts)), signer=city.name, day=day_of(step.at), head=city.head,
        number=f"{city.code()}〔{day_of(step.at).year}〕　号", office=city.office,
    )  # fmt: skip


_choices, _find = chooser(Q(steps__event="request_rectification"))
KIND = Kind(
    "acceptance_rectification", "验收整改通知", "创建活动", "验收中要求限期整改的通知，写明问题和期限。", _choices, _find, compose, model="programme.campaign", official=True,
)  # fmt: skip
