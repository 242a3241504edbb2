"""No personal data in official words: one check before a problem is recorded and before a bulletin is issued (domain §6.2).

The built-in checks find what has a form: identity numbers, telephone numbers, account numbers, and counts of people or
households below five. Other rooms may add checks with `register`.
"""

from __future__ import annotations

import re
from collections.abc import Callable

Check = Callable[[str], list[str]]
"""Text → what was found, in words."""

ID_NO = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)|(?<!\d)\d{15}(?!\d)")
PHONE = re.compile(r"(?<!\d)1\d{2}[ -]?\d{4}[ -]?\d{4}(?!\d)|(?<!\d)0\d{2,3}-\d{7,8}(?!\d)")
ACCOUNT = re.compile(r"(?<!\d)\d{16}(?!\d)|(?<!\d)\d{19}(?!\d)")
HEALTH = re.compile(r"(?:患有|确诊|残疾人|精神病|艾滋|肿瘤|癌)")
MINOR = re.compile(r"(?:未成年人|儿童|学生)[一-龥]{0,4}(?:某|姓名)")
SMALL = re.compile(r"(?<![\d.])[1-4]\s?(?:名|人|户)(?!以|均|次|员|口)")


def numbers(text: str) -> list[str]:
    """Identity, telephone and account numbers."""
    found = []
    if ID_NO.search(text):
        found.append("身份证号码")
    if PHONE.search(text):
        found.append("电话号码")
    if ACCOUNT.search(ID_NO.sub("", text)):
        found.append("银行账号")
    return found


def sensitive_words(text: str) -> list[str]:
    """Health of somebody, a named minor."""
    found = ["健康状况"] if HEALTH.search(text) else []
    return found + (["未成年人信息"] if MINOR.search(text) else [])


def small_cells(text: str) -> list[str]:
    """Counts below five from which people could be recognised (domain §6.7)."""
    return ["少于 5 的人数或户数"] if SMALL.search(text) else []


_CHECKS: list[Check] = [numbers, sensitive_words]
_BEFORE_ISSUE: list[Check] = [small_cells]


def register(check: Check) -> Check:
    """Add a check that every official text must pass before it is issued."""
    if check not in _BEFORE_ISSUE:
        _BEFORE_ISSUE.append(check)
    return check


def personal_data_in(text: str) -> list[str]:
    """What must not stand in any official record."""
    return [word for check in _CHECKS for word in check(text)]


def obstacles_to_issue(text: str) -> list[str]:
    """Everything against issuing a text outside the headquarters."""
    return [word for check in (*_CHECKS, *_BEFORE_ISSUE) for word in check(text)]
