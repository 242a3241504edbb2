"""What many tests build alike is built once in a process; every later test gets the same rows put back, and a copy of the
objects. Rows and objects belong to the test alone, as if it had built them itself.

The rows are put back only into tables that are empty and, on SQLite, whose counters stand where they stood; otherwise
everything is built as usual.
"""

from __future__ import annotations

import pickle
import re
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar

from django.db import connection, transaction
from django.utils import timezone

Made = TypeVar("Made")
WRITES = re.compile(r'\s*(?:insert(?:\s+or\s+\w+)?\s+into|update|delete\s+from)\s+"?(\w+)', re.IGNORECASE)


class _Unrepeatable(Exception):
    """Rolls the trial back."""


@dataclass(frozen=True)
class Kept:
    """Statements that put rows back, and the pickled answer."""

    statements: list[tuple[str, list[Any] | None]]
    tables: list[str]
    answer: bytes

    def put_back(self) -> Any:
        """Rows into the tables; a fresh copy of the objects."""
        with connection.cursor() as cursor:
            for sql, values in self.statements:
                cursor.execute(sql, values)
        return pickle.loads(self.answer)


def remembered(build: Callable[..., Made]) -> Callable[..., Made]:
    """Decorate a function that fills empty tables and answers with what it made; its arguments can be compared."""
    kept: dict[Hashable, Kept | None] = {}

    @wraps(build)
    def repeat(*arguments: Hashable, **named: Hashable) -> Made:
        if not connection.in_atomic_block:  # what is not rolled back is built once anyway
            return build(*arguments, **named)
        told = (arguments, tuple(sorted(named.items())))
        asked = (connection.vendor, _counters(), timezone.localdate(), told)
        if asked not in kept:
            tables = _tables_of(lambda: build(*arguments, **named))
            able = not _any_row(tables)
            made = build(*arguments, **named)
            kept[asked] = Kept(_statements(tables), tables, pickle.dumps(made)) if able else None
            return made
        found = kept[asked]
        if found is None or _any_row(found.tables):
            return build(*arguments, **named)
        return found.put_back()

    return repeat


def _tables_of(build: Callable[[], Any]) -> list[str]:
    """Tables that a trial writes to, in the order of the first write; the trial leaves nothing."""
    found: dict[str, None] = {}

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if told := WRITES.match(sql):
            found[told[1]] = None
        return execute(sql, params, many, context)

    try:
        with transaction.atomic(), connection.execute_wrapper(note):
            build()
            raise _Unrepeatable
    except _Unrepeatable:
        return list(found)


def _counters() -> Hashable:
    """Where SQLite's counters stand; those of PostgreSQL do not go back with a transaction, and never hand out a key twice."""
    if connection.vendor != "sqlite":
        return None
    with connection.cursor() as cursor:
        cursor.execute("select name, seq from sqlite_sequence where seq > 0 order by name")
        return tuple(cursor.fetchall())


def _any_row(tables: list[str]) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select " + " or ".join(f'exists (select 1 from "{table}")' for table in tables))
        return bool(cursor.fetchone()[0])


def _statements(tables: list[str]) -> list[tuple[str, list[Any] | None]]:
    found: list[tuple[str, list[Any] | None]] = []
    with connection.cursor() as cursor:
        for table in tables:
            if connection.vendor == "sqlite":
                cursor.execute(f'select name from pragma_table_info("{table}")')
                columns = " || ',' || ".join(f'quote("{name}")' for (name,) in cursor.fetchall())
                cursor.execute(f'select {columns} from "{table}" order by rowid')
                lines = ", ".join(f"({line})" for (line,) in cursor.fetchall())
                sql, values = f'insert into "{table}" values {lines}', None
                empty = not lines
            else:
                cursor.execute(f"select coalesce(json_agg(kept)::text, '[]') from \"{table}\" kept")
                values = list(cursor.fetchone())
                sql = f'insert into "{table}" select * from json_populate_recordset(null::"{table}", %s)'
                empty = values == ["[]"]
            if not empty:
                found.append((sql, values))
    return found
