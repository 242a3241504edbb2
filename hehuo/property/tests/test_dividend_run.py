"""A dividend run from the closed accounts to the archive, a year of loss, objections, payments that do not arrive."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from hehuo.audit.models import Entry
from hehuo.kit.testing.world import build_world
from hehuo.org.workdays import add_working_days
from hehuo.property.dividends import services
from hehuo.property.models import DividendBatch, DividendObjection, DividendPayment, ShareEvent
from hehuo.property.shares import services as shares
from hehuo.property.shares.queries import balance_of, balances_at
from hehuo.property.tests import world as make

pytestmark = pytest.mark.django_db
RECORD_DAY = date(2018, 12, 31)


@pytest.fixture
def world():
    found = build_world()
    make.employ(found)
    return found


def company_with_holders(world, *held):
    company = make.make_company(world.here, by=world.committee, kind="cooperative")
    holders = []
    for number, amount in enumerate(held):
        holder = make.make_holder(
            company, by=world.committee, account=f"62990000000{number:02}", bank="农商行"
        )
        make.make_share_contract(holder, by=world.committee, shares=amount)
        holders.append(holder)
    return company, holders


def batch_of(world, company, *, profit=1_000_000, payout=100_000, **facts):
    batch = DividendBatch(
        settlement=world.here, company=company, year=2018, profit_fen=profit, payout_fen=payout, record_day=RECORD_DAY, **facts
    )  # fmt: skip
    return services.save_batch(batch, by=world.committee)


def publicised(world, company, days_ago=30):
    batch = services.draft_plan(batch_of(world, company), by=world.committee)
    day = timezone.localdate() - timedelta(days_ago)
    services.approve_plan(batch, by=world.secretary, on=day, meeting_no="股东会〔2019〕1号")
    return services.publicise_plan(batch, by=world.committee, on=day)


def test_a_whole_run(world):
    company, holders = company_with_holders(world, "100", "100", "100")
    batch = publicised(world, company)
    assert (batch.holders_count, batch.allocated_fen) == (3, 100_000)
    assert batch.objections_until == add_working_days(batch.publicised_on, 5).day
    amounts = list(batch.payments.order_by("shareholder_id").values_list("amount_fen", "state"))
    assert amounts == [(33334, "planned"), (33333, "planned"), (33333, "planned")]
    today = timezone.localdate()
    services.start_paying(batch, by=world.secretary, on=today)
    failed = batch.payments.get(shareholder=holders[2])
    services.fail(failed, by=world.committee, on=today, undelivered_reason="heirs")
    services.pay_all(batch, by=world.committee, on=today, receipt="bank_ok")
    with pytest.raises(ValidationError, match="没有兑付的款项"):
        services.take_step(services.BATCH, batch, "finish", by=world.committee)
    batch.refresh_from_db()
    services.take_step(services.BATCH, batch, "partly", by=world.committee)
    services.pay(DividendPayment.objects.get(pk=failed.pk), by=world.committee, on=today, receipt="signed")
    services.take_step(services.BATCH, batch, "finish", by=world.committee)
    assert batch.state == "paid"
    assert set(batch.payments.values_list("state", flat=True)) == {"paid"}


def test_the_money_is_shared_by_the_shares_of_the_record_day(world):
    company, (first, second) = company_with_holders(world, "100", "50")
    move = ShareEvent(
        settlement=world.here, company=company, event_kind="transfer", from_holder=first, to_holder=second, shares="75",
        happened_on=date(2019, 1, 1),
    )  # fmt: skip
    shares.record_event(move, by=world.committee)
    batch = services.draft_plan(batch_of(world, company, payout=30_000), by=world.committee)
    assert dict(batch.payments.values_list("shareholder_id", "amount_fen")) == {
        first.pk: 20_000,
        second.pk: 10_000,
    }
    assert (
        sum(balances_at(company, date(2019, 6, 1)).values())
        == sum(balances_at(company, RECORD_DAY).values())
        == 150
    )


def test_a_loss_year_pays_nothing_and_says_so(world):
    company, _ = company_with_holders(world, "100")
    batch = batch_of(world, company, profit=-1_234_567, payout=0)
    with pytest.raises(ValidationError, match="没有可分配利润"):
        services.draft_plan(batch, by=world.committee)
    services.declare_no_dividend(batch, by=world.committee)
    assert batch.state == "no_dividend"
    assert batch.notice == "2018 年度可分配利润为 -12,345.67 元，本年不分红。"
    assert not DividendPayment.objects.exists()


@pytest.mark.parametrize(("profit", "payout"), [(-1, 1), (0, 1), (100, 101)])
def test_a_subsidy_is_no_dividend(world, profit, payout):
    company, _ = company_with_holders(world, "100")
    with pytest.raises(ValidationError, match="不能超过可分配利润"):
        batch_of(world, company, profit=profit, payout=payout)


def test_objections_hold_the_money_until_they_are_answered(world):
    company, (holder,) = company_with_holders(world, "100")
    batch = publicised(world, company)
    objection = DividendObjection(
        settlement=world.here,
        batch=batch,
        shareholder=holder,
        raised_on=batch.publicised_on,
        content="少了十股",
    )
    services.save_objection(objection, by=world.committee)
    with pytest.raises(ValidationError, match="还有异议没有答复"):
        services.start_paying(batch, by=world.secretary, on=timezone.localdate())
    services.reject_objection(
        objection, by=world.committee, on=timezone.localdate(), answer="与股权登记簿一致"
    )
    services.start_paying(batch, by=world.secretary, on=timezone.localdate())
    assert batch.state == "paying"


def test_an_upheld_objection_sends_the_plan_back(world):
    company, (holder,) = company_with_holders(world, "100")
    batch = publicised(world, company)
    objection = DividendObjection(
        settlement=world.here,
        batch=batch,
        shareholder=holder,
        raised_on=batch.objections_until,
        content="少了十股",
    )
    services.save_objection(objection, by=world.committee)
    services.uphold_objection(objection, by=world.committee, on=timezone.localdate(), answer="登记有误")
    batch.refresh_from_db()
    assert (batch.state, batch.allocated_fen) == ("accounts_closed", 0)
    assert set(DividendPayment.objects.values_list("status", flat=True)) == {"void"}
    assert services.draft_plan(batch, by=world.committee).state == "plan_drafted"


def test_an_objection_after_the_window_is_refused_and_money_does_not_flow_within_it(world):
    company, (holder,) = company_with_holders(world, "100")
    batch = publicised(world, company, days_ago=0)
    with pytest.raises(ValidationError, match="异议期到"):
        services.start_paying(batch, by=world.secretary, on=timezone.localdate())
    late = DividendObjection(
        settlement=world.here, batch=batch, shareholder=holder, content="晚了", raised_on=batch.publicised_on - timedelta(1)
    )  # fmt: skip
    with pytest.raises(ValidationError, match="异议期是"):
        services.save_objection(late, by=world.committee)


def test_the_money_of_a_drafted_plan_is_fixed(world):
    company, _ = company_with_holders(world, "100")
    batch = services.draft_plan(batch_of(world, company), by=world.committee)
    batch.payout_fen = 5
    with pytest.raises(ValidationError, match="退回重拟"):
        services.save_batch(batch, by=world.committee)


def test_nobody_gives_away_what_is_not_there(world):
    _, (first, second) = company_with_holders(world, "100", "50")
    contract = first.contracts.get()
    with pytest.raises(ValidationError, match=r"最多可转出 100\.00 股"):
        shares.transfer_shares(
            contract, by=world.committee, on=date(2019, 5, 1), to_holder=second, shares="100.01"
        )
    contract.refresh_from_db()
    shares.transfer_shares(contract, by=world.committee, on=date(2019, 5, 1), to_holder=second, shares="60")
    with pytest.raises(ValidationError, match=r"最多可转出 40\.00 股"):  # earlier, but the later one stands
        shares.transfer_shares(
            contract, by=world.committee, on=date(2019, 4, 1), to_holder=second, shares="50"
        )
    brought = ShareEvent.objects.get(to_holder=first)
    with pytest.raises(ValidationError, match="后来已经转出"):
        shares.void_event(brought, by=world.committee, reason="登错")
    contract.refresh_from_db()
    shares.leave_company(contract, by=world.committee, on=date(2020, 1, 1))
    assert (balance_of(first, date(2020, 1, 1)), balance_of(second, date(2020, 1, 1))) == (0, 110)
    assert balance_of(first, date(2019, 4, 30)) == 100


def test_the_papers_need_the_full_right_and_are_logged(world, client):
    company, holders = company_with_holders(world, "100", "200")
    batch = publicised(world, company)
    services.start_paying(batch, by=world.secretary, on=timezone.localdate())
    payment = batch.payments.get(shareholder=holders[1])
    plan, list_, statement = (
        reverse("dividends-allocation", args=[batch.pk]), reverse("dividends-paylist", args=[batch.pk]),
        reverse("dividend-payments-statement", args=[payment.pk]),
    )  # fmt: skip
    client.force_login(world.secretary)
    assert [
        client.get(plan).status_code,
        client.post(list_).status_code,
        client.get(statement).status_code,
    ] == [403] * 3
    client.force_login(world.operator)
    html = client.get(plan).content.decode()
    assert "666.67" in html
    assert "1,000.00" in html
    assert "6299000000001" not in html
    page = client.get(statement)
    assert "200.00 股" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert Entry.objects.filter(action="look").count() == 2
    assert client.post(list_, {"purpose": " "}).status_code == 302
    answer = client.post(list_, {"purpose": "银行代发"})
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert "分红发放清单" in rows[0][0]
    assert [row[5] for row in rows if row[0] in (1, 2)] == ["6299000000000", "6299000000001"]
    total = next(row for row in rows if row[0] == "合计")
    assert (total[1], total[3], total[4]) == ("2 户（人）", 300, 1000)
    assert Entry.objects.get(action="export").data["purpose"] == "银行代发"


def test_the_page_of_a_holder_shows_the_balance_of_any_day(world, client):
    _, (holder, other) = company_with_holders(world, "100", "50")
    contract = holder.contracts.get()
    shares.transfer_shares(contract, by=world.committee, on=date(2019, 5, 1), to_holder=other, shares="60")
    client.force_login(world.operator)
    address = reverse("shareholders-detail", args=[holder.pk])
    for query, wanted in (
        ({}, "40.00"),
        ({"on": "2019-04-30"}, "100.00"),
        ({"on": "2018-01-01"}, "0.00"),
        ({"on": "2019-02-31"}, "40.00"),
    ):
        assert f"<strong>{wanted}</strong>" in client.get(address, query).content.decode(), query
    assert "占全部股份 26.67%" in client.get(address).content.decode()
    page = client.get(reverse("share-contracts-detail", args=[contract.pk])).content.decode()
    assert "这份合同占全部股份" in page and "股东现有 40.00 股，占 26.67%" in page
