"""创建工作报告 of one campaign: how it went, points of every column, chart of items, what is short."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils import timezone

from hehuo.org.workdays import chinese_day
from hehuo.programme import scores
from hehuo.programme.models import Campaign
from hehuo.reports.documents.campaign_papers import chooser, day_of, score_table, size_of, standard_of
from hehuo.reports.kinds import Kind
from hehuo.reports.numbers import issuer_of
from hehuo.reports.paper import Block, Paper, Picture, Table, Text, in_halves
from hehuo.reports.writers.charts import bars


def compose(campaign: Campaign, user: Any) -> Paper:
    """Course, points, chart, shortfalls."""
    columns = _columns(campaign)
    blocks: list[Block] = [
        Text("一、创建过程"),
        Text(f"{campaign.unit.county.name}{campaign.unit.name}（{campaign.unit.get_kind_display()}，{campaign.get_phase_display()}）按照"
             f"{standard_of(campaign)}开展创建，{size_of(campaign)}。目前状态为“{campaign.get_state_display()}”。"),
        _course(campaign),
        Text("二、得分情况"),
    ]  # fmt: skip
    if columns:
        name, points = list(columns.items())[-1]
        sums = scores.totals(campaign.edition, points)
        blocks += [
            Text(f"{name}：和谐社区 {sums.harmonious} 分、活力社区 {sums.vibrant} 分，总分 {sums.total} 分。各条目得分率见图 1，得分见下表。"),
            Picture(bars(_shares(campaign, points), Decimal(100)), f"图 1　各条目得分率（%，{name}）"),
            score_table(campaign, columns, "各条目得分"),
        ]  # fmt: skip
    else:
        blocks.append(Text("还没有提交自评，尚无得分。"))
    short = list(campaign.shortfalls.filter(round_no=campaign.round_no))
    blocks.append(Text("三、短板和下一步"))
    if short:
        rows = [[s.criterion, s.title, str(s.full), str(s.points), str(s.gap)] for s in short]
        blocks.append(
            Table(["子项", "内容", "满分", "得分", "差距"], rows, "补短板清单", [12, 60, 14, 14, 14])
        )
    else:
        blocks.append(Text("目前没有登记的短板。请保持台账及时更新。"))
    return Paper(
        kind=KIND.code, title=in_halves(f"{campaign.unit.name}“和谐社区、活力社区”", "创建工作报告"), blocks=blocks,
        signer=issuer_of(campaign.unit.county).name, day=timezone.localdate(),
    )  # fmt: skip


def _columns(campaign: Campaign) -> dict[str, dict[str, Decimal]]:
    found = {}
    if campaign.self_sheet_id and campaign.self_sheet.submitted_at:
        found["自评分"] = scores.self_points(campaign)
    if campaign.county_sheet_id and campaign.county_sheet.submitted_at:
        found["初核分"] = scores.sheet_points(campaign.county_sheet)
    if campaign.decisions.filter(withdrawn_at__isnull=True, approved_at__isnull=False).exists():
        found["验收分"] = scores.reviewer_points(campaign)
    return {name: points for name, points in found.items() if points}


def _shares(campaign: Campaign, points: dict[str, Decimal]) -> list[tuple[str, Decimal]]:
    items = scores.totals(campaign.edition, points).items
    return [
        (f"{item['no']}. {item['title']}", (items[item["no"]] * 100 / Decimal(item["points_effective"])).quantize(Decimal("0.1")))
        for section in campaign.edition.data["sections"]
        for item in section["items"]
    ]  # fmt: skip


def _course(campaign: Campaign) -> Table:
    rows = [[chinese_day(day_of(s.at)), s.label, s.get_to_state_display()] for s in campaign.steps.all()]
    return Table(["日期", "步骤", "状态"], rows, "办理过程", [30, 50, 30])


_choices, _find = chooser(Q(launched_on__isnull=False))
KIND = Kind(
    "campaign_report", "创建工作报告", "创建活动", "一个创建单位的过程、得分、图表和短板，随时可以生成。", _choices, _find, compose, model="programme.campaign",
)  # fmt: skip
