"""年度分析报告 (plan: 2020 巩固完善, 认真总结): what is short, what is strong, how items and counties moved, with charts.

Numbers are those of the yearly analysis page: shares of what can be counted at the quarter ends.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from hehuo.assessment.editions import current_edition
from hehuo.assessment.scoring import city_scorecards
from hehuo.assessment.yearly import Course, Spot, Year, days_of, plan_year, year_of
from hehuo.org.models import Area
from hehuo.org.workdays import chinese_day
from hehuo.programme.scores import pass_rule
from hehuo.reports.documents.monthly_report import choices, find
from hehuo.reports.figures import settlements_in
from hehuo.reports.kinds import Kind
from hehuo.reports.numbers import issuer_of
from hehuo.reports.paper import Block, Paper, Picture, Table, Text
from hehuo.reports.writers.charts import bars, lines

HUNDRED, FIRST = Decimal(100), 2018


def periods() -> list[tuple[str, str]]:
    """Years that may be chosen, that of the analysis page first."""
    return years_until(timezone.localdate())


def years_until(today: date) -> list[tuple[str, str]]:
    """Years since the plan began: code and words; the running one says that it ends today."""
    words = {year: f"{year}年" for year in range(today.year, FIRST - 1, -1)}
    words[today.year] += "（到今天）"
    usual = plan_year(today)
    return [(str(year), words[year]) for year in sorted(words, key=lambda year: (year != usual, -year))]


def compose(area: Area, user: Any, period: str = "", today: date | None = None) -> Paper:
    """The named year; without one the year that the analysis page opens with."""
    today, places = today or timezone.localdate(), settlements_in(area, user)
    if period and period not in dict(years_until(today)):
        raise ValidationError(f"没有这个年度的报告，请选择 {FIRST} 年到今年中的一年。")
    year = int(period) if period else plan_year(today)
    days = days_of(year, today)
    edition = current_edition(days[-1])
    cards = {day: city_scorecards(places, edition, day) for day in days}
    found = year_of(cards, {place.pk: (place.county_id, place.county.name) for place in places})
    blocks: list[Block] = [
        Text("一、总体情况"),
        Text(f"{year} 年，{area.name} {len(places)} 个安置点平均总分由 {_or_dash(found.totals[0])} 分到 {_or_dash(found.totals[-1])} 分"
             f"（截至{chinese_day(found.days[-1])}）。得分率按可以计分的部分计算，没有数据的部分既不算短板也不算长处。"),
        _course(found, pass_rule(edition).total),
        Text("二、长处"), _spots(found.strong, "全部得分的子项"),
        Text("三、短板"), _spots(found.short, "得分率较低的子项"),
        Text("四、变化"), Text(_changes(found)), _items(found), *_counties(found),
    ]  # fmt: skip
    signer = area.name if area.kind == Area.Kind.SETTLEMENT else issuer_of(area).office
    title = f"{area.name}“和谐社区、活力社区”创建\n{year}年度分析报告"
    return Paper(kind=KIND.code, title=title, blocks=blocks, signer=signer, day=today)


def _or_dash(value: Decimal | None) -> str:
    return "—" if value is None else str(value)


def _course(found: Year, need: Decimal) -> Block:
    known = [(day, total) for day, total in zip(found.days, found.totals, strict=True) if total is not None]
    if len(known) < 2:
        return Text("各季末还没有可以比较的得分。")
    days = [f"{day.year}年{day.month}月底" for day, _ in known]
    return Picture(lines(days, [total for _, total in known], HUNDRED, need=need), "图 1　平均总分走势")


def _spots(spots: list[Spot], title: str) -> Block:
    rows = [[s.code, s.title, f"{_or_dash(s.share.percent)}%", str(s.places)] for s in spots]
    if not rows:
        return Text("没有这样的子项。")
    return Table(["子项", "内容", "得分率", "失分安置点（个）"], rows, title, [10, 60, 16, 22])


def _changes(found: Year) -> str:
    def words(courses: list[Course]) -> str:
        return "、".join(f"{c.title}（{c.change:+} 个百分点）" for c in courses[:3]) or "没有"

    return f"上升较多的条目：{words(found.risen())}。下降的条目：{words(found.fallen())}。"


def _items(found: Year) -> Block:
    shares = [(f"{item.key}. {item.title}", item.now) for item in found.items if item.now is not None]
    return (
        Picture(bars(shares, HUNDRED), "图 2　各条目得分率（%）")
        if shares
        else Text("各条目还没有可以计分的部分。")
    )


def _counties(found: Year) -> list[Block]:
    if len(found.counties) < 2:
        return []
    heads = ["县级单位", *(chinese_day(day) for day in found.days)]
    rows = [[c.title, *(_or_dash(percent) for percent in c.percents)] for c in found.counties]
    return [Table(heads, rows, "各县得分率（%）", [22, *([15] * len(found.days))])]


KIND = Kind(
    "yearly_report", "年度分析报告", "安置点和区域", "选定年度的长处、短板、条目和各县变化，图表由指标得分画出。", choices, find, compose,
    periods=periods,
)  # fmt: skip
