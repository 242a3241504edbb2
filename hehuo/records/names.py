"""Chinese names: masked forms and pinyin initials (surnames that dictionaries read wrongly are listed here)."""

from __future__ import annotations

from functools import lru_cache

from django.core.exceptions import FieldDoesNotExist
from django.db import models

SURNAMES = {"单": "s", "曾": "z", "解": "x", "仇": "q", "朴": "p", "区": "o", "查": "z", "盖": "g", "覃": "q", "尉": "y",
            "乐": "y", "折": "s", "员": "y", "黑": "h", "翟": "z", "缪": "m", "冼": "x", "哈": "h", "召": "s"}  # fmt: skip
COMPOUND = ("欧阳", "司马", "上官", "诸葛", "尉迟", "令狐", "皇甫", "长孙", "慕容", "司徒")


def mask_name(name: str) -> str:
    """张小明 → 张*明, 张明 → 张*, 欧阳小明 → 欧*明."""
    if len(name) <= 1:
        return "*" if name else ""
    return name[0] + "*" + (name[-1] if len(name) > 2 else "")


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


@lru_cache(maxsize=200)
def initials_fields(model: type[models.Model]) -> tuple[tuple[str, str], ...]:
    """Pairs (initials field, field it is made from): `name_initials` ← `name`, `head_initials` ← `head_name`."""
    pairs = []
    for field in model._meta.concrete_fields:
        if field.name != "initials" and not field.name.endswith("_initials"):
            continue
        stem = field.name.removesuffix("initials").rstrip("_")
        for source in (stem, f"{stem}_name", "name", "title"):
            try:
                model._meta.get_field(source)
            except (FieldDoesNotExist, AttributeError):
                continue
            pairs.append((field.name, source))
            break
    return tuple(pairs)


def fill_initials(record: models.Model) -> None:
    """Keep the initials columns of a record equal to their names."""
    for target, source in initials_fields(type(record)):
        text = initials(str(getattr(record, source) or ""))
        setattr(record, target, text[: record._meta.get_field(target).max_length])
