"""Build the demo city: places, accounts, people, ledgers, in this order, one settlement after another."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date

from django.db import transaction

from hehuo.config.demo import awkward, awkward_rows
from hehuo.config.demo.accounts import Accounts, build_site_accounts, build_upper_accounts, change_accounts
from hehuo.config.demo.between import write_between
from hehuo.config.demo.campaigns import build_campaigns
from hehuo.config.demo.cases import (
    choose_zero_families,
    write_public_posts,
    write_retention,
    write_zero_cases,
)
from hehuo.config.demo.counter_cases import write_counter_cases
from hehuo.config.demo.culture import write_culture
from hehuo.config.demo.desks import write_desks
from hehuo.config.demo.dividends import write_dividends
from hehuo.config.demo.documents import plant_documents
from hehuo.config.demo.edges import write_edges
from hehuo.config.demo.employers import JobMarket, build_market, write_event_openings, write_recommendations
from hehuo.config.demo.facilities import write_facilities
from hehuo.config.demo.families import draw_families
from hehuo.config.demo.fulfilled import write_fulfilled
from hehuo.config.demo.funds import write_funds
from hehuo.config.demo.judgements import write_judgements
from hehuo.config.demo.labour import assign_jobs, write_labour
from hehuo.config.demo.links import write_links
from hehuo.config.demo.looks import plant_looks
from hehuo.config.demo.names import Registry
from hehuo.config.demo.neighbourhood import write_neighbourhood
from hehuo.config.demo.occupancy import choose_occupancy, write_occupancy
from hehuo.config.demo.old_houses import write_old_houses
from hehuo.config.demo.papers import plant_papers
from hehuo.config.demo.places import Site, build_site
from hehuo.config.demo.property import write_land
from hehuo.config.demo.questions import plant_questions
from hehuo.config.demo.raised import plant_roll_pictures, write_raised
from hehuo.config.demo.residents import write_residents
from hehuo.config.demo.safety import write_safety
from hehuo.config.demo.settlements import plans_for
from hehuo.config.demo.supervision import build_supervision
from hehuo.config.demo.training import write_training
from hehuo.config.demo.writer import Writer, roomy_database
from hehuo.org.facts import load_facts
from hehuo.org.models import Settlement, User

SEED = 20180526


class DemoRefused(Exception):
    """The database already holds settlements."""


def build_demo(
    *,
    scale: str | int = "full",
    seed: int = SEED,
    today: date | None = None,
    progress: Callable[[str], None] | None = None,
) -> dict:
    """Fill an empty database with the invented city; the same seed and day give the same city.

    Returns counts, seconds and where the accounts are listed.
    """
    day, tell, started = today or date.today(), progress or (lambda text: None), time.monotonic()
    if day < date(2021, 1, 1):
        raise ValueError("演示城市的“今天”不能早于 2021 年。")
    if Settlement.objects.exists():
        raise DemoRefused("数据库里已有安置点。请换一个空的数据库。")
    tell("正在登记区划、单位和账号")
    with roomy_database(), transaction.atomic():
        load_facts()
        accounts = Accounts(seed)
        build_upper_accounts(accounts)
        rows = _build_settlements(scale, seed, day, tell, accounts)
        tell("正在走各创建单位的创建过程")
        rows += build_campaigns(seed, day) + write_judgements(day)
        rows += build_supervision(seed, day)
        tell("正在附上印证资料、核实问题和消息")
        rows += plant_roll_pictures(day) + plant_papers(seed, day) + plant_questions(seed, day)
        tell("正在拟稿、印发和归档公文")
        rows += plant_documents(seed, day)
        change_accounts(accounts, day)
        plant_looks(seed, day)
        listing = (
            accounts.store()
        )  # before the commit: a build that is cut off leaves no city without its passwords
    seconds = round(time.monotonic() - started, 1)
    tell(f"共 {rows} 行，用时 {seconds} 秒。演示账号的密码都是 {accounts.password}，清单在 {listing}")
    return {
        "settlements": Settlement.objects.count(), "rows": rows, "seconds": seconds, "accounts": len(accounts.made),
        "accounts_file": str(listing), "password": accounts.password,
    }  # fmt: skip


def _build_settlements(
    scale: str | int, seed: int, today: date, tell: Callable[[str], None], accounts: Accounts
) -> int:
    writer = Writer(seed, today, by=User.objects.get(username="shi-bangong"))
    registry, markets, rows = Registry(), [], 0
    elsewhere: dict = {}
    plans = plans_for(scale)
    for number, plan in enumerate(plans, 1):
        tell(f"{plan.name}（{number}/{len(plans)}）：{plan.households} 户 {plan.persons} 人")
        site = build_site(plan, seed, today, writer_for_site(writer, accounts))
        markets.append(_fill(site, writer, registry, number * 100, elsewhere))
        rows += writer.flush()
    write_event_openings(markets)
    writer.reset_sequences()
    writer.refresh_statistics()
    return rows


def writer_for_site(writer: Writer, accounts: Accounts) -> Callable[[Site], Writer]:
    """Accounts of a site must exist before its first row names an author."""

    def ready(site: Site) -> Writer:
        build_site_accounts(accounts, site)
        return writer

    return ready


def _fill(site: Site, writer: Writer, registry: Registry, serial: int, elsewhere: dict) -> JobMarket:
    """All ledgers of one settlement; jobs are settled before rows are written, so that the ledgers agree."""
    site.families = draw_families(site.plan, site.rng, site.today)
    choose_occupancy(site)
    awkward.shape(site)
    choose_zero_families(site)
    assign_jobs(site)
    zero = [(f, f.row.pop("_zero")) for f in site.families if "_zero" in f.row]
    write_residents(site, writer, registry)
    write_occupancy(site, writer)
    write_old_houses(site, writer)
    market = build_market(site, writer, serial)
    write_labour(site, writer, market)
    write_zero_cases(site, writer, market, zero)
    write_recommendations(site, writer, market)
    write_public_posts(site, writer)
    write_retention(site, writer)
    write_training(site, writer)
    awkward_rows.finish(site, writer, registry, elsewhere)
    write_safety(site, writer)
    write_neighbourhood(site, writer)
    write_culture(site, writer)
    write_desks(site, writer)
    with site.aside():
        write_raised(site, writer)
    write_counter_cases(site, writer)
    write_dividends(write_land(site, writer))
    write_funds(site, writer)
    write_facilities(site, writer)
    write_links(site, writer, serial)
    write_between(site, writer)
    write_edges(site, writer)
    write_fulfilled(site, writer)
    return market
