"""Many rows at once: prepared tuples, one statement for their history. Used by imports."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, models

from hehuo.records.sealed import SealedField, seal

PLAIN = (models.CharField, models.IntegerField, models.ForeignKey)


def preparer(field: models.Field) -> Callable[[Any], Any]:
    """Turns a Python value into what the database driver takes; dates are remembered."""
    if isinstance(field, SealedField):
        return lambda value: seal(value) if isinstance(value, str) and value else field.get_prep_value(value)
    if isinstance(field, PLAIN) and type(field).__module__.startswith("django."):  # our own fields convert
        return lambda value: value
    cache: dict[Any, Any] = {}
    keep = isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField)

    def prepare(value: Any) -> Any:
        if keep and value in cache:
            return cache[value]
        found = field.get_db_prep_save(value, connection)
        if keep:
            cache[value] = found
        return found

    return prepare


def next_ids(model: type[models.Model], count: int) -> Sequence[int]:
    """Free primary keys, reserved inside the current transaction."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            sequence = f"pg_get_serial_sequence('{connection.ops.quote_name(table)}', 'id')"
            cursor.execute(f"lock table {connection.ops.quote_name(table)} in share row exclusive mode")
            cursor.execute(f"select nextval({sequence})")
            first = cursor.fetchone()[0]
            cursor.execute(f"select setval({sequence}, %s)", [first + count - 1])
        else:
            cursor.execute("select seq from sqlite_sequence where name = %s", [table])
            row = cursor.fetchone()
            first = (row[0] if row else 0) + 1
    return range(first, first + count)


def insert_rows(
    model: type[models.Model], fields: Sequence[models.Field], rows: Iterable[Sequence[Any]]
) -> None:
    """Insert prepared tuples."""
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    with connection.cursor() as cursor:
        cursor.executemany(f"insert into {quote(model._meta.db_table)} ({columns}) values ({marks})", rows)


def update_rows(
    model: type[models.Model], fields: Sequence[models.Field], rows: Iterable[Sequence[Any]]
) -> None:
    """Update by primary key; each tuple is the prepared values and then the key."""
    quote = connection.ops.quote_name
    wanted = ", ".join(f"{quote(field.column)} = %s" for field in fields)
    with connection.cursor() as cursor:
        cursor.executemany(f"update {quote(model._meta.db_table)} set {wanted} where id = %s", rows)


def copy_to_history(
    model: Any, where: str, params: Sequence[Any], *, kind: str, by: Any, at: datetime, reason: str
) -> int:
    """One history row for every row that `where` picks, as it stands now."""
    quote = connection.ops.quote_name
    history = model.history.model
    columns = ", ".join(quote(field.column) for field in model._meta.concrete_fields)
    stamp = history._meta.get_field("history_date").get_db_prep_save(at, connection)
    with connection.cursor() as cursor:
        cursor.execute(
            f"insert into {quote(history._meta.db_table)} ({columns}, history_date, history_type, history_user_id, "
            f"history_change_reason) select {columns}, %s, %s, %s, %s from {quote(model._meta.db_table)} where {where}",
            [stamp, kind, by.pk, reason, *params],
        )
        return cursor.rowcount


def refresh_statistics(tables: Sequence[str]) -> None:
    """Let PostgreSQL look at tables that were just filled, so that the next question is planned well; others need none."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"analyze {connection.ops.quote_name(table)}")
