"""发文字号 by rule: issuer's code, year in 〔〕, serial without leading zero, e.g. 六盘水易扶指发〔2018〕3号 (domain §3.4)."""

from __future__ import annotations

from hehuo.programme.models import Bulletin

ISSUER = "六盘水易扶指发"


def document_number(year: int, serial: int, issuer: str = ISSUER) -> str:
    """The number as printed. Raises `ValueError` for a serial below one."""
    if serial < 1:
        raise ValueError("发文序号从 1 开始。")
    return f"{issuer}〔{year}〕{serial}号"


def next_serial(year: int) -> int:
    """The next serial of a year. Call inside a transaction; the database refuses the same number twice."""
    used = Bulletin.objects.select_for_update().filter(year=year).values_list("serial", flat=True)
    return max(used, default=0) + 1
