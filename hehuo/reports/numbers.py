"""发文字号: issuer's code, year in 〔〕, serial without leading zero, after the plan's own 六盘水易扶指发〔2018〕3号.

Bulletins are numbered where they are issued (programme, …发). Papers of this room have codes of their own (通 for notices
and decisions, 纪 for minutes), so that no number can be given twice. Serials begin anew each year for each code. A city that numbered papers outside the system enters its next serial once;
from there the system goes on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from hehuo.org.models import Area

SUFFIXES = ("特区", "自治县", "经济开发区", "新区", "市", "县", "区")
PATTERN = re.compile(r"^([\u4e00-\u9fff]+)〔(\d{4})〕([1-9]\d*)号$")


@dataclass(frozen=True)
class Issuer:
    """An issuing headquarters: its full name, red head, office and short name for codes."""

    name: str
    head: str
    office: str
    short: str

    def code(self, word: str = "通") -> str:
        """发文机关代字, e.g. 六盘水易扶指通."""
        return f"{self.short}易扶指{word}"


def issuer_of(area: Area) -> Issuer:
    """The headquarters of a city or county: 六盘水市 is short 六盘水, 盘州市 is 盘州."""
    short = next(
        (
            area.name.removesuffix(s)
            for s in SUFFIXES
            if area.name.endswith(s) and len(area.name) > len(s) + 1
        ),
        area.name,
    )
    name = f"{area.name}易地扶贫搬迁工程建设指挥部"
    return Issuer(name, f"{name}文件", f"{name}办公室", short)


def number_text(code: str, year: int, serial: int) -> str:
    """The number as printed. Raises `ValidationError` when it could not be one."""
    text = f"{code}〔{year}〕{serial}号"
    if not PATTERN.match(text):
        raise ValidationError("文号不合规则：发文机关代字、〔年份〕、顺序号（不编虚位，如 3号）。")
    return text
