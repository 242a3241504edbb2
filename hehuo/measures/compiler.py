"""From names to one SQL statement: finds the relations, orders them, binds their source (architecture §4).

Nothing here touches a connection, so the same statement serves Django, the benches and DuckDB.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any, Protocol

from hehuo.measures import registry
from hehuo.measures.relations import BaseRelation
from hehuo.measures.texts import PARAMETER, Measure, SqlText
from hehuo.measures.windows import CALENDARS, calendar_sql

SCOPE = "/*scope*/"
"""Stands for the condition on settlement_id while a statement is cached."""
STEP_KEYS = ("person_id", "household_id", "settlement_id")
"""Columns by which relations are joined; the first one that a step has is indexed."""
COUNTED = "('submitted', 'verified')"
"""Statuses that count; draft, returned and void rows do not exist for a measure."""


class Source(Protocol):
    """Where rows of base relations come from."""

    def __hash__(self) -> int: ...

    def select(self, relation: BaseRelation, *, scoped: bool) -> str:
        """The relation as a select; `scoped` adds the condition that `SCOPE` stands for."""


@dataclass(frozen=True)
class LiveTables:
    """Ledger tables as they are now."""

    def select(self, relation: BaseRelation, *, scoped: bool) -> str:
        """Rows that count."""
        where = [f"t.status in {COUNTED}"] if relation.is_record else []
        if scoped:
            where.append(_scope(relation, known_at=False))
        return f"select {relation.select_list('t')} from {relation.table} t" + _where(where)


@dataclass(frozen=True)
class KnownTables:
    """Ledger tables as they were known at the moment `known_at`: the latest version of each row until then."""

    def select(self, relation: BaseRelation, *, scoped: bool) -> str:
        """Rows that counted then; a row whose latest version is a deletion is gone."""
        if not relation.is_record:
            return LiveTables().select(relation, scoped=scoped)
        table = relation.history_table
        where = ["v.history_date <= %(known_at)s"]
        if (
            scoped
        ):  # by id, not by version: a row that was put right belongs only where its latest version says
            touched = _scope(relation, known_at=True, table="i")
            where.append(f"v.id in (select i.id from {table} i where {touched})")
        versions = (
            "select v.*, row_number() over (partition by v.id order by v.history_date desc, v.history_id desc) as known_order "
            f"from {table} v" + _where(where)
        )
        kept = ["t.known_order = 1", "t.history_type <> '-'", f"t.status in {COUNTED}"]
        if scoped and not relation.per_person:
            kept.append(f"t.settlement_id {SCOPE}")
        return f"select {relation.select_list('t')} from ({versions}) t" + _where(kept)


@dataclass(frozen=True)
class NamedTables:
    """Tables or files that already have the shape of base relations (Parquet, benches, conformance)."""

    pattern: str = "{name}"

    def select(self, relation: BaseRelation, *, scoped: bool) -> str:
        """All rows; people are not narrowed (their settlement comes from the household)."""
        narrowed = scoped and not relation.per_person
        where = [f"t.settlement_id {SCOPE}"] if narrowed else []
        columns = ", ".join(f"t.{c}" for c in relation.column_names)
        return f"select {columns} from {self.pattern.format(name=relation.name)} t" + _where(where)


@dataclass(frozen=True)
class Step:
    """A derived relation to be kept as a temporary table: its name, its select, the key that others join it by."""

    name: str
    select: Statement
    key: str

    def making(self, vendor: str, select: str) -> list[str]:
        """Statements that make the table with its key; the first one takes the parameters."""
        made = [f"create temporary table {self.name} as {select}"]
        if vendor == "sqlite":
            return [*made, f"create index temp.{self.name}_by_key on {self.name} ({self.key})"]
        return [*made, f"create index on {self.name} ({self.key})", f"analyze {self.name}"]

    def dropping(self, vendor: str) -> str:
        """The statement that takes it away again."""
        return f"drop table if exists {'temp' if vendor == 'sqlite' else 'pg_temp'}.{self.name}"


@dataclass(frozen=True)
class Statement:
    """SQL with ``%(name)s`` parameters, and the names of those parameters.

    `steps` come first, each into a temporary table; most statements have none.
    """

    sql: str
    parameters: frozenset[str]
    calendars: tuple[str, ...]
    steps: tuple[Step, ...] = ()

    def bind(
        self,
        parameters: Mapping[str, date | int],
        extra: Mapping[str, object],
        *,
        condition: str = "",
        settlements: str = "",
    ) -> tuple[str, dict[str, Any]]:
        """The final text and exactly the parameters that it names."""
        sql, values = self.sql, dict[str, Any](extra)
        own: dict[str, date | int] = {}
        for name in self.calendars:
            rows = calendar_sql(name, parameters, own, settlements or "select settlement_id from settlements")
            sql = sql.replace(_mark(name), rows)
        values |= own
        missing = self.parameters - set(parameters) - set(values)
        if missing:
            raise KeyError(f"Parameters are missing: {', '.join(sorted(missing))}")
        values |= {name: parameters[name] for name in self.parameters if name in parameters}
        return sql.replace(SCOPE, condition), values


def _mark(calendar: str) -> str:
    """Stands for the rows of a calendar while a statement is cached."""
    return f"/*{calendar}*/"


def _where(parts: Sequence[str]) -> str:
    return f" where {' and '.join(parts)}" if parts else ""


def _scope(relation: BaseRelation, *, known_at: bool, table: str = "t") -> str:
    if relation.per_person:
        people = registry.person_link().select(SCOPE, known_at=known_at)
        return f"{table}.{relation.person_column} in ({people})"
    column = next(c.field for c in relation.fields if c.name == "settlement_id")
    return f"{table}.{column} {SCOPE}"


def placeholders(text: SqlText) -> str:
    """The text with `:name` turned into `%(name)s`."""
    return PARAMETER.sub(r"%(\1)s", text.sql)


def colon_style(sql: str) -> str:
    """The text with `%(name)s` turned into `:name`, as SQLite itself wants it."""
    return re.sub(r"%\((\w+)\)s", r":\1", sql)


def _in_order(names: Sequence[str]) -> list[str]:
    """The relations that these read, each after what it reads itself; calendars read the settlements."""
    order = registry.uses(list(names))
    if CALENDARS.keys() & set(order):
        order = ["settlements", *(name for name in order if name != "settlements")]
    return order


def parts(names: Sequence[str], source: Source, *, scoped: bool) -> list[tuple[str, str, bool]]:
    """`with` parts in topological order: name, select, whether it is worth keeping (read more than once)."""
    wanted = [registry.measure(n) for n in names]
    order = _in_order([t for m in wanted for t in m.tables])
    base, derived = registry.base_relations(), registry.relations()
    readers = Counter(t for m in wanted for t in m.tables)
    readers.update(t for r in order if r in derived for t in derived[r].tables)
    found = []
    for name in order:
        if name in base:
            found.append((name, source.select(base[name], scoped=scoped), False))
        elif name in CALENDARS:
            found.append((name, _mark(name), False))
        else:
            found.append((name, placeholders(derived[name]), readers[name] > 1))
    return found


def with_clause(made: Sequence[tuple[str, str, bool]]) -> str:
    """`with` parts as text; a relation that several texts read is worked out once."""
    if not made:
        return ""
    rows = [
        f"{name} as {'materialized ' if kept else 'not materialized '}(\n{sql}\n)" for name, sql, kept in made
    ]
    return "with " + ",\n".join(rows) + "\n"


def counting(measure: Measure, tag: int) -> str:
    """Counts per settlement of one measure; only whole numbers leave the database."""
    weight = "sum(c.weight)" if measure.weighted else "count(*)"
    weight_met = "sum(c.weight_met)" if measure.weighted_met else "sum(c.met)"
    if measure.weighted and not measure.weighted_met:
        weight_met = "sum(case when c.met = 1 then c.weight else 0 end)"
    return (
        f"select {tag} as measure_no, c.settlement_id, count(*) as total, sum(c.met) as met, "
        f"{weight} as weight_total, {weight_met} as weight_met\nfrom (\n{placeholders(measure)}\n) c\ngroup by c.settlement_id"
    )


def _statement(sql: str) -> Statement:
    named = frozenset(re.findall(r"%\((\w+)\)s", sql)) - {"known_at", "limit"}
    return Statement(sql, named, tuple(name for name in CALENDARS if _mark(name) in sql))


def _finish(
    made: Sequence[tuple[str, str, bool]], body: str, stepped: Mapping[str, Sequence[str]]
) -> Statement:
    """The body with its `with` parts; those in `stepped` (name → columns) become steps before it."""
    left: list[tuple[str, str, bool]] = []
    steps = []
    for part in made:
        name, sql, _ = part
        if name in stepped:  # with what came before it only: PostgreSQL resolves parts that nobody reads, too
            key = next(key for key in STEP_KEYS if key in stepped[name])
            steps.append(Step(name, _statement(with_clause(left) + sql), key))
        else:
            left.append(part)
    return replace(_statement(with_clause(left) + body), steps=tuple(steps))


def _stepped(source: Source, *, scoped: bool, stepwise: bool) -> dict[str, Sequence[str]]:
    """Which relations to keep: derived ones, and base ones too where they are few rows or dear to work out."""
    if not stepwise:
        return {}
    found: dict[str, Sequence[str]] = {name: r.columns for name, r in registry.relations().items()}
    if scoped or isinstance(source, KnownTables):
        found |= {name: r.column_names for name, r in registry.base_relations().items()}
    return found


@lru_cache(maxsize=256)
def count_statement(
    names: tuple[str, ...], source: Source, scoped: bool, stepwise: bool = False
) -> Statement:
    """Counts all these measures: measure_no, settlement_id, total, met, weight_total, weight_met."""
    made = parts(names, source, scoped=scoped)
    arms = [counting(registry.measure(name), tag) for tag, name in enumerate(names)]
    return _finish(made, "\nunion all\n".join(arms), _stepped(source, scoped=scoped, stepwise=stepwise))


@lru_cache(maxsize=256)
def case_statement(
    name: str, source: Source, met: bool | None, limited: bool, stepwise: bool = False
) -> Statement:
    """Cases of one measure in one settlement, in order of case_id."""
    made = parts([name], source, scoped=True)
    where = "" if met is None else f"\nwhere c.met = {int(met)}"
    limit = "\nlimit %(limit)s" if limited else ""
    body = f"select c.case_id, c.met\nfrom (\n{placeholders(registry.measure(name))}\n) c{where}\norder by c.case_id{limit}"
    return _finish(made, body, _stepped(source, scoped=True, stepwise=stepwise))


@lru_cache(maxsize=256)
def relation_statement(name: str, source: Source, scoped: bool) -> Statement:
    """All rows of one relation (base or derived): for export, checks and the conformance kit."""
    base, derived = registry.base_relations(), registry.relations()
    if name in base:
        return _statement(source.select(base[name], scoped=scoped))
    order = _in_order([name])
    made = []
    for part in order:
        text = source.select(base[part], scoped=scoped) if part in base else ""
        made.append(
            (part, text or (_mark(part) if part in CALENDARS else placeholders(derived[part])), False)
        )
    return _statement(with_clause(made) + f"select * from {name}")
