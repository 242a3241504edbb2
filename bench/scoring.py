"""Full scoring and the refresh of one settlement: SQLite, PostgreSQL, DuckDB over Parquet, beside hand-written SQL.

Run: `python -m bench.scoring [city province nation] [--engines sqlite,postgresql,duckdb] [--rounds 3]`. All measures of
the house run at once, by the same compiler that serves the scorecard. `hand_written.sql` asks for the same counts as an
expert would for this one purpose. Every figure comes from a process of its own; every answer is compared by digest.
"""

from __future__ import annotations

import argparse
import re
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from bench import measuring, postgres

AS_OF = date(2018, 12, 31)
HAND = Path(__file__).with_name("hand_written.sql")
ENGINES = ("sqlite", "postgresql", "duckdb")
Execute = Callable[[str, dict[str, Any]], Any]


def parameters() -> dict[str, Any]:
    """The defaults of the standard on the last day of 2018."""
    from hehuo.measures.parameters import parameters_for

    return parameters_for([], AS_OF)


@contextmanager
def opened(engine: str, scale: str, url: str) -> Iterator[Execute]:
    """A function that runs SQL with ``%(name)s`` parameters and answers with a cursor."""
    from bench import scoring_data as data

    if engine == "sqlite":
        connection = sqlite3.connect(data.load_sqlite(data.SCALES[scale]))
        connection.execute("pragma cache_size = -262144")
        connection.execute("pragma temp_store = memory")
        yield lambda sql, values: connection.execute(
            re.sub(r"%\((\w+)\)s", r":\1", sql),
            {k: v.isoformat() if isinstance(v, date) else v for k, v in values.items()},
        )
        connection.close()
    elif engine == "postgresql":
        import psycopg

        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f"set search_path to bench_{scale}")
            yield lambda sql, values: connection.execute(sql, values)
    else:
        import duckdb

        folder = data.make(data.SCALES[scale])
        connection = duckdb.connect(config={"memory_limit": "2GB", "threads": 2})
        for path in (folder / "raw").glob("*.parquet"):
            table = _tables()[path.stem]
            connection.execute(f"create view {table} as select * from read_parquet('{path}')")
        yield lambda sql, values: connection.execute(re.sub(r"%\((\w+)\)s", r"$\1", sql), values)
        connection.close()


def measures() -> tuple[str, ...]:
    """Measures whose ledgers the generator makes: items 9, 11 and 12."""
    from bench import scoring_data as data
    from hehuo.measures import registry

    made = {*data.TABLES, "settlements"}
    base = registry.base_relations()
    return tuple(
        name for name in sorted(registry.measures())
        if {r for r in registry.relations_of_measure(name) if r in base} <= made
    )  # fmt: skip


def _tables() -> dict[str, str]:
    from hehuo.measures import registry

    return {name: relation.table for name, relation in registry.base_relations().items()}


def _source(engine: str, scale: str) -> Any:
    from bench import scoring_data as data
    from hehuo.measures import compiler

    if engine != "duckdb":
        return compiler.LiveTables()
    return compiler.NamedTables(f"read_parquet('{data.DATA / scale}/relations/{{name}}.parquet')")


def by_measures(execute: Execute, engine: str, scale: str, ids: list[int] | None = None) -> list[list[int]]:
    """All counts through the compiler of the house: measure number, settlement, total, met, weights."""
    from hehuo.measures import compiler

    names = measures()
    statement = compiler.count_statement(names, _source(engine, scale), ids is not None, engine != "duckdb")
    condition = f"= {ids[0]}" if ids else ""
    for step in statement.steps:
        sql, values = step.select.bind(parameters(), {}, condition=condition)
        first, *others = step.making(engine, sql)
        execute(first, values)
        for other in others:
            execute(other, {})
    sql, values = statement.bind(parameters(), {}, condition=condition)
    rows = sorted([int(v or 0) for v in row] for row in execute(sql, values).fetchall())
    for step in reversed(statement.steps):
        execute(step.dropping(engine), {})
    return rows


def by_hand(execute: Execute, engine: str) -> list[list[int]]:
    """The same through `hand_written.sql`."""
    numbers = {name: k for k, name in enumerate(measures())}
    text = "\n".join(line for line in HAND.read_text().splitlines() if not line.startswith("--"))
    values = parameters() | {
        "first_half_year": date(2018, 7, 1)
    }  # the rest of the half-year of launch is too short
    found: dict[tuple[int, int], dict[str, int]] = {}
    for statement in filter(None, (part.strip() for part in text.split(";"))):
        if engine == "duckdb" and statement.startswith("create index"):
            continue
        used = set(re.findall(r":(\w+)", statement))
        cursor = execute(re.sub(r":(\w+)", r"%(\1)s", statement), {k: values[k] for k in used})
        if statement.startswith("select"):
            heads = [column[0].split("__") for column in cursor.description]
            for row in cursor.fetchall():
                for (name, what), value in zip(heads[1:], row[1:], strict=True):
                    found.setdefault((numbers[name], int(row[0])), {})[what] = int(value or 0)
        elif engine == "postgresql" and statement.startswith("create temporary"):
            execute(f"analyze {statement.split()[3]}", {})
    rows = []
    for (number, settlement_id), one in sorted(found.items()):
        met = one["met"] if "met" in one else one["total"] - one.get("unmet", 0)
        if one["total"]:
            rows.append([number, settlement_id, one["total"], met,
                         one.get("weight_total", one["total"]), one.get("weight_met", met)])  # fmt: skip
    return rows


def run(what: str, engine: str, scale: str, rounds: str, url: str = "") -> dict[str, Any]:
    """One cell: best of so many rounds; temporary tables are made anew each time."""
    measuring.set_up()
    seconds: list[float] = []
    cpu: list[float] = []
    answer: Any = None
    if what == "one":
        return _one_settlement(engine, scale, url)
    for _ in range(int(rounds)):
        with opened(engine, scale, url) as execute:
            started, busy = time.perf_counter(), time.process_time()
            answer = by_measures(execute, engine, scale) if what == "measures" else by_hand(execute, engine)
            seconds.append(time.perf_counter() - started)
            cpu.append(time.process_time() - busy)
    return {
        "seconds": min(seconds),
        "cpu": min(cpu),
        "mb": measuring.peak_mb(),
        "rows": len(answer),
        "digest": measuring.digest(answer),
    }


def _one_settlement(engine: str, scale: str, url: str) -> dict[str, Any]:
    from bench import scoring_data as data

    count, waits = data.SCALES[scale].settlements, []
    with opened(engine, scale, url) as execute:
        for k in range(20 if engine == "duckdb" else 100):
            started = time.perf_counter()
            by_measures(execute, engine, scale, [1 + k * 7919 % count])
            waits.append((time.perf_counter() - started) * 1000)
    return {
        "p50": measuring.percentile(waits, 0.5),
        "p95": measuring.percentile(waits, 0.95),
        "mb": measuring.peak_mb(),
    }


def compare(scale: str, engines: list[str], rounds: int, url: str) -> None:
    """Print the table of one scale."""
    from bench import scoring_data as data

    size, rows, digests = data.SCALES[scale], [], set()
    base = 0.0
    for engine in engines:
        if engine == "postgresql":
            data.load_postgresql(size, url)
        words = (engine, scale, str(rounds), url)
        ours, hand, one = (
            measuring.part("bench.scoring", what, *words) for what in ("measures", "hand", "one")
        )
        digests |= {ours["digest"], hand["digest"]}
        base = base or ours["seconds"]
        rows.append([
            engine, f"{ours['seconds']:.2f} s ({ours['cpu']:.1f})", f"{ours['mb']} MB", f"{hand['seconds']:.2f} s ({hand['cpu']:.1f})",
            f"{ours['seconds'] / hand['seconds']:.2f}", f"{base / ours['seconds']:.1f}",
            f"{one['p50']:.1f} / {one['p95']:.1f} ms", ours["digest"],
        ])  # fmt: skip
    print(f"{scale}: {size.people:,} people, {size.settlements:,} settlements; best of {rounds}")
    first = engines[0]
    measuring.table(
        ["engine", "all measures (cpu)", "peak", "hand-written (cpu)", "measures ÷ hand", f"× {first}", "one settlement p50 / p95", "digest"],
        rows,
    )  # fmt: skip
    print("Same integers everywhere." if len(digests) == 1 else f"DIFFERENT answers: {digests}", "\n")


def main(argv: list[str] | None = None) -> int:
    """Parent: start the cells and print."""
    if measuring.parts_of(sys.argv, run):
        return 0
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("scales", nargs="*", default=["city", "province"])
    options.add_argument("--engines", default=",".join(ENGINES))
    options.add_argument("--rounds", type=int, default=3)
    asked = options.parse_args(argv)
    measuring.set_up()
    print(measuring.machine())
    engines = asked.engines.split(",")

    def all_scales(url: str) -> None:
        for scale in asked.scales:
            compare(scale, engines, asked.rounds, url)

    if "postgresql" in engines:
        with postgres.cluster() as url:
            all_scales(url)
    else:
        all_scales("")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
