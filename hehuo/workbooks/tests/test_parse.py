"""Cell parsers: what goes in comes out, and nothing but `Wrong` is ever raised."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hehuo.records.numbers import ID_CHECKS, ID_WEIGHTS
from hehuo.workbooks import parse

steady = settings(derandomize=True, max_examples=200, deadline=None)
ANYTHING = st.one_of(
    st.text(max_size=30), st.floats(), st.integers(), st.booleans(), st.dates(), st.datetimes(), st.text("0123456789XxＸ－,.¥元Ee+-/年月日 \u3000", max_size=22)
)  # fmt: skip
PARSERS = {
    "text": parse.text(10), "id": parse.id_number, "phone": parse.phone, "uscc": parse.uscc, "day": parse.day,
    "integer": parse.integer(0), "decimal": parse.decimal(8, 2), "yuan": parse.yuan,
    "choice": parse.choice([("1", "男"), ("2", "女")]), "yes_no": parse.yes_no,
}  # fmt: skip
DAYS = st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 12, 31))


def answer(parser, value) -> str:
    """What is told about a cell."""
    try:
        return f"{parser(value)!r}。"
    except parse.Wrong as problem:
        return str(problem)


@pytest.mark.parametrize("name", PARSERS)
@steady
@given(value=ANYTHING)
def test_whatever_stands_in_a_cell_is_read_or_told(name, value):
    assert answer(PARSERS[name], value).endswith("。")


@steady
@given(day=DAYS)
def test_every_way_to_write_a_day_gives_that_day(day):
    for text in (
        f"{day:%Y-%m-%d}", f"{day:%Y/%m/%d}", f"{day:%Y%m%d}", f"{day.year}.{day.month}.{day.day}",
        f"{day.year}年{day.month}月{day.day}日", f" {day:%Y-%m-%d} 00:00:00",
    ):  # fmt: skip
        assert parse.day(text) == day
    assert parse.day(datetime.datetime.combine(day, datetime.time(8))) == day
    serial = (day - parse.EXCEL_EPOCH).days
    if 1 <= serial < 80_000:
        assert parse.day(float(serial)) == day


@steady
@given(year=st.integers(1900, 2100), month=st.integers(1, 19), number=st.integers(1, 39))
def test_impossible_days_are_told(year, month, number):
    try:
        expected = datetime.date(year, month, number)
    except ValueError:
        with pytest.raises(parse.Wrong, match="没有"):
            parse.day(f"{year}-{month}-{number}")
    else:
        assert parse.day(f"{year}-{month}-{number}") == expected


@steady
@given(fen=st.integers(-(10**13), 10**13))
def test_money_goes_in_in_yuan_and_is_kept_in_fen(fen):
    written = Decimal(fen).scaleb(-2)
    assert parse.yuan(str(written)) == fen
    assert parse.yuan(f"{written:,}元") == fen
    if abs(fen) < 10**11:
        assert parse.yuan(float(written)) == fen


def test_half_a_fen_is_refused():
    with pytest.raises(parse.Wrong, match="最多 2 位小数"):
        parse.yuan("0.005")


@steady
@given(day=st.dates(datetime.date(1900, 1, 1), datetime.date(2020, 12, 31)), serial=st.integers(0, 999))
def test_a_citizen_number_is_taken_only_with_its_own_check_digit(day, serial):
    body = f"520203{day:%Y%m%d}{serial:03d}"
    check = ID_CHECKS[sum(int(d) * w for d, w in zip(body, ID_WEIGHTS, strict=True)) % 11]
    assert parse.id_number(f" {body}{check.lower()} ") == body + check
    for other in ID_CHECKS:
        if other != check:
            with pytest.raises(parse.Wrong, match="校验位不对"):
                parse.id_number(body + other)


@pytest.mark.parametrize("value", [5.20203e17, "5.20203E+17", "5.20203198001011E+17", 520203198001011200])
def test_a_number_that_the_spreadsheet_has_damaged_is_told_to_be_lost(value):
    with pytest.raises(parse.Wrong, match="设为“文本”格式"):
        parse.id_number(value)
