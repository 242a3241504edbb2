"""Sharing out money and shares: nothing is lost, order does not matter, nobody gives what is not there."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hehuo.property.allocation import allocate
from hehuo.property.hundredths import HundredthsField
from hehuo.property.shares.queries import balances_of

SHARES = st.dictionaries(
    st.integers(1, 500), st.integers(0, 10**6).map(lambda n: Decimal(n).scaleb(-2)), min_size=1, max_size=30
)
TOTALS = st.integers(0, 10**11)
FEW = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def has_shares(shares):
    return any(shares.values())


@FEW
@given(TOTALS, SHARES.filter(has_shares))
def test_amounts_add_up_to_the_fen_and_nobody_is_a_fen_off_the_quota(total, shares):
    amounts = allocate(total, shares)
    assert sum(amounts.values()) == total
    assert set(amounts) == set(shares)
    whole = sum(shares.values())
    for holder, fen in amounts.items():
        assert abs(fen - total * shares[holder] / whole) < 1
        assert fen >= 0


@FEW
@given(TOTALS, SHARES.filter(has_shares), st.randoms(use_true_random=False))
def test_the_order_of_the_holders_does_not_matter(total, shares, random):
    mixed = list(shares.items())
    random.shuffle(mixed)
    assert allocate(total, dict(mixed)) == allocate(total, shares)


@FEW
@given(TOTALS, SHARES.filter(has_shares))
def test_more_shares_never_bring_less(total, shares):
    amounts = allocate(total, shares)
    ranked = sorted(shares, key=lambda holder: shares[holder])
    assert all(amounts[low] <= amounts[high] + (shares[low] == shares[high]) for low, high in pairwise(ranked))  # fmt: skip


@pytest.mark.parametrize(
    ("total", "shares", "wanted"),
    [
        (100, {1: 1, 2: 1, 3: 1}, {1: 34, 2: 33, 3: 33}),  # a tie: the lower number first
        (100, {3: 1, 2: 1, 1: 1}, {1: 34, 2: 33, 3: 33}),
        (1, {7: 1, 8: 2}, {7: 0, 8: 1}),  # one fen to the larger remainder
        (10, {1: Decimal("0.01"), 2: Decimal("0.99")}, {1: 0, 2: 10}),
        (0, {1: 5, 2: 0}, {1: 0, 2: 0}),
        (0, {}, {}),
        (9, {1: 0, 2: 3}, {1: 0, 2: 9}),  # no shares, no money
    ],
)
def test_known_allocations(total, shares, wanted):
    assert allocate(total, shares) == wanted


@pytest.mark.parametrize(("total", "shares"), [(-1, {1: 1}), (5, {}), (5, {1: 0}), (5, {1: -1, 2: 3})])
def test_what_cannot_be_allocated_is_refused(total, shares):
    with pytest.raises(ValueError, match=r"allocated|share the total"):
        allocate(total, shares)


# -- the register ----------------------------------------------------------------------
HOLDERS = st.integers(1, 5)
MOVES = st.lists(
    st.tuples(HOLDERS | st.none(), HOLDERS | st.none(), st.integers(1, 10_000), st.integers(0, 30)),
    max_size=40,
)


def events_of(moves):
    return [
        SimpleNamespace(
            from_holder_id=giver, to_holder_id=taker, shares=Decimal(shares).scaleb(-2), day=date(2019, 1, 1) + timedelta(day)
        )
        for giver, taker, shares, day in moves
        if giver != taker
    ]  # fmt: skip


@FEW
@given(MOVES, st.integers(-1, 31))
def test_the_sum_of_all_shares_is_issues_less_exits_on_every_day(moves, day):
    events = [e for e in events_of(moves) if e.day <= date(2019, 1, 1) + timedelta(day)]
    issued = sum((e.shares for e in events if e.from_holder_id is None), Decimal(0))
    left = sum((e.shares for e in events if e.to_holder_id is None), Decimal(0))
    assert sum(balances_of(events).values(), Decimal(0)) == issued - left


@FEW
@given(MOVES, st.randoms(use_true_random=False))
def test_a_balance_does_not_depend_on_the_order_of_entry(moves, random):
    events = events_of(moves)
    mixed = events.copy()
    random.shuffle(mixed)
    assert balances_of(mixed) == balances_of(events)


@FEW
@given(st.integers(0, 10**9))
def test_hundredths_come_back_as_they_went(number):
    field = HundredthsField()
    assert field.get_prep_value(field.from_db_value(number, None, None)) == number
