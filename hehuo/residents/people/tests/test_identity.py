"""Names, numbers and ages as paper has them."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from hehuo.residents.people.identity import age_on, clean_name, clean_relation, read_identity
from hehuo.residents.tests.homes import id_number


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("阿依•木乃", "阿依·木乃"),
        ("阿依 . 木乃", "阿依·木乃"),
        ("张 明", "张明"),
        ("·张明", "张明"),
        ("阿的·伍各·莫", "阿的·伍各·莫"),
    ],
)
def test_names_keep_their_dot(typed, kept):
    assert clean_name(typed) == kept


@pytest.mark.parametrize(
    ("typed", "known"),
    [("妻", "配偶"), ("长子", "之子"), ("本人", "户主"), ("奶奶", "之祖母"), ("邻居", "其他")],
)
def test_relations_by_the_national_list(typed, known):
    assert clean_relation(typed) == known


@given(born=st.dates(date(1920, 1, 1), date(2020, 1, 1)), serial=st.integers(0, 999))
def test_a_number_tells_birthday_and_sex_and_one_wrong_digit_is_noticed(born, serial):
    number = id_number(born, serial)
    found = read_identity(f" {number.lower()} ")
    assert (found.birth, found.sex) == (born, "1" if serial % 2 else "2")
    wrong = number[:16] + str((int(number[16]) + 1) % 10) + number[17]
    with pytest.raises(ValidationError):
        read_identity(wrong)


@pytest.mark.parametrize(
    ("born", "day", "years"),
    [
        (date(2004, 2, 29), date(2020, 2, 28), 15), (date(2004, 2, 29), date(2020, 2, 29), 16),
        (date(2004, 2, 29), date(2022, 2, 28), 17), (date(2004, 2, 29), date(2022, 3, 1), 18), (date(2000, 6, 30), date(2016, 6, 30), 16),
    ],
)  # fmt: skip
def test_ages_by_birthday(born, day, years):
    assert age_on(born, day) == years
