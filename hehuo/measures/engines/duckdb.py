"""DuckDB over Parquet: relations without names, published by a county, counted for a province (architecture §9).

Imported late and only by commands, benches and tests; DuckDB never enters the web process. Parquet files hold base
relations, so there is nothing personal in them beyond keys and dates of birth.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from hehuo.measures import compiler, registry, runner
from hehuo.measures.parameters import Parameters
from hehuo.measures.runner import CountsBySettlement


def export_parquet(
    folder: Path,
    *,
    known_at: datetime | None = None,
    settlement_ids: Iterable[int] | None = None,
    using: str = "default",
) -> dict[str, int]:
    """Write every base relation as Parquet; answers with the number of rows of each."""
    folder.mkdir(parents=True, exist_ok=True)
    ids = None if settlement_ids is None else sorted(settlement_ids)
    written = {}
    for name in registry.base_relations():
        rows = runner.rows_of(name, parameters={}, settlement_ids=ids, known_at=known_at, using=using)
        write_parquet(folder / f"{name}.parquet", name, rows)
        written[name] = len(rows)
    return written


def write_parquet(path: Path, name: str, rows: Sequence[Sequence[Any]]) -> None:
    """Rows of one base relation as Parquet with proper types (dates are dates, the rest whole numbers and codes)."""
    import polars

    relation = registry.base_relations()[name]
    kinds = {c.name: c for c in relation.fields}
    schema: dict[str, Any] = {}
    for column in relation.column_names:
        kind = kinds.get(column)
        is_integer = kind is None or kind.is_integer
        schema[column] = (
            polars.Int64 if is_integer else polars.Date if kind and kind.is_date else polars.String
        )
    ready = [
        tuple(_date(v) if schema[c] is polars.Date else v for c, v in zip(schema, row, strict=True))
        for row in rows
    ]
    polars.DataFrame(ready, schema=schema, orient="row").write_parquet(path)


def _date(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


class ParquetEngine:
    """Counts measures over a folder of Parquet files."""

    def __init__(self, folder: Path, *, memory: str = "2GB", threads: int = 2) -> None:
        import duckdb

        self.source = compiler.NamedTables(f"read_parquet('{folder}/{{name}}.parquet')")
        self.connection = duckdb.connect(config={"memory_limit": memory, "threads": threads})

    def count(
        self, names: Iterable[str], *, parameters: Parameters, settlement_ids: Iterable[int] | None = None
    ) -> CountsBySettlement:
        """The same answer as `runner.count`."""
        wanted = tuple(dict.fromkeys(names))
        ids = None if settlement_ids is None else sorted({int(i) for i in settlement_ids})
        statement = compiler.count_statement(wanted, self.source, ids is not None)
        condition = "" if ids is None else f"in ({', '.join(map(str, ids))})"
        sql, values = statement.bind(parameters, {}, condition=condition)
        return runner.collect(self._rows(sql, values), wanted, ids)

    def rows_of(self, name: str, *, parameters: Parameters) -> list[tuple[Any, ...]]:
        """All rows of a relation."""
        sql, values = compiler.relation_statement(name, self.source, False).bind(parameters, {})
        return self._rows(sql, values)

    def _rows(self, sql: str, values: dict[str, object]) -> list[tuple[Any, ...]]:
        for key in values:
            sql = sql.replace(f"%({key})s", f"${key}")
        return list(self.connection.execute(sql, values).fetchall())

    def close(self) -> None:
        """Let go of memory and files."""
        self.connection.close()
