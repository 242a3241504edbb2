"""The year from scorecards: days, shares by own sums, short and strong, what nobody decided is neither."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from hehuo.assessment.tests.test_planner import card_of, edition_of
from hehuo.assessment.yearly import Share, days_of, plan_year, year_of
from hehuo.measures.runner import Counts

START, END = date(2019, 12, 31), date(2020, 12, 31)


@pytest.mark.parametrize(
    ("year", "today", "number", "last"),
    [
        (2020, date(2026, 11, 24), 5, date(2020, 12, 31)),
        (2020, date(2020, 12, 31), 5, date(2020, 12, 31)),
        (2026, date(2026, 11, 24), 5, date(2026, 11, 24)),
        (2026, date(2026, 9, 30), 4, date(2026, 9, 30)),
        (2026, date(2026, 1, 1), 2, date(2026, 1, 1)),
    ],
)
def test_quarter_ends_that_are_over_and_today(year, today, number, last):
    days = days_of(year, today)
    assert (len(days), days[0], days[-1]) == (number, date(year - 1, 12, 31), last)
    assert days == sorted(set(days))


def test_the_year_that_people_look_back_on():
    assert [plan_year(date(2020, 3, 1)), plan_year(date(2020, 8, 1))] == [2019, 2020]


def counts(met_a: int, met_b: int, met_c: int = 0, total_c: int = 0) -> dict[str, Counts]:
    return {
        name: Counts(total, met, total, met)
        for name, met, total in (("a", met_a, 4), ("b", met_b, 4), ("c", met_c, total_c))
    }


@pytest.fixture
def year():
    """Two counties; item 1: a (1.5 points, linear) and c without data; item 2: b (1.2 points, none unmet)."""
    edition = edition_of([("linear", "a"), ("linear", "c")], [("none", "b")])
    cards = {
        START: {1: card_of(edition, counts(1, 4)), 2: card_of(edition, counts(4, 4)), 3: card_of(edition, counts(0, 0))},
        END: {1: card_of(edition, counts(2, 3)), 2: card_of(edition, counts(4, 4)), 3: card_of(edition, counts(0, 4))},
    }  # fmt: skip
    return year_of(cards, {1: ("X", "甲县"), 2: ("X", "甲县"), 3: ("Y", "乙县")})


def test_shares_are_points_of_what_can_be_counted(year):
    one, two = year.items
    assert one.shares == [Share(Decimal("1.88"), Decimal("4.5")), Share(Decimal("2.25"), Decimal("4.5"))]
    assert one.percents == [Decimal("41.8"), Decimal("50.0")] and one.change == Decimal("8.2")
    assert two.percents == [Decimal("66.7"), Decimal("66.7")] and two.change == 0
    assert (year.risen(), year.fallen()) == ([one], [])


def test_counties_add_up_their_settlements(year):
    first, second = year.counties
    assert (first.title, second.title) == ("甲县", "乙县")
    assert first.shares[0] == Share(Decimal("4.28"), Decimal("5.4"))
    assert second.percents == [Decimal("0.0"), Decimal("44.4")]
    whole = sum((c.shares[-1] for c in year.counties), Share())
    assert whole == sum((i.shares[-1] for i in year.items), Share())
    assert year.by_county["Y"][2] == Share(Decimal("1.20"), Decimal("1.2"))


def test_totals_are_the_mean_of_the_scorecards(year):
    assert year.totals == [Decimal("1.4"), Decimal("1.6")]


def test_short_is_what_can_be_counted_and_is_low(year):
    assert [(s.code, s.places, s.met, s.total) for s in year.short] == [("1.1", 2, 6, 12)]
    assert year.strong == []


def test_strong_is_full_wherever_it_can_be_counted():
    edition = edition_of([("linear", "a"), ("linear", "c")])
    cards = {
        day: {1: card_of(edition, counts(4, 0)), 2: card_of(edition, counts(4, 0))} for day in (START, END)
    }
    found = year_of(cards, {1: ("X", "甲县"), 2: ("X", "甲县")})
    assert [s.code for s in found.strong] == ["1.1"] and found.short == []
    assert found.items[0].change == 0
