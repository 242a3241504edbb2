"""Chinese names: masked forms, and columns of pinyin initials that follow their names."""

from __future__ import annotations

from functools import lru_cache

from django.core.exceptions import FieldDoesNotExist
from django.db import models

from hehuo.org.pinyin import initials


def mask_name(name: str) -> str:
    """张小明 → 张*明, 张明 → 张*, 欧阳小明 → 欧*明."""
    if len(name) <= 1:
        return "*" if name else ""
    return name[0] + "*" + (name[-1] if len(name) > 2 else "")


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
