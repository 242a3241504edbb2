"""月度报告 of a city, county or settlement: how points stand, what changed in the month, charts, dates ahead."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from hehuo.org.models import Area, CreationUnit
from hehuo.org.workdays import chinese_day
from hehuo.programme.models import Campaign, CampaignDeadline, CampaignStep
from hehuo.programme.states import ENDED, STAGES
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
from hehuo.reports.paper import Block, Paper, Picture, Table, Text
from hehuo.reports.writers.charts import bars, lines

MONTHS, AHEAD, CHOICE = 6, 60, 24
"""Points of the trend of a single settlement; days of deadlines shown; months that may be chosen."""


def choices(user: Any) -> list[Area]:
    """Areas for which the person may have reports."""
    return areas_of(user) if reads_scores(user) else []


def find(user: Any, pk: int) -> Area | None:
    """One of them."""
    return next((area for area in choices(user) if area.pk == pk), None)


def periods() -> list[tuple[str, str]]:
    """Months that may be chosen, the running one first."""
    return months_until(timezone.localdate())


def months_until(today: date) -> list[tuple[str, str]]:
    """The month of `today` and those before it: code and words."""
    numbers = [today.year * 12 + today.month - 1 - back for back in range(CHOICE)]
    found = [(f"{n // 12}-{n % 12 + 1:02}", f"{n // 12}年{n % 12 + 1}月") for n in numbers]
    return [(found[0][0], f"{found[0][1]}（到今天）"), *found[1:]]


def compose(area: Area, user: Any, period: str = "", today: date | None = None) -> Paper:
    """The report of a month (that of `today` when none is named): from the day before it to its last day, or today.

    Figures are those of the last day by what is known now.
    """
    today = today or timezone.localdate()
    on = _last_day(period, today)
    before = on.replace(day=1) - timedelta(days=1)
    places = settlements_in(area, user)
    now, then = standings(places, on), standings(places, before)
    campaigns = _states_on(user, places, on)
    blocks: list[Block] = [
        Text("一、总体情况"),
        Text(f"截至{chinese_day(on)}，{area.name}共 {len(now)} 个安置点纳入计分，平均 {mean([s.card.total for s in now])} 分，"
             f"比{chinese_day(before)}{_change(mean([s.card.total for s in now]) - mean([s.card.total for s in then]))}。"
             "尚未计分的部分不按零分也不按满分计算，在表中单列。"),
        _table(now, then, before),
        *_charts(now),
        *(_trend(places, on) if len(places) == 1 else ()),
        Text("二、创建进度"),
        Text(_progress(campaigns, on)),
        Text("三、近期时限"),
        *_dates(campaigns, on),
    ]  # fmt: skip
    signer = area.name if area.kind == Area.Kind.SETTLEMENT else issuer_of(area).office
    return Paper(
        kind=KIND.code, title=f"{area.name}“和谐社区、活力社区”创建\n{on.year}年{on.month}月工作报告", blocks=blocks,
        signer=signer, day=today,
    )  # fmt: skip


def _last_day(period: str, today: date) -> date:
    """The last day of the named month that is not ahead of us. Raises `ValidationError` for a month that cannot be chosen."""
    if not period:
        return today
    if period not in dict(months_until(today)):
        raise ValidationError("没有这个月份的报告，请选择最近 24 个月中的一个月。")
    year, month = map(int, period.split("-"))
    return min(date(year, month, monthrange(year, month)[1]), today)


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


def _states_on(user: Any, places: list[Any], on: date) -> dict[int, str]:
    """Where each campaign stood at the end of the day, from its log; one that began later is left out."""
    rows = Campaign.objects.visible_to(user).filter(
        unit__in=CreationUnit.objects.filter(settlements__in=places)
    )
    midnight = timezone.make_aware(datetime.combine(on + timedelta(days=1), time.min))
    log = CampaignStep.objects.filter(campaign__in=rows, at__lt=midnight).order_by("at", "id")
    return dict(log.values_list("campaign", "to_state"))


def _progress(campaigns: dict[int, str], on: date) -> str:
    counts = Counter(campaigns.values())
    sums = [(label, sum(counts[state.value] for state in states)) for _, label, states in STAGES]
    parts = [f"{label} {count} 个" for label, count in sums if count]
    words = f"各创建单位所处阶段：{'、'.join(parts)}。" if parts else "还没有列入计划的创建单位。"
    return f"截至{chinese_day(on)}，{words}"


def _dates(campaigns: dict[int, str], on: date) -> list[Block]:
    """Dates that were open on the day, of campaigns that had not ended."""
    running = [pk for pk, state in campaigns.items() if state not in ENDED]
    found = CampaignDeadline.objects.filter(
        Q(met_on__isnull=True) | Q(met_on__gt=on), campaign__in=running,
        due_on__range=(on - timedelta(days=365), on + timedelta(days=AHEAD)),
    ).select_related("campaign__unit")  # fmt: skip
    rows = [
        [
            row.campaign.unit.name,
            row.title,
            chinese_day(row.due_on),
            "已逾期" if row.due_on < on else f"还有 {(row.due_on - on).days} 天",
        ]
        for row in found
    ]
    if not rows:
        return [Text(f"{chinese_day(on)}以后 {AHEAD} 天内没有方案规定的时限。")]
    return [Table(["创建单位", "事项", "期限", "情况"], rows, f"时限（{chinese_day(on)}）", [36, 50, 30, 22])]


KIND = Kind(
    "monthly_report", "月度报告", "安置点和区域", "选定月份月底的得分、比上月的变化、图表、创建进度和近期时限，按现在掌握的数据计算；Word 文件可以再改。",
    choices, find, compose, periods=periods,
)  # fmt: skip
