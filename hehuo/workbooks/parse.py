"""Cell parsers: a raw cell in, a value out, or `Wrong` with what to do about it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any
from unicodedata import normalize

from django.db import models

from hehuo.records import numbers
from hehuo.records.display import is_money
from hehuo.records.sealed import SealedField

Parser = Callable[[Any], Any]
BLANKS = re.compile(r"[\s\u3000\u200b-\u200f\ufeff]+")
SCIENTIFIC = re.compile(r"\d(\.\d+)?[eE]\+?\d{2}")
DATE_FORM = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?: \d{1,2}:\d{2}(:\d{2})?)?|(\d{4})(\d{2})(\d{2})"
)
FORMULA_ERRORS = ("#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#N/A", "#NUM!", "#NULL!", "#未计算")
EXCEL_EPOCH = date(1899, 12, 30)
DAMAGED = "这一格是数字格式，号码的后几位已被表格软件改成 0，无法还原。请把整列设为“文本”格式，对照证件重新录入（可用本系统的模板）。"
YES = {"是", "有", "1", "y", "yes", "true", "√", "对"}
NO = {"否", "无", "0", "n", "no", "false", "×", "没有"}


class Wrong(Exception):
    """A cell that cannot be taken; the message says what to do."""


def plain_text(value: Any) -> str:
    """The cell as text without blanks around; whole numbers without `.0`."""
    if isinstance(value, str):
        text = value.strip("\u3000\u200b\ufeff \t\r\n\xa0")
        return text[1:] if text[:1] == "'" and text[1:2] in "=+-@" else text
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}" if value.time() == time() else f"{value:%Y-%m-%d %H:%M}"
    return str(value)


def code_text(value: Any) -> str:
    """A number written as text: half-width, upper case, without blanks."""
    return BLANKS.sub("", normalize("NFKC", plain_text(value))).upper()


def text(longest: int = 0) -> Parser:
    """Free text up to `longest` characters."""

    def read(value: Any) -> str:
        found = value if type(value) is str and value.isalnum() else plain_text(value)
        if longest and len(found) > longest:
            raise Wrong(f"内容有 {len(found)} 个字，最多 {longest} 个字，请缩短。")
        if "＊＊＊" in found or "**" in found:
            raise Wrong("这是导出时隐藏过的内容，不能再导入。请填写完整内容，或清空这一格（清空表示不改）。")
        return found

    return read


def id_number(value: Any) -> str:
    """Citizen number, GB 11643."""
    if isinstance(value, (int, float)) and value >= 1e15:
        raise Wrong(DAMAGED)
    found = (
        value
        if type(value) is str and len(value) == 18 and value.isalnum() and value.isascii()
        else code_text(value)
    )
    if SCIENTIFIC.fullmatch(found):
        raise Wrong(DAMAGED)
    if "*" in found:
        raise Wrong("这是隐藏过的号码，请填写完整号码，或清空这一格（清空表示不改）。")
    if len(found) == 15 and found.isdigit():
        raise Wrong("这是 15 位的旧号码，请填写 18 位公民身份号码。")
    problem = numbers.id_problem(found)
    if problem:
        raise Wrong(problem)
    return found


def phone(value: Any) -> str:
    """Mobile or landline number."""
    found = code_text(value)
    if "*" in found:
        raise Wrong("这是隐藏过的号码，请填写完整号码，或清空这一格（清空表示不改）。")
    found = found.removeprefix("+86").replace("-", "") if found.lstrip("+").startswith(("86", "1")) else found
    problem = numbers.phone_problem(found)
    if problem:
        raise Wrong(problem)
    return found


def uscc(value: Any) -> str:
    """Unified social credit code, GB 32100."""
    found = code_text(value)
    problem = numbers.uscc_problem(found)
    if SCIENTIFIC.fullmatch(found):
        raise Wrong(DAMAGED)
    if problem:
        raise Wrong(problem)
    return found


@lru_cache(maxsize=50_000)
def _date_from_text(found: str) -> date:
    match = DATE_FORM.fullmatch(BLANKS.sub(" ", normalize("NFKC", found)).strip())
    if match is None:
        raise Wrong("看不出是哪一天。请写成 2026-01-05 这样的年月日。")
    year, month, day = (
        (int(part) for part in match.group(1, 2, 3) if part)
        if match.group(1)
        else (int(p) for p in match.group(5, 6, 7))
    )
    try:
        return date(year, month, day)
    except ValueError:
        raise Wrong(
            f"{year}年{month}月没有 {day} 日，请核对日期。"
            if 1 <= month <= 12
            else f"没有 {month} 月，请核对日期。"
        ) from None


def day(value: Any) -> date:
    """A date: real date cells, serial numbers, and the usual ways of writing."""
    if type(value) is str:
        found = _date_from_text(value)
    elif isinstance(value, datetime):
        found = value.date()
    elif isinstance(value, date):
        found = value
    elif isinstance(value, (int, float)) and 10_000_000 < value < 99_991_232:
        found = _date_from_text(str(int(value)))
    elif isinstance(value, (int, float)) and 1 <= value < 80_000:
        found = EXCEL_EPOCH + timedelta(days=int(value))
    else:
        raise Wrong("看不出是哪一天。请写成 2026-01-05 这样的年月日。")
    if not 1900 <= found.year <= 2100:
        raise Wrong(f"年份 {found.year} 不合理，请核对日期。")
    return found


def integer(lowest: int | None = None) -> Parser:
    """A whole number."""

    def read(value: Any) -> int:
        if type(value) is float and value.is_integer():
            found = int(value)
        else:
            try:
                found = int(code_text(value).replace(",", "").removesuffix(".0"))
            except ValueError:
                raise Wrong("这里要填整数。") from None
        if lowest is not None and found < lowest:
            raise Wrong(f"不能小于 {lowest}。")
        return found

    return read


def decimal(digits: int = 12, places: int = 2) -> Parser:
    """A number with at most `places` decimals."""

    def read(value: Any) -> Decimal:
        try:
            found = Decimal(code_text(value).replace(",", ""))
            if not found.is_finite():
                raise Wrong("这里要填数字。")
            rounded = found.quantize(Decimal(1).scaleb(-places))
        except InvalidOperation:
            raise Wrong("这里要填数字。") from None
        if abs(found - rounded) > Decimal("1e-9") and not isinstance(value, float):
            raise Wrong(f"最多 {places} 位小数。")
        if len(rounded.as_tuple().digits) > digits:
            raise Wrong("数字太大，请核对单位。")
        return rounded

    return read


def yuan(value: Any) -> int:
    """Money written in yuan, kept in fen; ¥, 元 and thousands commas do not matter."""
    found = (
        code_text(value).removeprefix("¥").removeprefix("￥").removesuffix("元")
        if isinstance(value, str)
        else value
    )
    return int(decimal(16, 2)(found).scaleb(2))


def choice(options: Sequence[tuple[Any, Any]]) -> Parser:
    """A label or a code of a list; blanks and full-width forms do not matter."""
    known: dict[str, Any] = {}
    for code, label in options:
        known |= {code_text(code): code, code_text(label): code}
    listed = "、".join(str(label) for _, label in options)

    def read(value: Any) -> Any:
        try:
            return known[value if type(value) is str and value in known else code_text(value)]
        except KeyError:
            raise Wrong(f"只能填：{listed}。") from None

    return read


def yes_no(value: Any) -> bool:
    """是 or 否 in the usual forms."""
    if isinstance(value, bool):
        return value
    found = code_text(value).lower()
    if found in YES or found in NO:
        return found in YES
    raise Wrong("只能填：是、否。")


def parser_for(field: models.Field) -> Parser:
    """The parser that suits a model field, when a column names none."""
    if field.choices:
        return choice(field.flatchoices)
    if isinstance(field, SealedField):
        return {"id": id_number, "phone": phone}.get(field.kind, code_text)
    if isinstance(field, models.BooleanField):
        return yes_no
    if isinstance(field, models.DateField):
        return day
    if isinstance(field, models.DecimalField):
        return decimal(field.max_digits, field.decimal_places)
    if is_money(field):
        return yuan
    if isinstance(field, models.IntegerField):
        return integer(0 if "Positive" in type(field).__name__ else None)
    return text(field.max_length or 0)
