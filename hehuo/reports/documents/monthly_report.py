"""月度报告 of a city, county or settlement: how points stand, what changed in the month, charts, dates ahead."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from hehuo.org.models import Area, CreationUnit
from hehuo.programme import queries
from hehuo.programme.models import Campaign
from hehuo.reports.figures import (
    Standing,
    areas_of,
    item_shares,
    mean,
    reads_scores,
    settlements_in,
    standings,
)
from hehuo.reports.kinds import Kind
from hehuo.reports.numbers import issuer_of
from hehuo.reports.paper import Block, Paper, Picture, Table, Text, chinese_day
from hehuo.reports.writers.charts import bars, lines

MONTHS, AHEAD = 6, 60
"""Points of the trend of a single settlement; days of deadlines shown."""


def choices(user: Any) -> list[Area]:
    """Areas for which the person may have reports."""
    return areas_of(user) if reads_scores(user) else []


def find(user: Any, pk: int) -> Area | None:
    """One of them."""
    return next((area for area in choices(user) if area.pk == pk), None)


def compose(area: Area, user: Any, today: date | None = None) -> Paper:
    """The report of the month that `today` lies in: from the last day of the month before until today."""
    today = today or timezone.localdate()
    before = today.replace(day=1) - timedelta(days=1)
    places = settlements_in(area, user)
    now, then = standings(places, today), standings(places, before)
    blocks: list[Block] = [
        Text("一、总体情况"),
        Text(f"截至{chinese_day(today)}，{area.name}共 {len(now)} 个安置点纳入计分，平均 {mean([s.card.total for s in now])} 分，"
             f"比{chinese_day(before)}{_change(mean([s.card.total for s in now]) - mean([s.card.total for s in then]))}。"
             "尚未计分的部分不按零分也不按满分计算，在表中单列。"),
        _table(now, then, before),
        *_charts(now),
        *(_trend(places, today) if len(places) == 1 else ()),
        Text("二、创建进度"),
        Text(_progress(user, places)),
        Text("三、近期时限"),
        *_dates(user, places, today),
    ]  # fmt: skip
    signer = area.name if area.kind == Area.Kind.SETTLEMENT else issuer_of(area).office
    return Paper(
        kind=KIND.code, title=f"{area.name}“和谐社区、活力社区”创建\n{today.year}年{today.month}月工作报告", blocks=blocks,
        signer=signer, day=today,
    )  # fmt: skip


def _change(by: Decimal) -> str:
    return f"上升 {by} 分" if by > 0 else f"下降 {-by} 分" if by < 0 else "持平"


def _table(now: list[Standing], then: list[Standing], before: date) -> Table:
    rows = [
        [s.settlement.name, str(s.card.harmonious), str(s.card.vibrant), str(s.card.total), str(s.open_points.normalize()),
         f"{s.card.total - old.card.total:+}" if s.card.total != old.card.total else "持平"]
        for s, old in zip(now, then, strict=True)
    ]  # fmt: skip
    cards = [s.card for s in now]
    average = [
        "平均",
        *(str(mean([getattr(c, n) for c in cards])) for n in ("harmonious", "vibrant", "total")),
        "",
        "",
    ]
    heads = ["安置点", "和谐社区", "活力社区", "总分", "尚未计分", f"比 {before.month} 月底"]
    return Table(heads, rows, "各安置点得分", [44, 20, 20, 18, 20, 22], average)


def _charts(now: list[Standing]) -> list[Picture]:
    found = []
    if 1 < len(now) <= 40:
        found.append(
            Picture(
                bars([(s.settlement.name, s.card.total) for s in now], Decimal(100)), "图 1　各安置点总分"
            )
        )
    if now and (shares := item_shares(now)):
        found.append(
            Picture(bars(shares, Decimal(100)), f"图 {len(found) + 1}　各条目得分率（%，占可计分部分）")
        )
    return found


def _trend(places: list[Any], today: date) -> list[Picture]:
    days = [today]
    while len(days) < MONTHS:
        days.append(days[-1].replace(day=1) - timedelta(days=1))
    days.reverse()
    totals = [standings(places, day)[0].card.total for day in days]
    return [
        Picture(
            lines([f"{d.month}月{d.day}日" for d in days], totals, Decimal(100), need=Decimal(80)),
            "图 2　总分走势",
        )
    ]


def _progress(user: Any, places: list[Any]) -> str:
    rows = Campaign.objects.visible_to(user).filter(
        unit__in=CreationUnit.objects.filter(settlements__in=places)
    )
    parts = [f"{stage.label} {stage.count} 个" for stage in queries.funnel_of(rows) if stage.count]
    return f"各创建单位所处阶段：{'、'.join(parts)}。" if parts else "还没有列入计划的创建单位。"


def _dates(user: Any, places: list[Any], today: date) -> list[Block]:
    rows = [
        [
            row.campaign.unit.name,
            row.title,
            chinese_day(row.due_on),
            "已逾期" if row.due_on < today else f"还有 {(row.due_on - today).days} 天",
        ]
        for row in queries.deadlines(user, until=today + timedelta(days=AHEAD))
        if row.due_on >= today - timedelta(days=365)
        and row.campaign.unit.settlements.filter(pk__in=places).exists()
    ]
    if not rows:
        return [Text(f"今后 {AHEAD} 天内没有方案规定的时限。")]
    return [Table(["创建单位", "事项", "期限", "情况"], rows, "时限", [36, 50, 30, 22])]


KIND = Kind(
    "monthly_report", "月度报告", "安置点和区域", "本月得分、变化、图表、创建进度和近期时限，Word 文件可以再改。", choices, find, compose,
)  # fmt: skip
