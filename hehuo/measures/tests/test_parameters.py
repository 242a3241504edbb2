"""Dates and thresholds that the texts are given."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from hehuo.measures.parameters import KNOWN, definitions_at, months_from, parameters_for, years_before
from hehuo.measures.windows import half_year_windows, month_windows, quarter_windows

EDITION = [
    {
        "from": "2018-05-26",
        "values": {"working_age_to": 60, "labour_includes_weak_half": True, "unheard_of": "x"},
    },
    {"from": "2019-01-01", "values": {"working_age_to": 65}},
]


def test_definitions_take_effect_on_their_day():
    assert definitions_at(EDITION, date(2018, 12, 31))["working_age_to"] == 60
    assert definitions_at(EDITION, date(2019, 1, 1))["working_age_to"] == 65


def test_every_known_parameter_is_made():
    assert set(parameters_for(EDITION, date(2018, 12, 31))) == KNOWN


@pytest.mark.parametrize(
    ("day", "born", "is_sixteen"),
    [
        (date(2018, 2, 28), date(2002, 2, 28), True),
        (date(2018, 2, 28), date(2002, 3, 1), False),
        (date(2018, 12, 31), date(2002, 12, 31), True),
        (date(2018, 12, 31), date(2003, 1, 1), False),
        (date(2020, 2, 29), date(2004, 2, 29), True),
        (date(2020, 2, 28), date(2004, 2, 29), False),
        (date(2022, 2, 28), date(2006, 2, 28), True),
    ],
)
def test_sixteenth_birthday_counts_from_its_day(day, born, is_sixteen):
    assert (born <= years_before(day, 16)) is is_sixteen


def test_leap_day_birthdays_count_on_the_first_of_march():
    assert not date(2000, 2, 29) <= years_before(date(2018, 2, 28), 18)
    assert date(2000, 2, 29) <= years_before(date(2018, 3, 1), 18)


def test_months_end_at_the_last_day():
    assert months_from(date(2018, 8, 31), -6) == date(2018, 2, 28)
    assert months_from(date(2019, 8, 31), 6) == date(2020, 2, 29)


def test_confirmation_reaches_back_thirty_one_days():
    made = parameters_for([], date(2018, 12, 31))
    assert made["confirmed_since"] == date(2018, 11, 30)
    assert made["as_of"] - made["zero_case_since"] == timedelta(days=30)


@pytest.mark.parametrize(
    ("launched", "as_of", "codes"),
    [
        (date(2018, 5, 31), date(2018, 12, 30), []),
        (date(2018, 5, 31), date(2018, 12, 31), [20182]),
        (date(2018, 4, 2), date(2018, 6, 30), [20181]),
        (date(2018, 4, 3), date(2018, 6, 30), []),
        (date(2018, 7, 1), date(2019, 7, 1), [20182, 20191]),
    ],
)
def test_half_years_count_when_they_have_passed(launched, as_of, codes):
    assert [w.code for w in half_year_windows(launched, as_of, 90)] == codes


def test_quarters_and_months_are_the_last_ones_that_are_over():
    quarters = quarter_windows(date(2018, 5, 31), date(2018, 11, 30), 90)
    assert [(w.code, w.since_launch) for w in quarters] == [
        (20174, False),
        (20181, False),
        (20182, False),
        (20183, True),
    ]
    assert quarters[-1].ends_on == date(2018, 10, 1)
    months = month_windows(date(2018, 5, 31), date(2018, 11, 30), 90)
    assert (months[0].code, months[-1].code, len(months)) == (201712, 201811, 12)
    assert sum(w.since_launch for w in months) == 6


@pytest.mark.parametrize(
    "as_of", [date(2018, 12, 30), date(2018, 12, 31), date(2019, 1, 1), date(2020, 2, 29)]
)
def test_trailing_windows_touch_and_end_by_the_day(as_of):
    for windows in (quarter_windows(date(2010, 1, 1), as_of, 90), month_windows(date(2010, 1, 1), as_of, 90)):
        assert all(a.ends_on == b.starts_on for a, b in pairwise(windows))
        assert windows[-1].ends_on <= as_of + timedelta(days=1)
        assert (as_of - windows[-1].ends_on).days < 92
