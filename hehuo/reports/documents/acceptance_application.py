"""验收申报（请示）: the county's application from the frozen snapshot (domain §3.1 applied); a paper that goes upwards."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from hehuo.org.workdays import chinese_day
from hehuo.programme import scores
from hehuo.programme.models import Campaign
from hehuo.reports.documents.campaign_papers import (
    chooser,
    city_of,
    county_of,
    day_of,
    score_table,
    size_of,
    standard_of,
    step_of,
)
from hehuo.reports.kinds import Kind
from hehuo.reports.paper import Paper, Text


def compose(campaign: Campaign, user: Any) -> Paper:
    """The application: unit, size, points of every column per item, request."""
    step = step_of(campaign, "apply_for_acceptance")
    county, name = county_of(campaign), campaign.unit.name
    mine = scores.self_points(campaign)
    sums = scores.totals(campaign.edition, mine)
    columns = {"自评分": mine}
    texts = [
        f"根据{standard_of(campaign)}，{campaign.unit.county.name}组织{name}开展和谐社区、活力社区创建。"
        f"创建单位为{campaign.unit.get_kind_display()}，{size_of(campaign)}。现将有关情况报告如下。",
        "一、自评情况",
        f"经自评，和谐社区 {sums.harmonious} 分、活力社区 {sums.vibrant} 分，总分 {sums.total} 分。",
    ]
    if campaign.county_sheet_id and campaign.county_sheet.submitted_at:
        columns["初核分"] = scores.sheet_points(campaign.county_sheet)
        county_sums = scores.totals(campaign.edition, columns["初核分"])
        texts += ["二、县级初核情况", f"经县级初核，和谐社区 {county_sums.harmonious} 分、活力社区 {county_sums.vibrant} 分，"
                  f"总分 {county_sums.total} 分。"]  # fmt: skip
    texts += [
        f"{'三' if len(columns) > 1 else '二'}、台账计算情况",
        f"系统按台账计算总分 {campaign.submitted.total} 分（截至{chinese_day(campaign.submitted.as_of)}，评分快照指纹 "
        f"{campaign.submitted.hash[:12]}）。各条目得分见下表。",
    ]
    day = day_of(step.at if step else None)
    return Paper(
        kind=KIND.code, title=f"关于申请对{name}“和谐社区、活力社区”\n创建工作进行验收的请示",
        addressee=city_of(campaign).name,
        blocks=[*map(Text, texts), score_table(campaign, columns, "各条目得分"), Text("妥否，请批示。")],
        signer=county.name, day=day, head=county.head,
        number=(step.data.get("document_no") if step else "") or f"{county.code('发')}〔{day.year}〕　号",
        approver=str(campaign.signed_by or ""), office=county.office,
    )  # fmt: skip


_choices, _find = chooser(Q(submitted__isnull=False, steps__event="apply_for_acceptance"))
KIND = Kind(
    "acceptance_application", "验收申报（请示）", "创建活动", "县级指挥部向市指挥部申报验收的请示，按提交时固化的评分快照生成。",
    _choices, _find, compose, model="programme.campaign",
)  # fmt: skip
