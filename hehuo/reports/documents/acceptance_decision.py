"""验收结论: the city's decision after two signatures and the leader's approval (domain §3.1)."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from hehuo.programme import scores
from hehuo.programme.models import Campaign
from hehuo.reports.documents.campaign_papers import (
    chooser,
    city_of,
    county_of,
    day_of,
    few,
    score_table,
    size_of,
    standard_of,
)
from hehuo.reports.kinds import Kind
from hehuo.reports.paper import Paper, Text


def compose(campaign: Campaign, user: Any) -> Paper:
    """The decision with the mean points of the group per item."""
    decision = campaign.decisions.filter(withdrawn_at__isnull=True, approved_at__isnull=False).get()
    city, unit = city_of(campaign), campaign.unit
    points = scores.reviewer_points(campaign)
    sample = campaign.samples.first()
    word = "达标" if decision.accepted else "未达标"
    texts = [
        f"你单位申报的{unit.name}“和谐社区、活力社区”创建工作，市指挥部组织验收组，按照{standard_of(campaign)}"
        f"进行了验收。{size_of(campaign)}。现将验收结论通知如下。",
        "一、验收结论",
        f"和谐社区 {decision.harmonious} 分、活力社区 {decision.vibrant} 分，总分 {decision.total} 分，结论为{word}。"
        f"合格标准：{scores.pass_rule_text(campaign.edition)}。",
        decision.opinion,
    ]
    if decision.red_line:
        texts.append(f"存在一票否决情形：{decision.red_line}。")
    if sample:
        met = sample.rows.filter(result="met").count()
        texts += ["二、抽样情况", f"从 {sample.frame_size} 户中随机抽取{few(sample.rows.count())}入户核实，见面{few(met)}。抽样种子 "
                  f"{sample.seed}，总体指纹 {sample.frame_hash[:12]}，抽样可以重做核对。"]  # fmt: skip
    texts.append("对验收结论有异议的，可以在公示期内向市指挥部办公室提出。" if decision.accepted else
                 "请针对失分条目制定补短板清单，整改后可以重新列入创建计划。")  # fmt: skip
    return Paper(
        kind=KIND.code, title=f"关于{unit.name}“和谐社区、活力社区”\n创建工作验收结论的通知", addressee=county_of(campaign).name,
        blocks=[*map(Text, texts), *([score_table(campaign, {"验收分": points}, "各条目验收得分")] if points else [])],
        signer=city.name, day=day_of(decision.approved_at), head=city.head, number=f"{city.code()}〔{day_of(decision.approved_at).year}〕　号",
        office=city.office,
    )  # fmt: skip


_choices, _find = chooser(Q(decisions__withdrawn_at__isnull=True, decisions__approved_at__isnull=False))
KIND = Kind(
    "acceptance_decision", "验收结论通知", "创建活动", "领导审定验收结论以后，通知县级指挥部和创建单位。",
    _choices, _find, compose, model="programme.campaign", official=True,
)  # fmt: skip
