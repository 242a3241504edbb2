"""Creation funds: the contract of three ledgers, limits, imports, and totals that add up to the fen."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hehuo.kit.testing.contract import LedgerContract
from hehuo.kit.testing.world import build_world
from hehuo.org.models import Settlement
from hehuo.programme.funds import views
from hehuo.programme.funds.ledger import FundProjectLedger, FundSourceLedger, FundSpendingLedger
from hehuo.programme.funds.queries import Money, Overview, overspent, overview_of, without_voucher, years_of
from hehuo.programme.funds.services import save_project, save_source, save_spending
from hehuo.programme.funds.views import item_tables
from hehuo.programme.models import FundProject, FundSource, FundSpending
from hehuo.records.writing import save_record, void_record

pytestmark = pytest.mark.django_db
MAY = date(2019, 5, 6)


def source(place, by, n=1, amount=500_000_00, **kw):
    values = {
        "kind": "integrated",
        "document_no": f"财农〔2019〕{n}号",
        "funder": "县财政局",
        "received_on": date(2019, 3, 1),
    }
    return save_source(FundSource(settlement=place, amount_fen=amount, **(values | kw)), by=by)


def project(place, by, n=1, budget=300_000_00, **kw):
    values = {
        "name": f"广场{n}",
        "item_no": 7,
        "unit": "街道",
        "starts_on": date(2019, 4, 1),
        "ends_on": date(2019, 10, 1),
    }
    return save_project(FundProject(settlement=place, budget_fen=budget, **(values | kw)), by=by)


def spending(fund, for_what, by, n=1, amount=100_00, **kw):
    values = {"paid_on": MAY, "payee": "建筑公司", "purpose": "进度款", "voucher_no": f"PZ-{n}"}
    row = FundSpending(
        settlement=fund.settlement, fund=fund, project=for_what, amount_fen=amount, **(values | kw)
    )
    return save_spending(row, by=by)


class TestFundSources(LedgerContract):
    view = FundSourceLedger

    def make(self, settlement, **kw):
        return source(settlement, self.author, next(self.serial), **kw)

    def form_data(self, settlement):
        return {
            "kind": "poverty",
            "document_no": "财〔2019〕90号",
            "funder": "县财政局",
            "received_on": "2019-03-01",
            "amount_fen": "1000.50",
        }


class TestFundProjects(LedgerContract):
    view = FundProjectLedger

    def make(self, settlement, **kw):
        return project(settlement, self.author, next(self.serial), **kw)

    def form_data(self, settlement):
        return {"name": "路灯", "item_no": "13", "unit": "街道", "budget_fen": "2000", "starts_on": "2019-04-01",
                "ends_on": "2019-06-01", "state": "running"}  # fmt: skip


class TestFundSpendings(LedgerContract):
    view = FundSpendingLedger

    def make(self, settlement, **kw):
        n = next(self.serial)
        return spending(
            source(settlement, self.author, n), project(settlement, self.author, n), self.author, n, **kw
        )

    def form_data(self, settlement):
        fund, target = source(settlement, self.author, 900), project(settlement, self.author, 900)
        return {"project": target.pk, "fund": fund.pk, "paid_on": "2019-05-06", "amount_fen": "99.99", "payee": "建筑公司",
                "purpose": "进度款", "voucher_no": "PZ-900"}  # fmt: skip


@pytest.fixture
def world(db):
    return build_world()


def test_neither_budget_nor_source_nor_calendar_is_exceeded(world):
    by = world.secretary
    fund, target = source(world.here, by, amount=200_00), project(world.here, by, budget=300_00)
    for amount, kw, words in (
        (200_01, {}, r"余额 0\.01 元"),
        (300_01, {}, r"预算 0\.01 元"),
        (1, {"paid_on": date(2019, 2, 28)}, "早于资金到账"),
    ):
        with pytest.raises(ValidationError, match=words):
            spending(fund, target, by, amount=amount, **kw)
    first = spending(fund, target, by, 1, 150_00)
    with pytest.raises(ValidationError, match=r"余额 0\.01 元"):
        spending(fund, target, by, 2, 50_01)
    spending(fund, target, by, 2, 50_00)
    first.amount_fen = 150_01
    with pytest.raises(ValidationError, match=r"余额 0\.01 元"):
        save_spending(first, by=by)
    fund.amount_fen, target.budget_fen = 199_99, 199_99
    for record, words in ((fund, "金额不能少于"), (target, "预算不能少于")):
        with pytest.raises(ValidationError, match=words):
            save_record(record, by=by)
    with pytest.raises(ValidationError, match="同一安置点"):
        spending(fund, project(world.there, world.stranger, 5), by, 3)


def test_a_voided_payment_gives_the_money_back(world):
    by = world.secretary
    fund, target = source(world.here, by, amount=100_01), project(world.here, by, budget=100_01)
    first = spending(fund, target, by, 1, 100_00)
    void_record(first, by=by, reason="重复付款")
    assert spending(fund, target, by, 2, 100_00).pk
    with pytest.raises(ValidationError, match="已经登记过"):
        spending(fund, target, by, 2, 1)


AMOUNTS = st.integers(1, 10**12)


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    st.lists(
        st.tuples(
            st.booleans(),
            st.sampled_from(["poverty", "own"]),
            st.integers(1, 16),
            AMOUNTS,
            st.integers(0, 100),
        ),
        max_size=6,
    )
)
def test_totals_are_the_same_by_source_item_and_settlement(world, rows):
    FundSpending.objects.all().delete()
    FundSource.objects.all().delete()
    FundProject.objects.all().delete()
    by_hand: Counter[str] = Counter()
    for n, (here, kind, item, amount, percent) in enumerate(rows):
        place, by = (world.here, world.secretary) if here else (world.there, world.stranger)
        fund = source(place, by, n, amount, kind=kind)
        target = project(place, by, n, amount, item_no=item)
        spent = amount * percent // 100
        if spent:
            spending(fund, target, by, n, spent)
        by_hand += Counter(received=amount, spent=spent)
    found = overview_of([world.here, world.there])
    assert (found.total.received, found.total.spent) == (by_hand["received"], by_hand["spent"])
    assert sum(m.received for m in found.kinds.values()) == found.total.received == found.total.budget
    assert sum(m.spent for m in found.kinds.values()) == found.total.spent
    assert sum(found.item_total(no).spent for no in found.items) == found.total.spent
    assert sum(found.item_total(no).budget for no in found.items) == found.total.budget
    assert found.total.balance == found.total.received - found.total.spent


def test_the_overview_counts_vouchers_and_years_with_few_queries(world, django_assert_num_queries):
    by = world.secretary
    row = spending(source(world.here, by), project(world.here, by), by)
    assert list(without_voucher([world.here.pk])) == [row]
    with django_assert_num_queries(5):
        found = overview_of([world.here, world.there], 2019)
    assert (found.total.spent, found.without_voucher) == (100_00, 1)
    assert overview_of([world.here], 2020).total.spent == 0
    assert years_of([world.here.pk]) == [2019]


def test_a_book_that_spends_too_much_is_named(world):
    by = world.secretary
    fund, target = source(world.here, by, amount=100_00), project(world.here, by, budget=90_00)
    rows = FundSpending.objects.bulk_create(
        FundSpending(settlement=world.here, fund=fund, project=target, amount_fen=60_00, paid_on=day, payee="某公司",
                     purpose="款", voucher_no=f"V{n}", created_by=by)
        for n, day in enumerate((MAY, date(2019, 1, 1)))
    )  # fmt: skip
    assert overspent([row.pk for row in rows]) == [
        "凭证 V1：支付日期早于资金到账日期",
        "广场1：超出项目预算 30.00 元",
        "财农〔2019〕1号 统筹整合涉农资金：超出资金余额 20.00 元",
    ]


def test_the_page_shows_the_same_totals_and_stays_inside_the_county(world, client):
    by = world.secretary
    spending(
        source(world.here, by, amount=1234_56), project(world.here, by, budget=1000_00), by, amount=234_56
    )
    source(world.there, world.stranger, 7, 9999_99)
    client.force_login(world.county_reviewer)
    page = client.get("/funds/").content.decode()
    assert page.count("1,234.56") >= 3 and "234.56" in page and "1,000.00" in page
    assert "9,999.99" not in page
    assert client.get("/funds/?year=2018").context["money"].total.received == 0
    client.force_login(world.mediator)
    assert client.get("/funds/").status_code == 403


@pytest.mark.parametrize("asked", ["", "?year=2019"])
def test_each_sum_opens_to_the_list_that_adds_up_to_it(world, client, asked):
    by = world.secretary
    kinds = {"poverty": (100_01, 2019), "own": (20_02, 2019), "integrated": (3_03, 2020)}
    for n, (kind, (amount, year)) in enumerate(kinds.items(), 1):
        fund = source(world.here, by, n, amount, kind=kind, received_on=date(year, 1, 1))
        target = project(world.here, by, n, amount, starts_on=date(year, 1, 1), ends_on=date(year, 12, 1))
        spending(fund, target, by, n, amount - 1_00, paid_on=date(year, 12, 31))
    client.force_login(by)
    words = client.get(f"/funds/{asked}").content.decode()
    links = re.findall(r'href="(/ledgers/fund-[^"?]+\?[^"]+)">([\d,.]+)</a>', words)
    assert len(links) == (11 if not asked else 8)
    for address, shown in links:
        assert shown in client.get(address.replace("&amp;", "&")).content.decode().rpartition("合计")[2], (
            address
        )


def test_payments_without_voucher_can_all_be_listed(world, client, monkeypatch):
    monkeypatch.setattr(views, "SHOWN", 1)
    by = world.secretary
    fund, target = source(world.here, by), project(world.here, by)
    for n in range(3):
        spending(fund, target, by, n)
    client.force_login(by)
    page = client.get("/funds/?year=2019")
    address = re.search(r'href="(\?[^"]*bare=all)#', page.content.decode())[1].replace("&amp;", "&")
    assert (len(page.context["bare"]), len(client.get(f"/funds/{address}").context["bare"])) == (1, 3)


@pytest.mark.parametrize(
    ("count", "widths"), [(0, []), (1, [1]), (12, [12]), (13, [7, 6]), (30, [10, 10, 10])]
)
def test_tables_are_as_wide_as_paper_and_end_with_the_sum(count, widths):
    places = [Settlement(pk=number, name=f"点{number}") for number in range(1, count + 1)]
    money = Overview(
        {place: Money(spent=1) for place in places}, {}, {7: {p.pk: Money(spent=1) for p in places}}
    )
    tables = item_tables(money, places)
    assert [len(table.places) for table in tables] == widths
    assert [len(table.foot) for table in tables] == [
        width + (n == len(widths)) for n, width in enumerate(widths, 1)
    ]
    if tables:
        assert tables[-1].foot[-1].spent == tables[-1].rows[0][1][-1][0].spent == count
