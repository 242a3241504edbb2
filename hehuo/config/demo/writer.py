"""Bulk writing of demo rows: plain dicts in, table and history rows out, audit notes per settlement and ledger.

Rows are validated by tests, not one by one; history is copied inside the database, so that a city takes seconds.
Every row with a verifier gets two versions (entered, verified); `refresh` adds earlier confirmations; `revise` adds
any further version.
"""

from __future__ import annotations

import gc
import hashlib
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import lru_cache
from operator import itemgetter
from typing import Any

from django.db import connection, models

from hehuo.audit import trail
from hehuo.records.bulk import refresh_statistics
from hehuo.records.sealed import SealedField, blind_index, seal
from hehuo.records.writing import records_changed

NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://hehuo.invalid/demo").bytes
HISTORY = ("history_date", "history_type", "history_user_id", "history_change_reason")
Row = dict[str, Any]


def seeded_uuid(name: str) -> str:
    """`uuid.uuid5` as 32 hex digits, without the cost of UUID objects."""
    h = hashlib.sha1(NAMESPACE + name.encode(), usedforsecurity=False).hexdigest()
    return f"{h[:12]}5{h[13:16]}{'89ab'[int(h[16], 16) & 3]}{h[17:32]}"


@lru_cache(maxsize=40_000)
def _clock(second: int) -> str:
    minutes, seconds = divmod(1800 + second, 60)
    return f" {minutes // 60:02}:{minutes % 60:02}:{seconds:02}{_zone()}"


@lru_cache(maxsize=1)
def _zone() -> str:
    return "" if connection.vendor == "sqlite" else "+00"


def moment(day: date, second: int) -> str:
    """A UTC moment as database text: `day` at `second` seconds after 00:30 UTC (08:30 in Shanghai)."""
    return _day(day) + _clock(second)


_day = lru_cache(maxsize=20_000)(date.isoformat)


@contextmanager
def roomy_database() -> Iterator[None]:
    """SQLite gets a large page cache for the time of the build, and the collector does not look through its rows again and again."""
    looking = gc.isenabled()
    gc.disable()
    try:
        with _large_cache():
            yield
    finally:
        if looking:
            gc.enable()


@contextmanager
def _large_cache() -> Iterator[None]:
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("pragma cache_size")
        before = cursor.fetchone()[0]
        cursor.execute("pragma cache_size = -160000")
        try:
            yield
        finally:
            cursor.execute(f"pragma cache_size = {int(before)}")


class _Cache(dict):
    """Remembers conversions of dates and decimals."""

    def __init__(self, make: Callable[[Any], Any]) -> None:
        super().__init__()
        self.make = make

    def __missing__(self, key: Any) -> Any:
        value = self[key] = self.make(key)
        return value


def _converter(
    field: models.Field, dates: _Cache, decimals: dict[str, _Cache]
) -> Callable[[Any], Any] | None:
    if isinstance(field, SealedField):
        return lambda text: seal(text) if text else ""
    if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField):
        return dates.__getitem__
    if isinstance(field, models.DecimalField):
        kind = decimals.setdefault(
            field.name, _Cache(lambda v: field.get_db_prep_save(Decimal(v), connection))
        )
        return lambda value: None if value is None else kind[value]
    if isinstance(field, models.JSONField):
        return lambda value: field.get_db_prep_save(value, connection)
    return None


class Sheet:
    """Rows of one ledger, on their way into the database."""

    def __init__(self, model: type[models.Model], seed: int) -> None:
        self.model, self.seed = model, seed
        self.fields = list(model._meta.concrete_fields)
        self.names = [f.attname for f in self.fields]
        self.defaults = {f.attname: _default(f) for f in self.fields} | {"demo": True, "source": "import"}
        self.next_id = (model._base_manager.aggregate(top=models.Max("pk"))["top"] or 0) + 1
        self.serial = 0
        self.rows: list[Row] = []
        self.earlier: dict[int, Row] = {}
        self.versions: list[tuple[Row, str, int | None, str]] = []
        self.refreshed: list[tuple[int, date, str, int | None]] = []
        self.first_known = ""
        dates, decimals = _Cache(lambda d: d if d is None or connection.vendor != "sqlite" else str(d)), {}
        converters = [_converter(field, dates, decimals) for field in self.fields]
        self.convert = [(place, fix) for place, fix in enumerate(converters) if fix]
        self.values_of = itemgetter(*self.names)
        self.indexes = [(f"{f.name}_index", f.attname) for f in self.fields if isinstance(f, SealedField)]
        self.indexes = [(i, name) for i, name in self.indexes if i in self.names]

    def add(self, **values: Any) -> Row:
        """A new row; the returned dict may still be changed until it is flushed."""
        row = self.defaults.copy()
        row.update(values)
        row["id"] = self.next_id
        row["client_uuid"] = seeded_uuid(f"{self.seed}/{self.model._meta.label_lower}/{self.serial}")
        self.next_id += 1
        self.serial += 1
        self.rows.append(row)
        return row

    def revise(self, row: Row, at: str, by: int | None, reason: str, **changes: Any) -> None:
        """A later version of a row: what was known before stays in history."""
        self.earlier.setdefault(row["id"], dict(row))
        at = max(at, _settled(row))
        row.update(changes, version=row["version"] + 1)
        self.versions.append((dict(row), at, by, reason))

    def _prepared(self, row: Row) -> list[Any]:
        for index, name in self.indexes:
            row[index] = blind_index(row[name])
        values = list(self.values_of(row))
        for place, fix in self.convert:
            values[place] = fix(values[place])
        return values

    def flush(self) -> Iterator[tuple[int, list[int]]]:
        """Write table and history; yields (settlement, ids)."""
        if not self.rows:
            return
        first, last = self.rows[0]["id"], self.rows[-1]["id"]
        table = self.model._meta.db_table
        columns = [f.column for f in self.fields]
        _many(_insert(table, columns), (self._prepared(self.earlier.get(r["id"], r)) for r in self.rows))
        self._write_history(first, last)
        if self.versions:
            self._write_versions(columns)
        grouped: dict[int, list[int]] = defaultdict(list)
        for row in self.rows:
            grouped[row["settlement_id"]].append(row["id"])
        yield from grouped.items()
        self.rows, self.earlier, self.versions, self.refreshed = [], {}, [], []

    def _write_history(self, first: int, last: int) -> None:
        verified = "verified_by_id is not null"
        entered = {
            "status": f"case when {verified} then 'submitted' else status end", "verified_by_id": "null",
            "verified_on": "null", "verify_method": "''", "version": "1",
        }  # fmt: skip
        if self.first_known:
            entered[self.first_known.split("=")[0]] = self.first_known.split("=")[1]
        self._copy(entered, ("recorded_at", "'+'", "created_by_id"), f"id between {first} and {last}")
        day = (
            "verified_on || ' 09:30:00'"
            if connection.vendor == "sqlite"
            else "(verified_on::text || ' 09:30:00+00')::timestamptz"
        )
        later = {k: v for k, v in entered.items() if k == self.first_known.split("=")[0]}
        self._copy(later, (day, "'~'", "verified_by_id"), f"id between {first} and {last} and {verified}")
        if self.refreshed:
            self._write_refreshed()

    def _copy(self, changed: dict[str, str], stamp: tuple[str, str, str], where: str) -> None:
        history = self.model.history.model._meta.db_table
        columns = ", ".join(f.column for f in self.fields)
        values = ", ".join(changed.get(f.column, f.column) for f in self.fields)
        with connection.cursor() as cursor:
            cursor.execute(
                f"insert into {history} ({columns}, {', '.join(HISTORY)}) "
                f"select {values}, {', '.join(stamp)}, null from {self.model._meta.db_table} where {where}"
            )

    def _write_refreshed(self) -> None:
        """Confirmations: the column named in `first_known` had another date at each earlier moment."""
        column = self.first_known.split("=")[0]
        history = self.model.history.model._meta.db_table
        columns = ", ".join(f.column for f in self.fields)
        values = ", ".join("%s" if f.column == column else f.column for f in self.fields)
        sql = (
            f"insert into {history} ({columns}, {', '.join(HISTORY)}) "
            f"select {values}, %s, '~', %s, %s from {self.model._meta.db_table} where id = %s"
        )
        floors = {row["id"]: _settled(row) for row in self.rows}
        _many(sql, ((day, max(at, floors[pk]), by, "定期核实", pk) for pk, day, at, by in self.refreshed))

    def _write_versions(self, columns: list[str]) -> None:
        final = {row["id"]: row for row, *_ in self.versions}
        table, sets = self.model._meta.db_table, ", ".join(f"{c} = %s" for c in columns)
        _many(
            f"update {table} set {sets} where id = %s", ([*self._prepared(r), pk] for pk, r in final.items())
        )
        history = self.model.history.model._meta.db_table
        _many(
            _insert(history, [*columns, *HISTORY]),
            ([*self._prepared(row), at, "~", by, reason] for row, at, by, reason in self.versions),
        )


def _settled(row: Row) -> str:
    """The moment of the last version that the row itself tells of: entered, or verified."""
    return _day(row["verified_on"]) + _clock(32400) if row["verified_by_id"] else row["recorded_at"]


def _default(field: models.Field) -> Any:
    if field.primary_key or field.name in ("client_uuid", "recorded_at", "occurred_on"):
        return None
    return field.get_default()


def _insert(table: str, columns: Iterable[str]) -> str:
    names = list(columns)
    return f"insert into {table} ({', '.join(names)}) values ({', '.join(['%s'] * len(names))})"


def _many(sql: str, rows: Iterable[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(sql, list(rows))


class Writer:
    """All sheets of one build."""

    def __init__(self, seed: int, today: date, by: Any = None) -> None:
        self.seed, self.today, self.by = seed, today, by
        self.sheets: dict[type[models.Model], Sheet] = {}
        self.built_at = datetime.combine(today, time(0, 30), tzinfo=UTC)

    def __getitem__(self, model: type[models.Model]) -> Sheet:
        if model not in self.sheets:
            self.sheets[model] = Sheet(model, self.seed)
        return self.sheets[model]

    def flush(self) -> int:
        """Write everything that waits, with one audit note per ledger and settlement; returns the number of rows."""
        notes, count = [], 0
        for model, sheet in self.sheets.items():
            changes = [
                trail.Note(
                    "revise",
                    model._meta.label_lower,
                    row["id"],
                    row["settlement_id"],
                    {"version": row["version"], "reason": why},
                )
                for row, _, _, why in sheet.versions
            ]
            touched = set()
            for settlement_id, ids in sheet.flush():
                data = {"count": len(ids), "ids": [ids[0], ids[-1]], "demo": True}
                notes.append(trail.Note("create_many", model._meta.label_lower, None, settlement_id, data))
                touched.add(settlement_id)
                count += len(ids)
            notes += changes
            if touched:
                records_changed.send(model, model=model, settlement_ids=touched)
        trail.append(notes, by=self.by, at=self.built_at)
        return count

    def refresh_statistics(self) -> None:
        """The next questions are about rows that were written a moment ago."""
        tables = [m._meta.db_table for model in self.sheets for m in (model, model.history.model)]
        refresh_statistics(tables)

    def reset_sequences(self) -> None:
        """Ids were given here; PostgreSQL must go on after them."""
        from django.core.management.color import no_style

        with connection.cursor() as cursor:
            for sql in connection.ops.sequence_reset_sql(no_style(), list(self.sheets)):
                cursor.execute(sql)
