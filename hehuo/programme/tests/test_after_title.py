"""Rewards to the cent, yearly rechecks, suspension, revocation."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from hehuo.programme import reward_tables, rewards, steps
from hehuo.programme.models import RewardBand, RewardGrant, RewardScheme
from hehuo.programme.reward_payments import clear_grant
from hehuo.programme.views.rewards import fen

amounts = st.integers(0, 10**12)


@given(pool=amounts, weights=st.lists(amounts, max_size=30))
def test_shares_add_up_to_the_cent_and_none_is_off_by_more_than_one(pool, weights):
    shares = rewards.share_out(pool, weights)
    total = sum(weights)
    assert sum(shares) == (pool if total else 0)
    assert all(share >= 0 for share in shares)
    for share, weight in zip(shares, weights, strict=True):
        if total:
            assert abs(share * total - pool * weight) < total
        if not weight:
            assert not share


@given(pool=amounts, weights=st.lists(st.integers(1, 10**9), min_size=2, max_size=20))
def test_a_larger_unit_never_gets_less(pool, weights):
    ordered = sorted(weights, reverse=True)
    shares = rewards.share_out(pool, ordered)
    assert shares == sorted(shares, reverse=True)


def test_boundary_households_of_the_bands(stage):
    scheme = stage.scheme()
    assert rewards.table_amount(scheme, 0) == 0
    assert rewards.table_amount(scheme, 1) == rewards.table_amount(scheme, 199) == 10_000_00
    assert rewards.table_amount(scheme, 200) == 200 * 1_000_00


@pytest.mark.parametrize(
    ("typed", "wanted"), [("80,000.05", 8_000_005), ("0.01", 1), ("12", 1200), (" 3.10 ", 310)]
)
def test_yuan_are_read_to_the_cent(typed, wanted):
    assert fen(typed) == wanted


@pytest.mark.parametrize("typed", ["0.001", "-1", "NaN", "壹万", "1e400", ""])
def test_other_amounts_are_refused(typed):
    with pytest.raises(ValidationError):
        fen(typed)


def test_a_table_is_drafted_by_one_and_approved_by_another(stage):
    with pytest.raises(PermissionDenied):
        reward_tables.draft_scheme("办法", [(1, 100, False)], by=stage.county)
    with pytest.raises(ValidationError, match="重复"):
        reward_tables.draft_scheme("办法", [(1, 100, False), (1, 200, False)], by=stage.office)
    own = reward_tables.draft_scheme("办法", [(1, 100, False)], by=stage.leader)
    with pytest.raises(PermissionDenied, match="另一位领导"):
        reward_tables.approve_scheme(own, by=stage.leader)
    first = reward_tables.draft_scheme("办法", [(1, 100, False)], by=stage.office)
    with pytest.raises(PermissionDenied):
        reward_tables.approve_scheme(first, by=stage.office)
    reward_tables.approve_scheme(first, by=stage.leader)
    second = reward_tables.draft_scheme("办法", [(1, 200, False)], by=stage.office)
    reward_tables.approve_scheme(second, by=stage.leader)
    assert rewards.scheme_in_force() == second
    assert RewardScheme.objects.get(pk=first.pk).retired_on


def test_the_reward_follows_the_frozen_size_and_is_paid_by_another_once(stage):
    campaign = stage.at("confirmed")
    with pytest.raises(ValidationError, match="没有批准的、在有效期内的奖补办法"):
        steps.approve_reward(campaign, by=stage.leader, at=stage.later(0))
    stage.scheme()
    grant = steps.approve_reward(campaign, by=stage.leader, at=stage.later())
    assert (grant.scale_households, grant.amount_fen) == (20, 10_000_00)
    with pytest.raises(PermissionDenied):
        steps.pay_reward(campaign, by=stage.leader, voucher_no="1", at=stage.later(0))
    with pytest.raises(ValidationError, match="市财政在"):
        steps.pay_reward(campaign, by=stage.finance, voucher_no="1", at=stage.later(0))
    clear_grant(grant, by=stage.finance, payee="某县财政局", at=stage.later())
    with pytest.raises(ValidationError, match="凭证号"):
        steps.pay_reward(campaign, by=stage.finance, voucher_no=" ", at=stage.later(0))
    steps.pay_reward(campaign, by=stage.finance, voucher_no="PZ-9", at=stage.later())
    with pytest.raises(ValidationError):
        steps.pay_reward(campaign, by=stage.finance, voucher_no="PZ-9", at=stage.later())
    with pytest.raises(IntegrityError), transaction.atomic():
        RewardGrant.objects.filter(pk=grant.pk).update(amount_fen=grant.table_fen + 1)


def test_a_budget_caps_the_amount_and_no_band_means_no_reward(stage):
    campaign = stage.at("confirmed")
    scheme = stage.scheme(budget=3_333_33)
    assert [line.amount_fen for line in rewards.preview(scheme)] == [3_333_33]
    grant = steps.approve_reward(campaign, by=stage.leader, at=stage.later())
    assert grant.amount_fen == 3_333_33
    assert rewards.left_in(scheme) == 0


def test_a_size_without_a_band_is_told(stage):
    campaign = stage.at("confirmed")
    scheme = stage.scheme()
    RewardBand.objects.filter(scheme=scheme, from_households=1).update(from_households=21)
    with pytest.raises(ValidationError, match="没有 20 户这一档"):
        steps.approve_reward(campaign, by=stage.leader, at=stage.later())


def test_once_a_year_and_a_rewarded_unit_stays_rewarded(stage):
    campaign = stage.at("rewarded")
    steps.start_recheck(campaign, by=stage.office, at=stage.later())
    recheck = steps.finish_recheck(campaign, by=stage.office, kept=True, opinion="保持", at=stage.later())
    assert (campaign.state, recheck.result) == ("rewarded", "kept")
    with pytest.raises(ValidationError, match="已经复查"):
        steps.start_recheck(campaign, by=stage.office, at=stage.later())
    steps.start_recheck(campaign, by=stage.office, at=stage.later(366))
    with pytest.raises(ValidationError, match="整改期限"):
        steps.finish_recheck(campaign, by=stage.office, kept=False, opinion="反弹", at=stage.later())
    due = stage.clock + timedelta(days=30)
    steps.finish_recheck(campaign, by=stage.office, kept=False, opinion="反弹", due_on=due, at=stage.later())
    assert (campaign.state, campaign.due_on) == ("suspended", due)
    steps.start_recheck(campaign, by=stage.office, at=stage.later())
    assert campaign.rechecks.count() == 3


def test_a_revocation_needs_a_hearing_and_the_leader(stage):
    campaign = stage.at("suspended")
    with pytest.raises(PermissionDenied):
        steps.revoke(
            campaign, by=stage.office, reason="无效", heard_on=stage.clock, hearing="听", at=stage.later(0)
        )
    with pytest.raises(ValidationError, match="听取"):
        steps.revoke(campaign, by=stage.leader, reason="无效", heard_on=None, hearing="", at=stage.later(0))
    with pytest.raises(ValidationError, match="听取"):
        steps.revoke(
            campaign,
            by=stage.leader,
            reason="无效",
            heard_on=stage.clock + timedelta(days=9),
            hearing="听",
            at=stage.later(0),
        )
    steps.revoke(
        campaign, by=stage.leader, reason="无效", heard_on=stage.clock, hearing="已听取", at=stage.later()
    )
    assert campaign.state == "revoked"
    assert campaign.rechecks.get().result == "revoked"
