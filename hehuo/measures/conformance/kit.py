"""Compares engines with the Python references, integer for integer, over a thousand populations and more."""

from __future__ import annotations

import random
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from hehuo.measures import registry, runner
from hehuo.measures.conformance.loading import loaded
from hehuo.measures.conformance.population import ONCE, Rows, make
from hehuo.measures.conformance.world import Reference, World
from hehuo.measures.engines.duckdb import ParquetEngine, export_parquet
from hehuo.measures.parameters import parameters_for
from hehuo.measures.runner import CountsBySettlement
from hehuo.measures.texts import columns_of

DAYS = [
    date(2018, 12, 31), date(2019, 2, 28), date(2020, 2, 29), date(2019, 3, 1),
    date(2018, 6, 30), date(2021, 1, 1), date(2019, 6, 30), date(2018, 8, 29),
]  # fmt: skip
"""Ends of half-years, leap days and the days after them."""
VARIANTS: list[dict[str, Any]] = [
    {}, {"labour_includes_weak_half": False}, {"away_working_counts": 0, "launched_on": date(2018, 4, 2)}, {},
    {"confirmation_days": 0, "launched_on": date(2017, 7, 1)}, {"attendance_pass_percent": 100},
    {"launched_on": date(2018, 4, 3), "first_window_min_days": 89}, {"working_age_from": 18, "working_age_to": 55},
]  # fmt: skip
KNOWN_AT = datetime(2019, 7, 1, 4, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Subject:
    """What is compared: measures with references for them and for every relation behind them."""

    measures: Sequence[str]
    relations: Mapping[str, Reference]
    references: Mapping[str, Reference]
    favoured: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    """Values that make a row count, by column or ``relation.column``; they come up two times in three."""

    @property
    def base(self) -> list[str]:
        """Base relations that are needed."""
        needed = [n for m in self.measures for n in registry.relations_of_measure(m)]
        needed += registry.uses(self.relations)
        return [n for n in dict.fromkeys([*needed, "households"]) if n in registry.base_relations()]


def compare(subject: Subject, *, loads: int = 8, settlements: int = 130, seed: int = 2018) -> int:
    """Run all engines against the references; answers with the number of populations. Any difference is an error."""
    # One folder for all loads: a hundred files are written over, not made and removed each time.
    with tempfile.TemporaryDirectory() as folder:
        for number in range(loads):
            _compare_load(subject, number, range(1, settlements + 1), seed, Path(folder))
    return loads * settlements


def _compare_load(subject: Subject, number: int, ids: range, seed: int, folder: Path) -> None:
    as_of, definitions = DAYS[number % len(DAYS)], VARIANTS[number % len(VARIANTS)]
    parameters = parameters_for(definitions, as_of)
    rows = make(seed + number, ids, parameters, subject.base, subject.favoured)
    world = World(rows, ids, as_of, definitions, subject.relations, subject.references)
    wanted = world.counts(subject.measures)
    where = f"seed {seed + number}, {as_of}, {definitions}"
    with loaded(rows, ids):
        _same(runner.count(subject.measures, parameters=parameters), wanted, f"whole, {where}")
        for some in _scopes(ids, number):
            found = runner.count(subject.measures, parameters=parameters, settlement_ids=some)
            _same(found, {i: wanted[i] for i in some}, f"scope of {len(some)}, {where}", whole=True)
        _same_relations(subject, world, parameters, where)
        _same_cases(subject, world, parameters, where)
        export_parquet(folder)
        engine = ParquetEngine(folder, threads=1)
        _same(engine.count(subject.measures, parameters=parameters), wanted, f"DuckDB, {where}")
        engine.close()
    if number % 4 == 0:
        _compare_known(subject, rows, ids, as_of, definitions, number)


def _scopes(ids: Sequence[int], number: int) -> Iterable[list[int]]:
    chosen = random.Random(number)
    yield list(ids[: len(ids) // 2])
    for settlement_id in chosen.sample(list(ids), 12):
        yield [settlement_id]


def _same(found: CountsBySettlement, wanted: CountsBySettlement, where: str, *, whole: bool = False) -> None:
    if whole:
        assert set(found) == set(wanted), where
    for settlement_id, by_name in wanted.items():
        for name, value in by_name.items():
            got = found.get(settlement_id, {}).get(name, runner.Counts())
            assert got == value, f"{name}, settlement {settlement_id}, {where}: {got} instead of {value}"
    extra = set(found) - set(wanted)
    assert not extra, f"{where}: counted settlements that are not there: {extra}"


def _same_relations(subject: Subject, world: World, parameters: dict[str, date | int], where: str) -> None:
    for name in subject.relations:
        columns = columns_of(registry.relations()[name].sql)
        wanted = Counter(tuple(row.get(c) for c in columns) for row in world[name])
        rows = runner.rows_of(name, parameters=parameters)
        assert Counter(tuple(_iso(v) for v in row) for row in rows) == Counter(
            {tuple(_iso(v) for v in row): n for row, n in wanted.items()}
        ), f"{name}, {where}"


def _iso(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _same_cases(subject: Subject, world: World, parameters: dict[str, date | int], where: str) -> None:
    for name in subject.measures:
        all_cases = world.cases(name)
        keys = [(c["settlement_id"], c["case_id"]) for c in all_cases]
        assert len(keys) == len(set(keys)), f"{name}: a case comes twice, {where}"
        settlement_id = max({k[0] for k in keys} or {1}, key=lambda i: sum(k[0] == i for k in keys))
        wanted = sorted(
            (c["case_id"], bool(c["met"])) for c in all_cases if c["settlement_id"] == settlement_id
        )
        found = [
            (c.case_id, c.met) for c in runner.cases(name, parameters=parameters, settlement_id=settlement_id)
        ]
        assert found == wanted, f"{name}, cases of settlement {settlement_id}, {where}"
        unmet = runner.cases(name, parameters=parameters, settlement_id=settlement_id, met=False, limit=2)
        assert [c.case_id for c in unmet] == [i for i, met in wanted if not met][:2], (
            f"{name}, unmet, {where}"
        )


def _compare_known(
    subject: Subject, rows: Rows, ids: Sequence[int], as_of: date, definitions: Mapping[str, Any], number: int
) -> None:
    """The as-known-at view: each row has versions before and after the moment; only the last one before it counts."""
    parameters = parameters_for(definitions, as_of)
    other = make(9000 + number, ids, parameters, subject.base, subject.favoured)
    versions, known = _versions(rows, other, random.Random(number))
    world = World(known, ids, as_of, definitions, subject.relations, subject.references)
    wanted = world.counts(subject.measures)
    with loaded(rows, ids, versions):
        where = f"as known, {as_of}"
        _same(runner.count(subject.measures, parameters=parameters, known_at=KNOWN_AT), wanted, where)
        for some in _scopes(ids, number):
            found = runner.count(
                subject.measures, parameters=parameters, settlement_ids=some, known_at=KNOWN_AT
            )
            _same(found, {i: wanted[i] for i in some}, f"{where}, scope", whole=True)


def _versions(rows: Rows, other: Rows, dice: random.Random) -> tuple[Rows, Rows]:
    versions: Rows = {name: [] for name in rows}
    known: Rows = {name: [] for name in rows}
    number = 0
    for name, made in rows.items():
        if not registry.base_relations()[name].is_record:  # places keep no versions: known as they are now
            known[name] = made
            continue
        for row, drawn in zip(made, (other[name] * 9)[: len(made)] or made, strict=False):
            older = {**drawn, "id": row["id"], **{k: row[k] for k in ONCE.get(name, ())}}
            steps = dice.choice(
                [("old",), ("old", "now"), ("old", "now", "later"), ("later",), ("now", "gone")]
            )
            moments = {"old": -2, "now": 0, "gone": 0, "later": 1}
            for step in steps:
                number += 1
                content = older if step in ("old", "later") else row
                when = KNOWN_AT + timedelta(hours=moments[step])
                kind = "-" if step == "gone" else "~"
                version = {**content, "history_id": number, "history_date": when, "history_type": kind}
                versions[name].append(version)
            last = [s for s in steps if s != "later"]
            if last and last[-1] != "gone":
                known[name].append(older if last[-1] == "old" else row)
    return versions, known
