"""Small faults put into the SQL on purpose; populations that cannot tell them from the original prove nothing."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlglot
from sqlglot import exp

from hehuo.measures import registry
from hehuo.measures.conformance.kit import DAYS, VARIANTS, Subject
from hehuo.measures.conformance.population import make
from hehuo.measures.conformance.world import World
from hehuo.measures.parameters import Parameters, parameters_for
from hehuo.measures.texts import SqlText
from hehuo.measures.windows import CALENDARS, COLUMNS

FLIPS: dict[type[exp.Binary], tuple[type[exp.Binary], ...]] = {
    exp.LT: (exp.LTE, exp.GT), exp.LTE: (exp.LT, exp.GT), exp.GT: (exp.GTE, exp.LT), exp.GTE: (exp.GT, exp.LT),
    exp.EQ: (exp.NEQ,), exp.NEQ: (exp.EQ,), exp.And: (exp.Or,), exp.Or: (exp.And,), exp.Add: (exp.Sub,),
}  # fmt: skip


Answer = list[tuple[Any, ...]] | str


@dataclass(frozen=True)
class Mutant:
    """A changed text and what was changed."""

    name: str
    change: str
    sql: str


def mutants_of(text: SqlText) -> list[Mutant]:
    """Every single-step fault in a text: comparisons, dropped conditions, joins, literals, lists, distinct, nulls."""
    tree = sqlglot.parse_one(text.sql, read="sqlite")
    found: dict[str, Mutant] = {}
    as_written = tree.sql(dialect="sqlite")
    for node in list(tree.walk()):
        for change in range(_choices(node)):
            before = node.sql()
            undo = _apply(node, change)
            sql = tree.sql(dialect="sqlite")
            undo()
            if sql != as_written:
                found.setdefault(
                    sql, Mutant(text.name, f"{before[:160]} [{type(node).__name__} {change}]", sql)
                )
    return list(found.values())


def _is_key_equality(node: exp.Expression) -> bool:
    return isinstance(node, exp.EQ) and all(isinstance(side, exp.Column) for side in (node.left, node.right))


def _choices(node: Any) -> int:
    if isinstance(node, (exp.And, exp.Or)):
        return 3
    if type(node) in FLIPS:
        return 1 if _is_key_equality(node) else len(FLIPS[type(node)])
    if isinstance(node, exp.In):
        return len(node.expressions)
    if isinstance(node, exp.Coalesce):
        return 1
    if isinstance(node, exp.Select):
        return int(node.args.get("distinct") is not None)
    return int(isinstance(node, (exp.Is, exp.Join, exp.Max, exp.Min)) or _is_bit(node))


def _is_bit(node: Any) -> bool:
    return isinstance(node, exp.Literal) and not node.is_string and node.this in ("0", "1")


def _apply(node: Any, change: int) -> Callable[[], object]:
    """Put one fault into the tree; the answer takes it out again."""
    if isinstance(node, (exp.And, exp.Or)) and change:
        return _swap(node, (node.left if change == 1 else node.right).copy())
    if type(node) in FLIPS:
        return _swap(node, FLIPS[type(node)][change](this=node.left.copy(), expression=node.right.copy()))
    if isinstance(node, exp.In):
        return _swap(node.expressions[change], exp.Literal.string("no-such-code"))
    if isinstance(node, exp.Coalesce):
        return _swap(node, node.this.copy())
    if isinstance(node, exp.Select):
        return _set(node, "distinct", None)
    if isinstance(node, exp.Is):
        return _swap(node, exp.Not(this=node.copy()))
    if isinstance(node, exp.Join):
        return _set(node, "side", None if node.side == "LEFT" else "LEFT")
    if isinstance(node, (exp.Max, exp.Min)):
        other = exp.Min if isinstance(node, exp.Max) else exp.Max
        return _swap(node, other(this=node.this.copy()))
    return _swap(node, exp.Literal.number(1 - int(node.this)))


def _swap(node: Any, other: Any) -> Callable[[], object]:
    node.replace(other)
    return lambda: other.replace(node)


def _set(node: Any, name: str, value: Any) -> Callable[[], object]:
    before = node.args.get(name)
    node.set(name, value)
    return lambda: node.set(name, before)


class Bench:
    """One population in SQLite, with every relation worked out from the original texts."""

    def __init__(self, subject: Subject, number: int, settlements: int = 300) -> None:
        as_of, definitions = DAYS[number % len(DAYS)], VARIANTS[number % len(VARIANTS)]
        self.parameters = parameters_for(definitions, as_of)
        ids = range(1, settlements + 1)
        rows = make(500 + number, ids, self.parameters, subject.base, subject.favoured)
        self.world = World(rows, ids, as_of, definitions, subject.relations, subject.references)
        self.connection = sqlite3.connect(":memory:")
        self.values = {k: _adapt(v) for k, v in self.parameters.items()}
        for name in subject.base:
            self._table(name, registry.base_relations()[name].column_names)
        self._calendars(ids, self.parameters)
        read = [t for m in subject.measures for t in registry.measure(m).tables]
        for name in registry.uses([*read, *subject.relations]):
            if name in registry.relations():
                self.connection.execute(
                    f"create table {name} as {registry.relations()[name].sql}", self._used(name)
                )

    def _used(self, name: str) -> dict[str, Any]:
        return {k: self.values[k] for k in registry.relations()[name].parameters}

    def _table(self, name: str, columns: Sequence[str]) -> None:
        self.connection.execute(f"create table {name} ({', '.join(columns)})")
        marks = ", ".join("?" * len(columns))
        made = [[_adapt(row[c]) for c in columns] for row in self.world[name]]
        self.connection.executemany(f"insert into {name} values ({marks})", made)

    def _calendars(self, ids: Sequence[int], parameters: Parameters) -> None:
        launched, as_of = parameters["launched_on"], parameters["as_of"]
        assert isinstance(launched, date) and isinstance(as_of, date)
        for name, made in CALENDARS.items():
            self.connection.execute(f"create table {name} ({', '.join(COLUMNS)})")
            for w in made(launched, as_of, int(str(parameters["first_window_min_days"]))):
                span = (w.code, w.starts_on.isoformat(), w.ends_on.isoformat(), int(w.since_launch))
                self.connection.executemany(
                    f"insert into {name} values (?, ?, ?, ?, ?)", [(i, *span) for i in ids]
                )

    def answer(self, sql: str, right: Answer | None = None) -> Answer:
        """Rows in a fixed order, or the error that the text ends in; one row more than the right answer has is enough."""
        try:
            cursor = self.connection.execute(sql, self.values)
            rows = cursor.fetchmany(len(right) + 1) if isinstance(right, list) else cursor.fetchall()
        except sqlite3.Error as error:
            return str(error)
        return sorted(rows, key=repr)


def survivors(
    subject: Subject, texts: Sequence[SqlText], *, populations: int = 4
) -> Iterator[tuple[Mutant, bool]]:
    """Every mutant and whether it survived all populations."""
    benches = [Bench(subject, number) for number in range(populations)]
    for text in texts:
        right = [bench.answer(text.sql) for bench in benches]
        for mutant in mutants_of(text):
            killed = any(
                bench.answer(mutant.sql, answer) != answer
                for bench, answer in zip(benches, right, strict=True)
            )
            yield mutant, not killed


def _adapt(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


EQUIVALENT = (
    (r"settlement_id = \w+\.settlement_id AND .* \[And 2\]$", "a household or person key already fixes the settlement"),
    (r"latest\.person_id = m\.person_id AND .* \[And 2\]$", "a membership key already fixes the person"),
    (r"^JOIN (household_members|persons|old_houses|completed_trainings|employment_spells) .* \[Join 0\]$",
     "rows without a partner fail the where clause, or the partner's keys are not null"),
)  # fmt: skip
"""Mutants that cannot differ, with the reason."""


def score(subject: Subject, texts: Sequence[SqlText], *, populations: int = 4) -> tuple[int, list[str]]:
    """How many mutants could be told apart, and which of them were not."""
    made = 0
    alive: list[str] = []
    for mutant, survived in survivors(subject, texts, populations=populations):
        if survived and any(re.search(pattern, mutant.change) for pattern, _ in EQUIVALENT):
            continue
        made += 1
        if survived:
            alive.append(f"{mutant.name}: {mutant.change}")
    return made, alive
