"""Plant one plain record of any ledger in a settlement, straight into its table: rights are tested, not meaning."""

from __future__ import annotations

from datetime import date
from itertools import count, product
from typing import Any

from django.db import models, transaction
from django.db.utils import IntegrityError
from django.utils import timezone

from hehuo.kit.testing.case import sample
from hehuo.records.sealed import SealedField, blind_index

SERIAL = count(1)
LATER = ("valid_to", "ends_on", "deadline", "closes_on", "due_on")
EARLIER = ("notice_on",)


def _value(field: models.Field, settlement: Any, by: Any, choice: int) -> Any:
    """Something that the column takes; of several choices the one at this place."""
    number = next(SERIAL)
    if field.is_relation:
        return _related(field.related_model, settlement, by)
    if field.choices:
        return [key for key, _ in field.flatchoices if key not in ("", None)][choice]
    if isinstance(field, models.DateTimeField):
        return timezone.now()
    if isinstance(field, models.DateField):
        return _day_of(field.name)
    if isinstance(field, models.TimeField):
        return "17:00" if field.name in ("ends_at", "closes_at") else "09:00"
    if isinstance(field, models.BooleanField):
        return False
    if isinstance(field, models.JSONField):
        return []
    if isinstance(field, models.IntegerField | models.DecimalField | models.FloatField):
        return 8 + 2 * choice  # 8, or 6 where a table allows no more than seven
    return f"样{number}"[: field.max_length or 20]


def _day_of(name: str) -> date:
    """A day in an order that tables accept: notice, event, end."""
    if name in EARLIER:
        return date(2018, 5, 1)
    return date(2018, 12, 1) if name in LATER or name.endswith("_to") else date(2018, 6, 1)


def _related(model: type[models.Model], settlement: Any, by: Any) -> Any:
    """The settlement, the author, a place of the settlement, or another planted record."""
    if model is type(settlement):
        return settlement
    if model is type(by):
        return by
    if "settlement" in {field.name for field in model._meta.fields}:
        found = model._base_manager.filter(settlement=settlement).first()
        return found or plant(model, settlement, by)
    return model._base_manager.first() or plant(model, settlement, by)


NEVER = ("void_reason", "batch_id", "valid_to")
LEFT_EMPTY = {"property.DividendPayment": ("contract",)}
"""Columns that exclude others of the same table."""


def _columns(model: type[models.Model]) -> tuple[list[models.Field], list[models.Field], list[models.Field]]:
    """Columns that must be filled, optional plain ones, optional relations."""
    ours = [
        field
        for field in model._meta.concrete_fields
        if not (field.primary_key or field.has_default() or field.name == "created_by")
        and not field.name.startswith("verified_")
        and not field.name.endswith(("_index", "_initials"))
    ]
    must = [field for field in ours if not (field.null or field.blank)]
    never = (*NEVER, *LEFT_EMPTY.get(model._meta.label, ()))
    may = [field for field in ours if (field.null or field.blank) and field.name not in never]
    return must, [f for f in may if not f.is_relation], [f for f in may if f.is_relation]


def plant(model: type[models.Model], settlement: Any, by: Any) -> Any:
    """A stored record; optional columns stay empty, unless a constraint of the table asks for them."""
    must, plain, relations = _columns(model)
    sealed = [field for field in model._meta.concrete_fields if isinstance(field, SealedField)]
    for columns, choice in product((must, must + plain + relations[:1], must + plain + relations), (0, -1)):
        record = model()
        record.created_by = by
        for field in columns:
            setattr(record, field.name, _value(field, settlement, by, choice))
        for field in sealed:
            text = sample(field.kind, next(SERIAL) % 1000)
            setattr(record, field.attname, text)
            if hasattr(model, f"{field.name}_index"):
                setattr(record, f"{field.name}_index", blind_index(text))
        try:
            with transaction.atomic():
                model._base_manager.bulk_create([record])
        except IntegrityError as problem:
            refused = problem
            continue
        return record
    raise AssertionError(f"{model._meta.label}: {refused}")
