"""Pinyin initials of Chinese names (surnames that dictionaries read wrongly are listed here)."""

from __future__ import annotations

from functools import lru_cache

SURNAMES = {"单": "s", "曾": "z", "解": "x", "仇": "q", "朴": "p", "区": "o", "查": "z", "盖": "g", "覃": "q", "尉": "y",
            "乐": "y", "折": "s", "员": "y", "黑": "h", "翟": "z", "缪": "m", "冼": "x", "哈": "h", "召": "s"}  # fmt: skip
COMPOUND = ("欧阳", "司马", "上官", "诸葛", "尉迟", "令狐", "皇甫", "长孙", "慕容", "司徒")


@lru_cache(maxsize=20_000)
def initials(text: str) -> str:
    """Pinyin initials in lower case, `六盘水` → `lps`; letters and digits stay."""
    from pypinyin import Style, pinyin

    if not text:
        return ""
    first = SURNAMES.get(text[0], "") if not text.startswith(COMPOUND) else ""
    rest = text[1:] if first else text
    found = pinyin(
        rest, style=Style.FIRST_LETTER, errors=lambda run: [c for c in run if c.isalnum()], strict=False
    )
    return (first + "".join(item[0] for item in found)).lower()
