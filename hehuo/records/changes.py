"""The readable history of a record: who, when, 由…改为…."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models

from hehuo.records.display import BOOKKEEPING, HIDDEN, Display, masked, plain, words_of
from hehuo.records.sealed import SealedField

KINDS = {"+": "登记", "~": "修改", "-": "删除"}
SHOWN = 50


@dataclass
class Change:
    """One version: `items` are (label, old, new) as the reader may see them."""

    at: datetime
    who: str
    what: str
    reason: str = ""
    items: list[tuple[str, str, str]] = field(default_factory=list)


def _related_names(rows: list, fields: list, display: Display) -> dict[tuple[str, Any], str]:
    names: dict[tuple[str, Any], str] = {}
    for item in fields:
        if item.is_relation:
            wanted = {getattr(row, item.attname) for row in rows} - {None}
            found = item.related_model._base_manager.in_bulk(wanted) if wanted else {}
            names |= {(item.name, pk): display.object(obj) for pk, obj in found.items()}
    return names


def _shown(item: models.Field, row: Any, display: Display, names: dict) -> str:
    value = getattr(row, item.attname)
    if display.hides(display.model, item.name):
        return masked(item, value)
    if item.is_relation:
        return names.get((item.name, value), "" if value is None else str(value))
    return str(plain(item, value))


def changes_of(record: models.Model, display: Display) -> list[Change]:
    """Versions of a record, newest first, with what differs from the one before."""
    rows = list(record.history.select_related("history_user").order_by("-history_id")[: SHOWN + 1])
    skipped = BOOKKEEPING | {
        f.name
        for f in record._meta.fields
        if f.name.endswith(("_index", "_initials")) or f.name == "initials"
    }
    fields = [f for f in record._meta.concrete_fields if f.name not in skipped]
    names = _related_names(rows, fields, display)
    found = []
    for place, row in enumerate(rows[:SHOWN]):
        before = rows[place + 1] if place + 1 < len(rows) else None
        change = Change(
            row.history_date,
            str(row.history_user or "系统"),
            KINDS[row.history_type],
            row.history_change_reason or "",
        )
        for item in fields if before is not None else ():
            if getattr(before, item.attname) == getattr(row, item.attname):
                continue
            old, new = _shown(item, before, display, names), _shown(item, row, display, names)
            if old == new:
                old, new = (
                    ("", HIDDEN) if not isinstance(item, SealedField) else (old, f"{new}（内容已更改）")
                )
            change.items.append((words_of(item), old, new))
        found.append(change)
    return found
