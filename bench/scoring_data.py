"""Seeded synthetic ledgers for the scoring bench: same tables and columns as Django's, written straight to each engine.

DuckDB makes the rows from hashes of their numbers, so the same scale always gives the same rows.
"""

from __future__ import annotations

import sqlite3
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from hehuo.measures import registry
from hehuo.measures.compiler import LiveTables

DATA = Path(__file__).parent / "data" / "scoring"


@dataclass(frozen=True)
class Scale:
    """How big: people and settlements."""

    name: str
    people: int
    settlements: int


SCALES = {
    s.name: s
    for s in (
        Scale("city", 120_000, 42),
        Scale("province", 1_900_000, 950),
        Scale("nation", 9_600_000, 35_000),
    )
}

D = "date '2018-12-31'"
STATUS = "case when r(90) < 20 then 'void' when r(90) < 40 then 'draft' when r(91) < 500 then 'verified' else 'submitted' end"
HOME = "i.household"


def _day(key: int, back: int, ahead: int = 0) -> str:
    return f"({D} + cast(r({key}) * {back + ahead} // 1000 as integer) - {back})"


def _maybe(key: int, per_mille: int, value: str) -> str:
    return f"case when r({key}) < {per_mille} then {value} end"


def _pick(key: int, *values: str) -> str:
    arms = " ".join(f"when {n} then '{v}'" for n, v in enumerate(values))
    return f"case r({key}) % {len(values)} {arms} end"


PER_HOUSEHOLD, PER_PERSON, PER_SETTLEMENT = "households", "people", "settlements"
TABLES: dict[str, tuple[str, int, dict[str, str]]] = {
    # relation: (numbered per, rows per thousand, {field: expression})
    "households": (PER_HOUSEHOLD, 1000, {
        "household_class": _pick(1, "registered_poor", "registered_poor", "co_relocated", "co_relocated", "local"),
        "allocated_on": _day(2, 700, 20), "keys_on": _maybe(3, 960, _day(2, 680, 20)),
        "moved_in_on": _maybe(4, 930, _day(2, 660, 20)), "exited_on": _maybe(5, 20, _day(6, 300, 60)),
    }),
    "memberships": (PER_PERSON, 1000, {
        "person_id": "i.n", "household_id": HOME, "valid_from": _day(2, 900, 10), "valid_to": _maybe(3, 25, _day(4, 200, 60)),
    }),
    "persons": (PER_PERSON, 1000, {
        "birth_date": f"({D} - cast(r(1) * 27 + r(2) as integer))", "deceased_on": _maybe(3, 10, _day(4, 400, 60)),
        "labour_class": _pick(5, "skilled", "ordinary", "ordinary", "ordinary", "weak_or_half", "lost", "none", ""),
        "not_in_labour": "case when r(6) < 40 then 'student' else '' end", "left_on": _maybe(7, 10, _day(8, 300, 60)),
    }),
    "occupancy_spells": (PER_HOUSEHOLD, 980, {
        "household_id": "i.n", "state": _pick(1, *["resident"] * 12, "resident_partly", "away_working", "two_ends", "not_keyed"),
        "valid_from": _day(2, 500, 10), "valid_to": _maybe(3, 40, _day(4, 200, 60)), "checked_on": _maybe(5, 950, _day(6, 110)),
        "away_confirmed": "r(7) < 700",
    }),
    "two_ends_cases": (PER_HOUSEHOLD, 15, {
        "household_id": "i.n", "state": _pick(1, "open", "closed", "dismissed", "suspected"), "confirmed_on": _maybe(2, 800, _day(3, 200)),
        "closed_on": _maybe(4, 500, _day(5, 150, 30)), "closing_check_on": _maybe(6, 700, _day(7, 120, 30)),
    }),
    "old_houses": (PER_HOUSEHOLD, 900, {
        "household_id": "i.n", "has_old_house": _pick(1, "own", "own", "own", "shared", "none"), "due_on": _maybe(2, 900, _day(3, 300, 90)),
        "exemption": "case when r(4) < 60 then 'shared_wall' else 'none' end", "exemption_certified_on": _maybe(5, 800, _day(6, 300)),
        "demolished_on": _maybe(7, 850, _day(8, 300, 30)), "site_checked_on": _maybe(9, 800, _day(10, 200, 30)),
        "reclaim_kind": _pick(11, "farmland", "forest", "forest", "unsuitable"), "reclaim_due_on": _maybe(12, 800, _day(13, 200, 200)),
        "accepted_on": _maybe(14, 700, _day(15, 200, 60)),
    }),
    "labour_profiles": (PER_PERSON, 600, {
        "person_id": "i.n", "snapshot_month": "case when r(1) < 100 then date '2018-11-01' else date '2018-12-01' end",
        "labour_class": _pick(2, "ordinary", "skilled", "ordinary", ""), "employment_status": _pick(3, "employed", "employed", "unemployed", "caring"),
        "employment_type": _pick(4, "unit", "flexible", "odd_jobs", ""), "work_place": _pick(5, "county", "out_province", "city", "settlement"),
        "months_this_year": _maybe(6, 950, "cast(r(7) % 13 as integer)"), "unemployed_reason": _pick(8, "care", "no_skill", ""),
        "confirmed_on": _maybe(9, 980, _day(10, 40)), "confirm_mode": "case when r(11) < 950 then 'phone' else '' end",
    }),
    "accuracy_checks": (PER_PERSON, 6, {
        "person_id": "i.n", "book": _pick(1, "labour", "employment"), "checked_on": _day(2, 110), "fields_checked": "8",
        "fields_right": "case when r(3) < 900 then 8 else 7 end",
    }),
    "employment_spells": (PER_PERSON, 450, {
        "person_id": "i.n", "kind": _pick(1, "unit", "flexible", "self", "public_post", "workshop", "farming", "odd_jobs"),
        "place": _pick(2, "county", "city", "out_province"), "valid_from": _day(3, 500, 10), "valid_to": _maybe(4, 80, _day(5, 200, 90)),
        "contract_kind": _pick(6, "labour", "service", "none", ""), "proof_kind": _pick(7, "contract", "phone", "employer"),
        "confirmed_on": _day(8, 38), "employer_id": "cast(null as bigint)", "employer_name": "case when r(9) < 900 then 'x' else '' end",
        "job_title": "case when r(10) < 950 then 'x' else '' end",
    }),
    "enrolments": (PER_PERSON, 420, {
        "person_id": "i.n", "state": _pick(1, "completed", "completed", "certificated", "failed", "dropped", "attending"),
        "hours_due": "80", "hours_present": "cast(50 + r(2) % 31 as integer)", "completed_on": _maybe(3, 900, _day(4, 300, 20)),
    }),
    "training_exemptions": (PER_PERSON, 40, {
        "person_id": "i.n", "kind": _pick(1, "sole_carer", "illness", "maternity", "certified"), "valid_from": _day(2, 300),
        "valid_to": _maybe(3, 200, _day(4, 100, 100)), "review_on": _maybe(5, 600, _day(6, 60, 250)), "proof": "'x'",
    }),
    "zero_employment_cases": (PER_HOUSEHOLD, 30, {
        "household_id": "i.n", "state": _pick(1, "verified", "planned", "offering", "exempted", "dismissed", "closed"), "found_on": _day(2, 90),
        "confirmed_on": _maybe(3, 800, _day(4, 60)), "planned_on": _maybe(5, 700, _day(6, 40)),
        "exempt": _pick(7, "none", "none", "care", "unwilling_written"), "exempt_from": _maybe(8, 600, _day(9, 80)),
        "exempt_review_on": _maybe(10, 800, _day(11, 20, 170)), "closed_on": _maybe(12, 200, _day(13, 60, 30)),
    }),
    "employment_windows": (PER_SETTLEMENT, 950, {
        "kind": _pick(1, "standing", "mobile"), "half_days_a_week": "cast(r(2) % 5 as integer)", "opened_on": _day(3, 300),
        "closed_on": _maybe(4, 60, _day(5, 100, 30)),
    }),
    "job_events": (PER_SETTLEMENT, 4000, {"kind": "'fair'", "held_on": _day(1, 400, 20)}),
    "training_classes": (PER_SETTLEMENT, 6000, {
        "state": _pick(1, "ended", "archived", "paid", "running", "cancelled"), "ends_on": _day(2, 300, 40),
        "open_report_no": "case when r(3) < 950 then 'x' else '' end", "has_timetable": "r(4) < 950", "has_roll": "r(5) < 980",
        "has_attendance": "r(6) < 960", "has_result": "r(7) < 900",
    }),
}  # fmt: skip


def made_relations() -> dict[str, Any]:
    """Base relations that the generator fills."""
    base = registry.base_relations()
    return {name: base[name] for name in ("settlements", *TABLES)}


def make(scale: Scale) -> Path:
    """Raw tables and base relations as Parquet; made once and kept."""
    folder = DATA / scale.name
    if (folder / "done").exists():
        return folder
    for name in ("raw", "relations"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    db = duckdb.connect(config={"memory_limit": "2GB", "threads": 2, "temp_directory": str(folder / "tmp")})
    homes = scale.people * 10 // 43
    numbers = {PER_SETTLEMENT: scale.settlements, PER_HOUSEHOLD: homes, PER_PERSON: scale.people}
    for name, (per, rate, fields) in TABLES.items():
        count = numbers[per] * max(rate // 1000, 1)
        keep = "" if rate >= 1000 else f"where hash(n * 7919 + {len(name)}) % 1000 < {rate}"
        household = f"1 + (n - 1) * {homes} // {scale.people}" if per == PER_PERSON else "n"
        place = (
            f"1 + (i.household - 1) * {scale.settlements} // {homes}"
            if per != PER_SETTLEMENT
            else f"1 + (i.n - 1) % {scale.settlements}"
        )
        db.execute(
            f"create or replace macro r(k) as cast(hash(i.n * 1009 + k * 31 + {len(name) * 17 + rate}) % 1000 as bigint)"
        )
        columns = ", ".join(f"{expression} as {field}" for field, expression in fields.items())
        select = (
            f"select i.n as id, {place} as settlement_id, {STATUS} as status, {columns} "
            f"from (select n, {household} as household from range(1, {count + 1}) t(n) {keep}) i"
        )
        db.execute(f"copy ({select}) to '{folder}/raw/{name}.parquet' (format parquet)")
    db.execute(
        f"copy (select range as id from range(1, {scale.settlements + 1})) to '{folder}/raw/settlements.parquet' (format parquet)"
    )
    for name, relation in made_relations().items():
        db.execute(f"create or replace view {relation.table} as select * from '{folder}/raw/{name}.parquet'")
        select = LiveTables().select(relation, scoped=False)
        db.execute(f"copy ({select}) to '{folder}/relations/{name}.parquet' (format parquet)")
    (folder / "done").touch()
    return folder


def _columns(db: Any, path: Path) -> list[tuple[str, str]]:
    rows = db.execute(f"describe select * from '{path}'").fetchall()
    return [(row[0], row[1]) for row in rows]


def keys_of(name: str, columns: list[str]) -> list[str]:
    """Columns that Django indexes: foreign keys."""
    return [
        c for c in ("settlement_id", "person_id", "household_id") if c in columns and name != "settlements"
    ]


def load_sqlite(scale: Scale) -> Path:
    """The raw tables in SQLite with Django's names and indexes."""
    folder, path = make(scale), DATA / scale.name / "bench.sqlite3"
    if (folder / "sqlite").exists():
        return path
    path.unlink(missing_ok=True)
    source, target = (
        duckdb.connect(config={"memory_limit": "1GB"}),
        sqlite3.connect(path, isolation_level=None),
    )
    target.execute("pragma journal_mode=off")
    target.execute("pragma synchronous=off")
    for name, relation in made_relations().items():
        columns = _columns(source, folder / "raw" / f"{name}.parquet")
        made = ", ".join(
            f"{c} integer primary key" if c == "id" else f"{c} {_sqlite_type(t)}" for c, t in columns
        )
        target.execute(f"create table {relation.table} ({made})")
        picked = ", ".join(
            f"cast({c} as varchar)" if t == "DATE" else f"cast({c} as int)" if t == "BOOLEAN" else c
            for c, t in columns
        )
        rows = source.execute(f"select {picked} from '{folder}/raw/{name}.parquet' order by id")
        target.execute("begin")
        while chunk := rows.fetchmany(50_000):
            target.executemany(
                f"insert into {relation.table} values ({', '.join('?' * len(columns))})", chunk
            )
        for key in keys_of(name, [c for c, _ in columns]):
            target.execute(f"create index {relation.table}_{key} on {relation.table} ({key})")
        target.execute("commit")
    target.execute("analyze")
    target.close()
    (folder / "sqlite").touch()
    return path


def _sqlite_type(kind: str) -> str:
    return {"DATE": "date", "VARCHAR": "varchar", "BOOLEAN": "bool"}.get(kind, "integer")


def load_postgresql(scale: Scale, url: str) -> str:
    """The raw tables in a PostgreSQL schema of their own, by COPY; answers with the schema."""
    import psycopg

    folder, schema = make(scale), f"bench_{scale.name}"
    source = duckdb.connect(config={"memory_limit": "1GB"})
    with psycopg.connect(url, autocommit=True) as target:
        known = target.execute(
            "select 1 from information_schema.tables where table_schema = %s and table_name = 'done'",
            [schema],
        ).fetchone()
        if known:
            return schema
        target.execute(f"drop schema if exists {schema} cascade")
        target.execute(f"create schema {schema}")
        target.execute(f"set search_path to {schema}")
        for name, relation in made_relations().items():
            columns = _columns(source, folder / "raw" / f"{name}.parquet")
            kinds = ", ".join(f"{c} {'bigint primary key' if c == 'id' else t.lower()}" for c, t in columns)
            target.execute(f"create table {relation.table} ({kinds})")
            csv = folder / f"{name}.csv"
            source.execute(
                f"copy (select * from '{folder}/raw/{name}.parquet') to '{csv}' (format csv, header false, force_quote *)"
            )
            fill = f"copy {relation.table} from stdin (format csv, force_null ({', '.join(c for c, t in columns if t != 'VARCHAR')}))"
            with target.cursor() as cursor, cursor.copy(fill) as copy, csv.open("rb") as lines:
                while block := lines.read(1 << 20):
                    copy.write(block)
            csv.unlink()
            for key in keys_of(name, [c for c, _ in columns]):
                target.execute(f"create index on {relation.table} ({key})")
        target.execute("create table done ()")
        target.execute("vacuum analyze")
    return schema


def size_of(path: Path) -> str:
    """Human size of a folder or file."""
    return subprocess.run(
        ["du", "-sh", str(path)], capture_output=True, text=True, check=True
    ).stdout.split()[0]
