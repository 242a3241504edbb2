"""Puts raw rows before Django's connection as temporary tables that hide the real ones for this session only.

The tables have the columns and types of the ledger but no constraints, so hostile rows can be tried; columns that only
another relation over the same table reads stay empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from django.db import connection, models

from hehuo.measures import registry
from hehuo.measures.conformance.population import Row, Rows
from hehuo.measures.relations import BaseRelation

HISTORY = ("history_id", "history_date", "history_type")


def _types(relation: BaseRelation) -> dict[str, str]:
    fields = {f.attname: f for f in relation.model_class._meta.concrete_fields}
    always = ["id", "settlement_id", "status"] if relation.is_record else ["id", "settlement_id"]
    same = [r for r in registry.base_relations().values() if r.table == relation.table]
    wanted = dict.fromkeys([*always, *(c.field for one in same for c in one.fields)])
    return {name: _type(fields[name]) for name in wanted}


def _type(field: models.Field[Any, Any]) -> str:
    kind = "bigint" if field.primary_key else (field.db_type(connection) or "bigint")
    return kind.split("CHECK")[0].strip()


def _adapted(rows: Iterable[Row], names: Iterable[str]) -> list[list[Any]]:
    """Values in the order of the columns, dates as SQLite keeps them."""
    values = [[row.get(name) for name in names] for row in rows]
    if connection.vendor != "sqlite":
        return values
    moment = connection.ops.adapt_datetimefield_value
    return [
        [
            value
            if not isinstance(value, date)
            else moment(value)
            if isinstance(value, datetime)
            else value.isoformat()
            for value in row
        ]
        for row in values
    ]


def _fill(table: str, types: Mapping[str, str], rows: Iterable[Row]) -> None:
    with connection.cursor() as cursor:
        columns = ", ".join(f"{name} {kind}" for name, kind in types.items())
        cursor.execute(f"create temporary table {table} ({columns})")
        values = _adapted(rows, types)
        if values:
            marks = ", ".join(["%s"] * len(types))
            cursor.executemany(f"insert into {table} ({', '.join(types)}) values ({marks})", values)
        cursor.execute(f"create index {table}_conf on {table} (settlement_id)")
        if connection.vendor == "postgresql":
            cursor.execute(f"analyze {table}")  # nobody else does it for temporary tables


@contextmanager
def loaded(rows: Rows, settlement_ids: Iterable[int], versions: Rows | None = None) -> Iterator[None]:
    """While this lasts, measures read these rows; `versions` are the history rows of the same relations."""
    tables: list[str] = []
    try:
        settlements = registry.base_relations()["settlements"].table
        tables.append(settlements)
        with connection.cursor() as cursor:
            cursor.execute(f"create temporary table {settlements} (id bigint)")
            cursor.executemany(f"insert into {settlements} (id) values (%s)", [(i,) for i in settlement_ids])
        for name, made in rows.items():
            relation = registry.base_relations()[name]
            tables.append(relation.table)
            _fill(relation.table, _types(relation), made)
            if versions is not None and relation.is_record:
                moment = models.DateTimeField().db_type(connection) or "datetime"
                extra = {"history_id": "bigint", "history_date": moment, "history_type": "varchar(1)"}
                tables.append(relation.history_table)
                _fill(relation.history_table, _types(relation) | extra, versions[name])
        yield
    finally:
        with connection.cursor() as cursor:
            for table in tables:
                schema = "temp" if connection.vendor == "sqlite" else "pg_temp"
                cursor.execute(f"drop table if exists {schema}.{table}")
