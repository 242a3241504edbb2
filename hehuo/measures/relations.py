"""What a measure may read: base relations over ledger tables (architecture §4).

A base relation shows keys, dates, codes, integers and 0/1 flags of one table; never names, ID numbers or phones.
Draft, returned and void rows are left out; `verified` is 1 for rows that a second person confirmed (domain §2.0.1).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.apps import apps
from django.db import models

PERSONAL = {
    "name", "head_name", "phone", "phone_index", "id_no", "id_no_index", "contact", "contact_phone", "name_initials",
    "head_initials", "origin_address", "teacher", "staff_name", "first_confirmer", "second_confirmer",
}  # fmt: skip
"""Columns that no relation may show."""


class RelationError(Exception):
    """A relation or measure is declared wrongly."""


@dataclass(frozen=True)
class Column:
    """A column of a base relation: `kind` is id, date, code, int, flag (boolean as 0/1) or filled (1 when not empty)."""

    name: str
    field: str
    kind: str

    def select(self, table: str) -> str:
        """How the column is read from its table."""
        source = f"{table}.{self.field}"
        if self.kind == "flag":
            return f"case when {source} then 1 else 0 end as {self.name}"
        if self.kind == "filled":
            return f"case when {source} <> '' then 1 else 0 end as {self.name}"
        return f"{source} as {self.name}"

    @property
    def is_date(self) -> bool:
        """Dates are typed columns in Parquet, ISO text in SQLite."""
        return self.kind == "date"

    @property
    def is_integer(self) -> bool:
        """Keys, counts and flags."""
        return self.kind in {"id", "int", "flag", "filled"}


@dataclass(frozen=True)
class BaseRelation:
    """One ledger table as measures see it.

    `columns` are field names, or ``"new_name=field"``; ``"has_x?=field"`` gives 1 when a text field is not empty.
    `per_person` relations follow the person, not the settlement that wrote the row: somebody who marries into another
    settlement keeps job and training. They are joined by person, other relations by settlement as well.
    """

    name: str
    model: str
    columns: tuple[str, ...]
    doc: str
    per_person: bool = False
    is_record: bool = True

    @cached_property
    def model_class(self) -> type[models.Model]:
        """The Django model."""
        return apps.get_model(self.model)

    @cached_property
    def table(self) -> str:
        """Database table."""
        return self.model_class._meta.db_table

    @cached_property
    def history_table(self) -> str:
        """Table of typed versions (simple_history)."""
        history = self.model_class.history.model  # type: ignore[attr-defined]
        return str(history._meta.db_table)

    @cached_property
    def fields(self) -> tuple[Column, ...]:
        """Columns with their kinds, `settlement_id` and `verified` included."""
        wanted = [_column(self.model_class, text) for text in self.columns]
        if self.is_record:
            wanted.append(Column("settlement_id", "settlement_id", "id"))
        return tuple(wanted)

    @cached_property
    def column_names(self) -> tuple[str, ...]:
        """All columns, in order."""
        return tuple(c.name for c in self.fields) + (("verified",) if self.is_record else ())

    @cached_property
    def person_column(self) -> str:
        """The field that holds the person."""
        return next(c.field for c in self.fields if c.name == "person_id")

    def select_list(self, table: str) -> str:
        """The select list over a table or alias."""
        parts = [c.select(table) for c in self.fields]
        if self.is_record:
            parts.append(f"case when {table}.status = 'verified' then 1 else 0 end as verified")
        return ", ".join(parts)


@dataclass(frozen=True)
class PersonLink:
    """Where people belong: `link` (person, household) and `owner` (household, settlement); used to narrow a run."""

    link: str
    person: str
    household: str
    owner: str

    def _tables(self, known_at: bool) -> tuple[str, str]:
        link, owner = apps.get_model(self.link), apps.get_model(self.owner)
        if known_at:
            link, owner = link.history.model, owner.history.model
        return link._meta.db_table, owner._meta.db_table

    def select(self, condition: str, *, known_at: bool) -> str:
        """Everybody who ever belonged to a household in the wanted settlements."""
        link, owner = self._tables(known_at)
        return (
            f"select l.{self.person} as person_id from {link} l join {owner} o on o.id = l.{self.household} "
            f"where o.settlement_id {condition}"
        )

    def neighbours(self, condition: str) -> str:
        """Settlements that share people with the wanted ones.

        Step by step, because PostgreSQL has no statistics of rows that were written a moment ago and would otherwise
        compare every household with every membership.
        """
        link, owner = self._tables(known_at=False)
        return (
            f"with mine as materialized (select l.{self.person} as person_id, l.{self.household} as household_id "
            f"from {owner} o join {link} l on l.{self.household} = o.id where o.settlement_id {condition}), "
            f"theirs as materialized (select distinct l.{self.household} as household_id from mine m "
            f"join {link} l on l.{self.person} = m.person_id and l.{self.household} <> m.household_id) "
            f"select distinct o.settlement_id from theirs t join {owner} o on o.id = t.household_id "
            f"where not o.settlement_id {condition}"
        )


def _column(model: type[models.Model], text: str) -> Column:
    name, _, field_name = text.partition("=")
    filled = name.endswith("?")
    name, field_name = name.rstrip("?"), field_name or name
    if field_name in PERSONAL and not filled:
        raise RelationError(f"{model.__name__}.{field_name} is personal; a relation may not show it.")
    field = next((f for f in model._meta.concrete_fields if field_name in (f.name, f.attname)), None)
    if field is None:
        raise RelationError(f"{model.__name__} has no field {field_name}.")
    return Column(name, field.attname, "filled" if filled else _kind(field))


def _kind(field: models.Field[Any, Any]) -> str:
    if field.is_relation or field.primary_key:
        return "id"
    if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField):
        return "date"
    if isinstance(field, models.BooleanField):
        return "flag"
    if isinstance(field, models.IntegerField):
        return "int"
    if isinstance(field, models.CharField) and field.choices:
        return "code"
    if isinstance(field, models.CharField) and field.name in {"labour_class"}:
        return "code"
    raise RelationError(f"{field} is neither key, date, code, integer nor flag; show it as “has_…?”.")
