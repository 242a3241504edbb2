"""Runs measures inside Django's own connection and transaction (SQLite, PostgreSQL).

Counts are whole numbers per settlement; cases are the rows behind them. With `known_at` the same texts read the
versions that were known at that moment.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from hehuo.measures import compiler, registry
from hehuo.measures.parameters import Parameters

exists = registry.exists
measure = registry.measure


class Counts(NamedTuple):
    """How many cases there are and how many are met; weights are the same unless the measure has its own."""

    total: int = 0
    met: int = 0
    weight_total: int = 0
    weight_met: int = 0

    def __add__(self, other: Counts) -> Counts:  # type: ignore[override]
        return Counts(
            self.total + other.total,
            self.met + other.met,
            self.weight_total + other.weight_total,
            self.weight_met + other.weight_met,
        )

    @property
    def unmet(self) -> int:
        """Cases to be seen to."""
        return self.total - self.met


@dataclass(frozen=True)
class Case:
    """One case: the key of its record (or window, month) and whether it is met."""

    case_id: int
    met: bool


CountsBySettlement = dict[int, dict[str, Counts]]


def count(
    names: Iterable[str],
    *,
    parameters: Parameters,
    settlement_ids: Iterable[int] | None = None,
    known_at: datetime | None = None,
    using: str = "default",
) -> CountsBySettlement:
    """Counts of measures by settlement.

    With `settlement_ids` every one of them is in the answer, with zeros where there is nothing to count;
    without, every settlement that has a case of any of the measures.
    """
    wanted = tuple(dict.fromkeys(names))
    ids = None if settlement_ids is None else sorted({int(i) for i in settlement_ids})
    if not wanted or ids == []:
        return {i: {} for i in ids or []}
    connection = connections[using]
    statement = compiler.count_statement(wanted, _source(known_at), ids is not None, True)
    rows = _rows(connection, statement, parameters, ids, known_at, {})
    return collect(rows, wanted, ids)


def collect(
    rows: Iterable[Sequence[Any]], names: Sequence[str], ids: Sequence[int] | None
) -> CountsBySettlement:
    """Rows of a counting statement as {settlement: {name: Counts}}, zeros filled in."""
    found: CountsBySettlement = {i: {} for i in ids or []}
    for number, settlement_id, *values in rows:
        found.setdefault(int(settlement_id), {})[names[number]] = Counts(*(int(v or 0) for v in values))
    for by_name in found.values():
        for name in names:
            by_name.setdefault(name, Counts())
    return found


def cases(
    name: str,
    *,
    parameters: Parameters,
    settlement_id: int,
    known_at: datetime | None = None,
    met: bool | None = None,
    limit: int | None = None,
    using: str = "default",
) -> list[Case]:
    """Cases of one measure in one settlement, in order of their keys; `met=False` gives what is still to be done."""
    connection = connections[using]
    statement = compiler.case_statement(name, _source(known_at), met, limit is not None, True)
    extra = {} if limit is None else {"limit": limit}
    rows = _rows(connection, statement, parameters, [settlement_id], known_at, extra)
    return [Case(int(case_id), bool(is_met)) for case_id, is_met in rows]


def rows_of(
    name: str,
    *,
    parameters: Parameters,
    settlement_ids: Iterable[int] | None = None,
    known_at: datetime | None = None,
    using: str = "default",
) -> list[tuple[Any, ...]]:
    """All rows of a relation, base or derived."""
    ids = None if settlement_ids is None else sorted({int(i) for i in settlement_ids})
    statement = compiler.relation_statement(name, _source(known_at), ids is not None)
    return _rows(connections[using], statement, parameters, ids, known_at, {})


def _source(known_at: datetime | None) -> compiler.Source:
    return compiler.LiveTables() if known_at is None else compiler.KnownTables()


def _rows(
    connection: BaseDatabaseWrapper,
    statement: compiler.Statement,
    parameters: Parameters,
    ids: Sequence[int] | None,
    known_at: datetime | None,
    extra: Mapping[str, object],
) -> list[tuple[Any, ...]]:
    condition = ""
    if ids is not None:
        condition = f"= {ids[0]}" if len(ids) == 1 else f"in ({', '.join(map(str, ids))})"
    if known_at is not None:
        extra = {**extra, "known_at": connection.ops.adapt_datetimefield_value(known_at)}

    def bound(one: compiler.Statement) -> tuple[str, dict[str, Any]]:
        sql, values = one.bind(parameters, extra, condition=condition)
        if connection.vendor == "sqlite":
            values = {k: v.isoformat() if isinstance(v, date) else v for k, v in values.items()}
        return sql, values

    with connection.cursor() as cursor, _kept(connection, statement.steps, bound):
        cursor.execute(*bound(statement))
        return list(cursor.fetchall())


@contextmanager
def _kept(
    connection: BaseDatabaseWrapper,
    steps: Sequence[compiler.Step],
    bound: Callable[[compiler.Statement], tuple[str, dict[str, Any]]],
) -> Iterator[None]:
    """While this lasts, the steps are temporary tables of this connection.

    As `with` parts they mislead both planners: SQLite and PostgreSQL take them for a handful of rows and scan them
    once for every row beside them. Inside a transaction PostgreSQL would hold the locks of dropped tables to its end,
    so there a savepoint takes tables and locks away.
    """
    raw, vendor = connection.connection, connection.vendor
    if steps and vendor == "postgresql" and connection.in_atomic_block:
        raw.execute("savepoint counting_steps")
        try:
            _make(connection, steps, bound)
            yield
        finally:
            raw.execute("rollback to savepoint counting_steps")
            raw.execute("release savepoint counting_steps")
        return
    try:
        _make(connection, steps, bound)
        yield
    except Exception:
        with suppress(Exception):  # the connection may be gone
            _drop(connection, steps)
        raise
    _drop(connection, steps)


def _make(
    connection: BaseDatabaseWrapper,
    steps: Sequence[compiler.Step],
    bound: Callable[[compiler.Statement], tuple[str, dict[str, Any]]],
) -> None:
    raw, vendor = connection.connection, connection.vendor
    for step in steps:
        select, values = bound(step.select)
        first, *others = step.making(vendor, compiler.colon_style(select) if vendor == "sqlite" else select)
        raw.execute(first, values)
        for other in others:
            raw.execute(other)


def _drop(connection: BaseDatabaseWrapper, steps: Sequence[compiler.Step]) -> None:
    for step in reversed(steps):
        connection.connection.execute(step.dropping(connection.vendor))
