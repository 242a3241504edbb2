"""National numbers: GB 11643 citizen numbers, GB 32100 unit codes, phones. Each check answers '' or what is wrong."""

from __future__ import annotations

import re
from datetime import date
from operator import mul

ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
ID_CHECKS = "10X98765432"
USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
USCC_VALUES = {char: place for place, char in enumerate(USCC_ALPHABET)}
ID_FORM = re.compile(r"[1-9]\d{16}[\dX]", re.ASCII)
PHONE_FORM = re.compile(r"1[3-9]\d{9}", re.ASCII)
LANDLINE_FORM = re.compile(r"0\d{2,3}-?\d{7,8}", re.ASCII)
SEVEN_DIGITS = re.compile(r"\d{7}", re.ASCII)
USCC_FORM = re.compile(r"[0-9A-HJ-NPQRTUWXY]{18}")


def id_birth(text: str) -> date | None:
    """The date of birth inside an 18-digit number, None when there is no such day."""
    try:
        return date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return None


def id_sex(text: str) -> str:
    """GB/T 2261.1 code: 1 male, 2 female."""
    return "1" if int(text[16]) % 2 else "2"


def id_problem(text: str) -> str:
    """Why a citizen number cannot be right."""
    if not ID_FORM.fullmatch(text):
        return (
            f"身份号码应为 18 位，现在是 {len(text)} 位。"
            if len(text) != 18
            else "身份号码应为 17 位数字加 1 位数字或 X。"
        )
    born = id_birth(text)
    if born is None or born.year < 1880 or born > date.today():
        return "身份号码中的出生日期不存在，请核对第 7—14 位。"
    if ID_CHECKS[sum(map(mul, map(int, text[:17]), ID_WEIGHTS)) % 11] != text[17]:
        return "身份号码的校验位不对，很可能有一位数字录错，请对照证件核对。"
    return ""


def phone_problem(text: str) -> str:
    """Why a phone number cannot be right."""
    if PHONE_FORM.fullmatch(text) or LANDLINE_FORM.fullmatch(text):
        return ""
    return "电话应为 11 位手机号，或带区号的固定电话（如 0858-8322222）。"


def names_a_person(text: str) -> bool:
    """Whether a text to search for holds what may be a citizen number or phone: it stays out of addresses and logs."""
    return bool(SEVEN_DIGITS.search(re.sub(r"\s", "", text)))


def uscc_problem(text: str) -> str:
    """Why a unified social credit code cannot be right."""
    if not USCC_FORM.fullmatch(text):
        return "统一社会信用代码应为 18 位数字和大写字母（不含 I、O、S、V、Z）。"
    total = sum(USCC_VALUES[char] * pow(3, place, 31) for place, char in enumerate(text[:17]))
    return (
        ""
        if USCC_ALPHABET[(31 - total % 31) % 31] == text[17]
        else "统一社会信用代码的校验位不对，请对照营业执照核对。"
    )
