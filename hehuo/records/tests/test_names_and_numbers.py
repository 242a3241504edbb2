"""Names (also with a dot), pinyin initials, masks, and national numbers with their check digits."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hehuo.records.names import initials, mask_name
from hehuo.records.numbers import (
    ID_CHECKS,
    ID_WEIGHTS,
    USCC_ALPHABET,
    USCC_VALUES,
    id_birth,
    id_problem,
    id_sex,
    phone_problem,
    uscc_problem,
)

steady = settings(derandomize=True, max_examples=200, deadline=None)
HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("张小明", "zxm"), ("六盘水", "lps"), ("曾国强", "zgq"), ("单雄信", "sxx"), ("仇英", "qy"), ("查良镛", "zly"),
        ("覃丽华", "qlh"), ("尉迟恭", "ycg"), ("欧阳修", "oyx"), ("解缙", "xj"), ("区寄", "oj"), ("朴素", "ps"),
        ("吐尔逊·买买提", "texmmt"), ("阿依古丽•热合曼", "aygl"), ("A座3单元", "az3dy"), ("", ""),
    ],
)  # fmt: skip
def test_initials(name, found):
    assert initials(name).startswith(found)
    assert bool(initials(name)) == bool(found)


@steady
@given(name=HAN)
def test_initials_are_one_small_letter_a_character(name):
    found = initials(name)
    assert found == found.lower()
    assert len(found) <= len(name)
    assert found.isalnum() or not found


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("张小明", "张*明"),
        ("张明", "张*"),
        ("欧阳小明", "欧*明"),
        ("吐尔逊·买买提", "吐*提"),
        ("张", "*"),
        ("", ""),
    ],
)
def test_mask_of_a_name(name, shown):
    assert mask_name(name) == shown


@steady
@given(name=st.text(min_size=1, max_size=12))
def test_a_masked_name_never_shows_more_than_two_characters(name):
    shown = mask_name(name)
    assert len(shown) <= 3
    assert "*" in shown
    assert len(name) > 1 or shown == "*"


@steady
@given(day=st.dates(datetime.date(1880, 1, 1), datetime.date(2020, 1, 1)), serial=st.integers(0, 999))
def test_citizen_numbers(day, serial):
    body = f"520203{day:%Y%m%d}{serial:03d}"
    number = body + ID_CHECKS[sum(int(d) * w for d, w in zip(body, ID_WEIGHTS, strict=True)) % 11]
    assert id_problem(number) == ""
    assert id_birth(number) == day
    assert id_sex(number) == ("1" if serial % 2 else "2")
    for place in range(17):
        other = str((int(number[place]) + 1) % 10)
        assert id_problem(number[:place] + other + number[place + 1 :]), "one wrong digit is always noticed"
    for place in range(16):
        if number[place] != number[place + 1]:
            turned = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
            assert id_problem(turned), "two turned digits are always noticed"


@steady
@given(body=st.text(USCC_ALPHABET, min_size=17, max_size=17))
def test_unit_codes(body):
    total = sum(USCC_VALUES[char] * pow(3, place, 31) for place, char in enumerate(body))
    right = USCC_ALPHABET[(31 - total % 31) % 31]
    for char in USCC_ALPHABET:
        assert (uscc_problem(body + char) == "") is (char == right)


@steady
@given(text=st.text(max_size=20))
def test_checks_answer_on_any_text(text):
    for check in (id_problem, uscc_problem, phone_problem):
        assert check(text) == "" or check(text).endswith("。")


@pytest.mark.parametrize("number", ["13985801234", "0858-8322222", "01088888888"])
def test_phones(number):
    assert phone_problem(number) == ""
    assert phone_problem(number[:-4])


def test_digits_of_other_scripts_are_no_digits():
    arabic = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
    assert id_problem("11010519491231002X".translate(arabic))
    assert id_problem("11010519491231002X") == ""
    assert phone_problem("13985801234".translate(arabic))
