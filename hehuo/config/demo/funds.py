"""Creation money and publicity of the demo city: 2018 to 2020 and the last two years; budgets and sources hold to the fen."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from hehuo.config.demo.places import Site
from hehuo.config.demo.writer import Row, Writer
from hehuo.programme.models import FundProject, FundSource, FundSpending, PublicityEntry

SOURCES = (
    ("relocation", "市发展改革委", 1_200_00), ("integrated", "县财政局", 900_00), ("paired", "东西部协作办公室", 500_00),
    ("bureau", "县文化广电旅游局", 260_00), ("social", "爱心企业", 90_00), ("own", "县财政局", 300_00),
)  # fmt: skip
"""Kind, who gives, fen for one household."""
PROJECTS = (
    ("文化广场和健身设施", 7, 900_00, 210), ("路灯和绿化提升", 13, 620_00, 160), ("社区综治和技防设施", 6, 480_00, 120),
    ("扶贫车间配套", 12, 700_00, 240), ("便民服务窗口改造", 15, 260_00, 90), ("新市民讲习所", 2, 150_00, 60),
)  # fmt: skip
"""Name, item, fen of budget for one household, days."""
PURPOSES = (("预付款", 30), ("进度款", 45), ("结算款", 20))
"""What for, per cent of the budget."""
TOPICS = (
    ("搬出大山住新家", 9), ("院坝会上话家常", 3), ("家门口的扶贫车间", 12), ("新市民夜校开课", 2), ("好媳妇评选揭晓", 8),
    ("社区警务室守护平安", 6), ("和谐社区活力社区创建怎么做", None),
)  # fmt: skip
OUTLETS = (
    ("television", "city", "市广播电视台", 20_000), ("radio", "county", "县广播电台", 6_000), ("press", "city", "市日报", 8_000),
    ("web", "county", "县融媒体中心", 5_000), ("loudspeaker", "local", "社区广播", 1_200), ("leaflet", "local", "社区居民委员会", 600),
)  # fmt: skip
FIRST = date(2018, 6, 20)


def write_funds(site: Site, writer: Writer) -> None:
    """Sources, projects, spending and publicity of one settlement."""
    rng = Random(f"funds/{site.plan.code}")
    years = [2018, 2019, 2020, *({site.today.year - 1, site.today.year} - {2018, 2019, 2020})]
    for year in sorted(years):
        start = max(date(year, 3, 1), FIRST)
        if start < site.today:
            _money(site, writer, rng, start)
    _publicity(site, writer, rng)


def _money(site: Site, writer: Writer, rng: Random, start: date) -> None:
    """One year: two or three sources, as many projects, three payments each unless it is still running."""
    funds = []
    for number, (kind, funder, each) in enumerate(rng.sample(SOURCES, 3), 1):
        day = start + timedelta(rng.randint(0, 40))
        if day >= site.today:
            continue
        row = writer[FundSource].add(
            **site.entry(day, verified=True), kind=kind, document_no=f"演示财〔{day.year}〕{site.plan.code[1:3]}{number}号",
            funder=funder, received_on=day, amount_fen=each * site.plan.households + rng.randint(0, 99_99),
        )  # fmt: skip
        funds.append([row, row["amount_fen"]])
    if start.year == site.today.year:
        _planned(site, writer)
    for name, item, each, days in rng.sample(PROJECTS, 2):
        if funds:
            _project(site, writer, rng, (name, item, each * site.plan.households // 2, days), start, funds)


def _planned(site: Site, writer: Writer) -> None:
    """One project of next year, decided last week."""
    begins = site.today + timedelta(30)
    writer[FundProject].add(
        **site.entry(site.today - timedelta(7), late=0), name=f"{begins.year}年公共晾晒区", item_no=13,
        unit=f"{site.plan.township}人民政府（办事处）", document_no="", budget_fen=80_00 * site.plan.households,
        starts_on=begins, ends_on=begins + timedelta(90), state="planned",
    )  # fmt: skip


def _project(
    site: Site, writer: Writer, rng: Random, plan: tuple[str, int, int, int], start: date, funds: list[list]
) -> None:
    name, item, budget, days = plan
    fund = max(funds, key=lambda pair: pair[1])
    if fund[1] < budget // 4:
        return
    budget = min(budget, fund[1])
    begins = max(row["received_on"] for row, _left in funds) + timedelta(rng.randint(5, 25))
    ends = begins + timedelta(days)
    if begins >= site.today:
        return
    state = (
        "settled" if ends + timedelta(120) < site.today else "finished" if ends < site.today else "running"
    )
    stopped = state == "settled" and rng.random() < 0.06
    row = writer[FundProject].add(
        **site.entry(begins, verified=state != "running"), name=f"{begins.year}年{name}", item_no=item,
        unit=f"{site.plan.township}人民政府（办事处）", document_no=f"演示易扶〔{begins.year}〕{rng.randint(1, 60)}号", budget_fen=budget,
        starts_on=begins, ends_on=ends, state="stopped" if stopped else state,
    )  # fmt: skip
    _payments(site, writer, rng, row, fund, 1 if stopped else 3)


def _payments(site: Site, writer: Writer, rng: Random, project: Row, fund: list, number: int) -> None:
    """Payments within budget and source; the last one leaves the retention money open."""
    span = (project["ends_on"] - project["starts_on"]).days
    for step, (purpose, percent) in enumerate(PURPOSES[:number]):
        day = project["starts_on"] + timedelta(span * (step + 1) // 3 + rng.randint(0, 9))
        amount = min(project["budget_fen"] * percent // 100, fund[1])
        if day >= site.today or amount <= 0:
            return
        fund[1] -= amount
        writer[FundSpending].add(
            **site.entry(day, verified=rng.random() < 0.85), project_id=project["id"], fund_id=fund[0]["id"], paid_on=day,
            amount_fen=amount, payee="凉都建筑工程公司", purpose=purpose, voucher_no=f"演示-{day:%Y%m}-{project['id']}-{step + 1}",
        )  # fmt: skip


def _publicity(site: Site, writer: Writer, rng: Random) -> None:
    """Every second month of the plan's years and of the last year; leaflets more often than television."""
    spans = ((FIRST, date(2020, 12, 31)), (site.today - timedelta(365), site.today - timedelta(2)))
    for first, last in spans:
        day = first + timedelta(rng.randint(5, 30))
        while day <= last:
            channel, level, outlet, most = rng.choice(OUTLETS)
            topic, item = rng.choice(TOPICS)
            link = f"https://demo.invalid/{site.plan.code.lower()}/{day:%Y%m%d}" if channel == "web" else ""
            shown = rng.random() < 0.2
            writer[PublicityEntry].add(
                **site.entry(day, verified=rng.random() < 0.8), published_on=day, channel=channel, level=level, outlet=outlet,
                topic=topic, item_no=item, about="here" if level == "local" else "county",
                reach=rng.randint(most // 10, most) if rng.random() < 0.85 else None, link=link,
                copy_at="" if link else f"社区档案柜 {day:%Y}-宣传", shows_residents=shown, consented=shown,
            )  # fmt: skip
            day += timedelta(rng.randint(35, 80))
