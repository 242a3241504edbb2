"""自评报告: every sub-criterion with computed and self-assessed points, and what is still lacking (domain §3.1, §2.0.6)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db.models import Q

from hehuo.programme import scores
from hehuo.programme.models import Campaign
from hehuo.reports.documents.campaign_papers import (
    chooser,
    county_of,
    day_of,
    score_table,
    size_of,
    standard_of,
)
from hehuo.reports.kinds import Kind
from hehuo.reports.paper import Block, Paper, Table, Text, in_halves


def compose(campaign: Campaign, user: Any) -> Paper:
    """Report, score table by item, all sub-criteria, gaps."""
    sheet, edition = campaign.self_sheet, campaign.edition
    mine = scores.self_points(campaign)
    sums = scores.totals(edition, mine)
    gaps = [c for c in scores.criteria_of(edition) if mine.get(c.code, Decimal(0)) < c.full]
    blocks: list[Block] = [
        Text(f"{campaign.unit.name}于{campaign.launched_on.year}年启动“和谐社区、活力社区”创建，{size_of(campaign)}。"
             f"对照{standard_of(campaign)}，我们组织了自评，现报告如下。"),
        Text("一、自评结果"),
        Text(f"和谐社区 {sums.harmonious} 分、活力社区 {sums.vibrant} 分，总分 {sums.total} 分。合格标准："
             f"{scores.pass_rule_text(edition)}。{'自评合格。' if not scores.obstacles_to_pass(edition, sums) else '自评未合格。'}"),
        score_table(campaign, {"自评分": mine}, "各条目得分"),
        Text("二、逐项得分"),
        _criteria(campaign, mine),
        Text("三、存在的差距"),
    ]  # fmt: skip
    if gaps:
        lost = sum((c.full - mine.get(c.code, Decimal(0)) for c in gaps), Decimal(0))
        blocks += [
            Text(f"共有 {len(gaps)} 个子项没有得满分，合计失 {lost} 分，按失分多少排列如下，逐项落实整改。"),
            _gaps(gaps, mine),
        ]
    else:
        blocks.append(Text("各子项均得满分，下一步重在巩固。"))
    return Paper(
        kind=KIND.code, title=in_halves(f"{campaign.unit.name}“和谐社区、活力社区”", "创建工作自评报告"), addressee=county_of(campaign).name,
        blocks=blocks, signer=campaign.unit.name, day=day_of(sheet.submitted_at),
    )  # fmt: skip


def _criteria(campaign: Campaign, mine: dict[str, Decimal]) -> Table:
    entries = {entry.criterion: entry for entry in campaign.self_sheet.entries.all()}
    rows = []
    for c in scores.criteria_of(campaign.edition):
        entry = entries.get(c.code)
        rows.append([c.code, c.title, str(c.full.normalize()), str(entry.auto_points) if entry else "—", str(mine.get(c.code, "—")),
                     entry.reason if entry else ""])  # fmt: skip
    return Table(
        ["子项", "内容", "满分", "系统分", "自评分", "说明"], rows, "逐项得分表", [10, 46, 10, 13, 13, 28]
    )


def _gaps(gaps: list[scores.Criterion], mine: dict[str, Decimal]) -> Table:
    ordered = sorted(gaps, key=lambda c: (mine.get(c.code, Decimal(0)) - c.full, c.item_no, c.code))
    rows = [[c.code, c.title, f"{c.full - mine.get(c.code, Decimal(0))}", c.rule_text] for c in ordered]
    return Table(["子项", "内容", "失分", "怎样得分"], rows, "差距清单", [10, 40, 12, 58])


_choices, _find = chooser(Q(self_sheet__submitted_at__isnull=False))
KIND = Kind(
    "self_assessment", "自评报告", "创建活动", "创建单位的自评报告，附逐项得分和差距清单。", _choices, _find, compose, model="programme.campaign",
)  # fmt: skip
