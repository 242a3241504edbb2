"""Validity, simulation, exact shares, clearing by finance, claw-back: rules, refusals, pages."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hehuo.notices.queries import copied_to, waiting_for
from hehuo.programme import reward_payments as money
from hehuo.programme import reward_tables, rewards, steps
from hehuo.programme.models import RewardBand, RewardClawback, RewardScheme
from hehuo.programme.templatetags.programme import yuan

pytestmark = pytest.mark.django_db


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=8), st.integers(0, 10**10), st.integers(0, 999))
def test_granting_one_after_another_spends_the_budget_to_the_cent(table, budget, order):
    left, spent, rows = budget, 0, list(table)
    Random(order).shuffle(rows)
    while rows:
        amount = rewards.within(left, rows)[0]
        assert 0 <= amount <= rows[0]
        left, spent = left - amount, spent + amount
        rows.pop(0)
    assert spent == min(budget, sum(table))


def table_of(stage, name="办法", **span) -> RewardScheme:
    made = reward_tables.draft_scheme(name, [(1, 100_00, False)], by=stage.office, **span)
    return reward_tables.approve_scheme(made, by=stage.leader)


def test_a_table_holds_within_its_validity_both_days_included(stage):
    today = timezone.localdate()
    first = table_of(stage, valid_from=today - timedelta(9), valid_to=today + timedelta(9))
    for day, found in ((-10, None), (-9, first), (0, first), (9, first), (10, None)):
        assert rewards.scheme_in_force(today + timedelta(day)) == found
    second = table_of(stage, valid_from=today + timedelta(5))
    for day, found in ((0, first), (4, first), (5, second), (99, second)):
        assert rewards.scheme_in_force(today + timedelta(day)) == found
    first.refresh_from_db()
    assert [first.standing(today), second.standing(today)] == ["current", "future"]
    with pytest.raises(ValidationError, match="有效期止不能早于"):
        reward_tables.draft_scheme(
            "办法", [(1, 1, False)], by=stage.office, valid_from=today, valid_to=today - timedelta(1)
        )


def test_without_a_word_it_holds_from_approval_on_without_end(stage):
    scheme = table_of(stage)
    assert (scheme.valid_from, scheme.valid_to) == (timezone.localdate(), None)
    campaign = stage.at("confirmed")
    with pytest.raises(ValidationError, match="在有效期内"):
        steps.approve_reward(campaign, by=stage.leader, at=stage.later())


def test_a_simulation_adds_up_by_band_and_within_the_budget(stage):
    scheme = stage.scheme(budget=500_01)
    RewardBand.objects.filter(scheme=scheme, from_households=1).update(amount_fen=333_33)
    units = [(stage.unit, 20), (stage.unit, 199), (stage.unit, 0), (stage.unit, 250)]
    result = rewards.simulate(scheme, units)
    assert [line[2] for line in result.lines] == [333_33, 333_33, 0, 250 * 1_000_00]
    assert (result.amount_fen, result.left_fen) == (500_01, 500_01)
    assert (
        result.table_fen
        == result.amount_fen + result.short_fen
        == sum(band.table_fen for band in result.bands)
    )
    assert {(band.band.from_households if band.band else None): band.units for band in result.bands} == {
        1: 2,
        200: 1,
        None: 1,
    }
    assert not RewardScheme.objects.get(pk=scheme.pk).grants.exists()


def test_finance_clears_once_and_never_its_own_approval(stage):
    grant = stage.at("reward_pending").grant
    for user in (stage.leader, stage.office, stage.secretary):
        with pytest.raises(PermissionDenied):
            money.clear_grant(grant, by=user, payee="某县财政局")
    with pytest.raises(ValidationError, match="收款单位"):
        money.clear_grant(grant, by=stage.finance, payee=" ")
    assert money.clear_grant(grant, by=stage.finance, payee="某县财政局").cleared_by == stage.finance
    with pytest.raises(ValidationError, match="已经审核"):
        money.clear_grant(grant, by=stage.finance, payee="某县财政局")


def asked(user) -> list[str]:
    return [line.title.partition("：")[0] for line in waiting_for(user)]


def test_finance_is_asked_for_what_waits_and_not_longer(stage):
    campaign = stage.at("reward_pending")
    assert asked(stage.finance) == ["请审核奖补拨付"]
    money.clear_grant(campaign.grant, by=stage.finance, payee="某县财政局")
    assert asked(stage.finance) == ["已审核，请拨付奖补并登记凭证"]
    steps.pay_reward(campaign, by=stage.finance, voucher_no="BK-1", at=stage.later())
    assert asked(stage.finance) == []


def test_a_claw_back_is_asked_for_step_by_step(stage, paid):
    back = money.propose_clawback(paid, by=stage.office, amount_fen=100, reason="整改不到位")
    assert asked(stage.finance) == ["请决定是否追回奖补"]
    due = timezone.localdate() + timedelta(30)
    money.decide_clawback(
        back, by=stage.finance, amount_fen=100, decision_no="决〔1〕", opinion="追回", due_on=due
    )
    assert [(line.title.partition("：")[0], line.due) for line in waiting_for(stage.finance)] == [
        ("请收回奖补并登记收款凭证", due)
    ]
    for user in (stage.office, stage.leader):
        assert [line.title.partition("：")[0] for line in copied_to(user)] == ["市财政决定追回 1.00 元"]
    money.record_return(back, by=stage.finance, receipt_no="SK-1")
    assert asked(stage.finance) == []


@pytest.fixture
def paid(stage):
    """A grant that is paid to a unit which is then suspended."""
    campaign = stage.at("rewarded")
    with pytest.raises(ValidationError, match="限期整改或撤销"):
        money.propose_clawback(campaign.grant, by=stage.office, amount_fen=1, reason="反弹")
    steps.suspend(
        campaign, by=stage.office, reason="反弹", due_on=stage.clock + timedelta(30), at=stage.later()
    )
    return campaign.grant


def test_claw_back_is_proposed_decided_by_finance_and_received(stage, paid):
    full = paid.amount_fen
    for amount in (0, full + 1):
        with pytest.raises(ValidationError, match="不超过"):
            money.propose_clawback(paid, by=stage.office, amount_fen=amount, reason="反弹")
    with pytest.raises(PermissionDenied):
        money.propose_clawback(paid, by=stage.finance, amount_fen=full, reason="反弹")
    back = money.propose_clawback(paid, by=stage.office, amount_fen=full, reason="整改不到位")
    with pytest.raises(ValidationError, match="已经提出"):
        money.propose_clawback(paid, by=stage.office, amount_fen=full, reason="再提")
    with pytest.raises(PermissionDenied, match="市财政"):
        money.decide_clawback(
            back, by=stage.leader, amount_fen=1, decision_no="1", opinion="是", due_on=date.max
        )
    with pytest.raises(ValidationError, match="收回期限"):
        money.decide_clawback(back, by=stage.finance, amount_fen=full, decision_no="1", opinion="是")
    with pytest.raises(ValidationError, match="没有待收回"):
        money.record_return(back, by=stage.finance, receipt_no="1")
    due = timezone.localdate() + timedelta(30)
    money.decide_clawback(
        back, by=stage.finance, amount_fen=full - 1, decision_no="决〔1〕", opinion="部分追回", due_on=due
    )
    with pytest.raises(ValidationError, match="已经作出决定"):
        money.decide_clawback(back, by=stage.finance, amount_fen=0, decision_no="", opinion="不追回")
    with pytest.raises(ValidationError, match="凭证号"):
        money.record_return(back, by=stage.finance, receipt_no=" ")
    done = money.record_return(back, by=stage.finance, receipt_no="SK-1")
    assert (done.state, done.decided_fen) == ("returned", full - 1)
    assert rewards.returned_fen(rewards.grants()) == full - 1


def test_finance_may_decide_to_take_nothing_back(stage, paid):
    back = money.propose_clawback(paid, by=stage.leader, amount_fen=1, reason="反弹")
    assert (
        money.decide_clawback(back, by=stage.finance, amount_fen=0, decision_no="", opinion="已整改").state
        == "declined"
    )
    assert rewards.returned_fen(rewards.grants()) == 0


def test_the_pages_lead_through(stage, paid, client):
    client.force_login(stage.office)
    assert "建议追回" in client.get("/campaigns/rewards/").content.decode()
    url = f"/campaigns/rewards/grants/{paid.pk}/clawback/"
    assert "最多两位小数" in client.post(url, {"amount_fen": "1.005", "reason": "x"}).content.decode()
    assert client.post(url, {"amount_fen": "100.05", "reason": "整改不到位"}).status_code == 302
    assert (
        "由市财政决定"
        in client.post(url, {"amount_fen": "1", "decision_no": "1", "opinion": "1"}).content.decode()
    )
    client.force_login(stage.finance)
    day = f"{timezone.localdate() + timedelta(9)}"
    client.post(url, {"amount_fen": "100.05", "decision_no": "决〔1〕", "opinion": "追回", "due_on": day})
    assert client.post(url, {"receipt_no": "SK-1", "on": ""}).status_code == 302
    assert RewardClawback.objects.get().state == "returned"
    page = client.get("/campaigns/rewards/").content.decode()
    assert "已收回" in page and "100.05" in page
    told = client.get(url).content.decode()
    assert "SK-1" in told and "决〔1〕" in told and '<form method="post" class="panel' not in told
    assert "资金缺口" in client.get(f"/campaigns/rewards/{paid.scheme_id}/").content.decode()
    client.force_login(stage.secretary)
    assert client.get(url).status_code == 403


def test_finance_sees_what_it_clears_and_pays_from_the_ledger(stage, client):
    grant = stage.at("reward_pending").grant
    client.force_login(stage.finance)
    page = client.get(reverse("reward-clear", args=[grant.pk])).content.decode()
    for words in (
        f"{grant.scale_households} 户",
        yuan(grant.amount_fen),
        str(grant.approved_by),
        "审核通过",
        "登记拨付凭证号",
    ):
        assert words in page
    pay = reverse("campaign-step", args=[grant.campaign_id, "pay-reward"])
    listed = client.get(reverse("reward-schemes")).content.decode()
    assert "审核以后拨付" in listed and pay not in listed and "待审核或拨付" in listed
    money.clear_grant(grant, by=stage.finance, payee="某县财政局")
    assert pay in client.get(reverse("reward-schemes")).content.decode()
    client.force_login(stage.leader)
    assert pay not in client.get(reverse("reward-schemes")).content.decode()
