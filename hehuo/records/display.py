"""What one user sees of a field: labels, dates and money as written here, personal data masked by right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils import timezone

from hehuo.org.rights import sees_unmasked
from hehuo.records.names import mask_name
from hehuo.records.sealed import SealedField

HIDDEN = "＊＊＊"
SPACED_FROM = 10_000
"""Numbers from here on are written with thousands apart."""
BOOKKEEPING = {"id", "version", "recorded_at", "batch_id", "client_uuid", "demo", "source", "created_by", "verified_by",
               "verified_on", "verify_method", "void_reason"}  # fmt: skip


def resolve(model: type[models.Model], path: str) -> tuple[type[models.Model], models.Field | None, str]:
    """The model, field (or None) and attribute at the end of a lookup such as ``household__grid``."""
    *links, last = path.split("__")
    for link in links:
        model = model._meta.get_field(link).related_model
    try:
        return model, model._meta.get_field(last), last
    except FieldDoesNotExist:
        return model, None, last


def words_of(field: models.Field) -> str:
    """What people call a field. Money is kept in fen and shown, typed and imported in yuan."""
    name = str(getattr(field, "verbose_name", "") or field.related_model._meta.verbose_name)
    return name.replace("（分）", "（元）") if is_money(field) else name


def is_money(field: models.Field | None) -> bool:
    """Whether a column holds fen (its name ends in ``_fen``)."""
    return isinstance(field, models.IntegerField) and field.name.endswith("_fen")


def label_of(model: type[models.Model], path: str) -> str:
    """The Chinese heading of a column."""
    owner, field, last = resolve(model, path)
    if field is not None:
        return words_of(field)
    said = getattr(owner, last)
    said = getattr(said, "fget", said)  # a property keeps its words on its function
    return str(getattr(said, "short_description", None) or {"record_no": "编号"}.get(last, last))


def masked(field: models.Field, value: Any) -> str:
    """The masked form that fits the kind of field."""
    if value in (None, ""):
        return ""
    if isinstance(field, SealedField):
        return str(value)
    if isinstance(value, date):
        return f"{value.year}年"
    if "name" in field.name and isinstance(value, str) and not field.choices:
        return mask_name(value)
    return HIDDEN


@lru_cache(maxsize=2000)
def _words(field: models.Field) -> dict[Any, str]:
    """Choice → word; built once a field."""
    return {value: str(word) for value, word in field.flatchoices}


def plain(field: models.Field | None, value: Any) -> Any:
    """A value for people: choice label, 是/否, ISO date, money in yuan; numbers stay numbers."""
    if value is None or value == "":
        return ""
    if field is not None and field.choices:
        return _words(field).get(value, str(value))
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return f"{timezone.localtime(value) if timezone.is_aware(value) else value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int) and is_money(field):
        return Decimal(value).scaleb(-2)
    if isinstance(value, (list, tuple)):
        return "、".join(str(item) for item in value)
    return value if isinstance(value, (int, float, Decimal)) else str(value)


def figure(field: models.Field | None, value: Any) -> Any:
    """A number as it is read: money with thousands, other numbers from ten thousand on, so that years stay years."""
    if type(value) in (int, Decimal) and (is_money(field) or abs(value) >= SPACED_FROM):
        return f"{value:,}"
    return value


class Display:
    """Fields of `model` as `user` may see them. `revealed` holds values opened on purpose for one response."""

    def __init__(self, model: type[models.Model], user: Any, revealed: dict[str, str] | None = None) -> None:
        self.model, self.user, self.revealed = model, user, revealed or {}
        self._getters: dict[str, Callable[[Any], Any]] = {}
        self._full: dict[str, bool] = {}

    def hides(self, model: type[models.Model], name: str) -> bool:
        """P2 needs the full right in the domain; P3, P4 and sealed fields are opened one by one with a reason."""
        level = getattr(model, "privacy", {}).get(name, "")
        if level in ("P3", "P4") or isinstance(resolve(model, name)[1], SealedField):
            return True
        domain = getattr(model, "domain", "")
        if level == "P2" and domain not in self._full:
            self._full[domain] = sees_unmasked(self.user, domain)
        return level == "P2" and not self._full[domain]

    def object(self, value: models.Model | None) -> str:
        """A related record by name; personal parts of its name are masked too."""
        if value is None:
            return ""
        text = str(value)
        for name in getattr(value, "privacy", {}):
            field = value._meta.get_field(name)
            raw = value.__dict__.get(field.attname)
            if isinstance(raw, str) and raw and raw in text and self.hides(type(value), name):
                text = text.replace(raw, masked(field, raw))
        for field in value._meta.fields:
            if field.is_relation and field.is_cached(value) and getattr(value, field.name) is not None:
                inner = getattr(value, field.name)
                text = text.replace(str(inner), self.object(inner)) if hasattr(inner, "privacy") else text
        return text

    def getter(self, path: str) -> Callable[[Any], Any]:
        """Shows one column of any record."""
        known = self._getters.get(path)
        if known is not None:
            return known
        owner, field, last = resolve(self.model, path)
        links = path.split("__")[:-1]
        hidden = field is not None and self.hides(owner, last)

        def get(record: Any) -> Any:
            for link in links:
                record = getattr(record, link)
                if record is None:
                    return ""
            value = getattr(record, last)
            if hidden:
                return masked(field, value)
            if isinstance(value, models.Model):
                return self.object(value)
            return plain(field, value() if field is None and callable(value) else value)

        self._getters[path] = get
        return get

    def value(self, record: Any, path: str) -> Any:
        """The shown value: text, or a number for numeric columns."""
        return self.revealed[path] if path in self.revealed else self.getter(path)(record)
