"""SQL texts with their header: what a relation or a measure says about itself (architecture §4)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from hehuo.measures.relations import RelationError

HEADER = re.compile(r"^--\s*(\w+):\s*(.*?)\s*$")
READ_FROM = re.compile(r"\b(?:from|join)\s+([a-z_][a-z0-9_]*)")
BRACKETS = re.compile(r"'[^']*'|\([^()']*\)")
"""Texts in quotes and the innermost brackets, which hide commas."""
SELECTED = re.compile(r"\bselect\s+(?:distinct\s+)?(.*?)\s+from\b", re.S | re.I)
OWN_PART = re.compile(r"\b([a-z_][a-z0-9_]*)\s+as\s+(?:materialized\s+|not\s+materialized\s+)?\(\s*select\b")
PARAMETER = re.compile(r":([a-z_][a-z0-9_]*)")
MEASURE_KEYS = ("label", "unit", "case", "population", "clause", "met", "remedy")
RELATION_KEYS = ("label", "population", "clause")


@dataclass(frozen=True)
class SqlText:
    """One file: header and portable SQL."""

    name: str
    path: Path
    header: dict[str, str]
    sql: str

    @property
    def label(self) -> str:
        """What people call it."""
        return self.header.get("label", self.name)

    @property
    def per_person(self) -> bool:
        """Follows the person, not the settlement (`-- scope: person`)."""
        return self.header.get("scope") == "person"

    @cached_property
    def parameters(self) -> frozenset[str]:
        """Bound parameters in the text itself."""
        return frozenset(PARAMETER.findall(self.sql))

    @cached_property
    def tables(self) -> tuple[str, ...]:
        """Relations that the text reads, in order of appearance (its own `with` parts left out)."""
        return tables_of(self.sql)

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns that the text returns."""
        return tuple(columns_of(self.sql))


class Measure(SqlText):
    """A list of cases: settlement_id, case_id, met, and optionally weight and weight_met."""

    @property
    def unit(self) -> str:
        """Counting unit, e.g. 户."""
        return self.header.get("unit", "")

    @property
    def case(self) -> str:
        """What case_id points to: app.model, or window, month."""
        return self.header.get("case", "")

    @property
    def clause(self) -> str:
        """Where the plan asks for it."""
        return self.header.get("clause", "")

    @property
    def population(self) -> str:
        """Whose cases they are."""
        return self.header.get("population", "")

    @property
    def met(self) -> str:
        """When a case is met."""
        return self.header.get("met", "")

    @property
    def remedy(self) -> str:
        """What to do about a case that is not met, in Chinese."""
        return self.header.get("remedy", "")

    @property
    def page(self) -> str:
        """Name of the address, by case_id, where an unmet case is put right, when it is not the case's own page."""
        return self.header.get("page", "")

    @property
    def weighted(self) -> bool:
        """Has integer weights (fields checked, cells required)."""
        return bool(re.search(r"\bas weight\b", self.sql))

    @property
    def weighted_met(self) -> bool:
        """Says itself how much of the weight is met."""
        return bool(re.search(r"\bas weight_met\b", self.sql))


class Relation(SqlText):
    """A derived population."""


def tables_of(sql: str) -> tuple[str, ...]:
    """Names of relations in a text, in order of appearance.

    The portable subset is plain enough to read without a parser, which keeps sqlglot (20 MB, half a second) out of the
    web process; a test compares the answer with sqlglot's for every text of the house.
    """
    own = set(OWN_PART.findall(sql))
    return tuple(dict.fromkeys(name for name in READ_FROM.findall(sql) if name not in own))


def columns_of(sql: str) -> list[str]:
    """Names of the columns that a text returns: of its first select outside brackets. Read without a parser, as above."""
    flat = sql
    while (shorter := BRACKETS.sub(" ", flat)) != flat:
        flat = shorter
    found = SELECTED.search(flat)
    if not found:
        return []
    return [part.split()[-1].rpartition(".")[2] for part in found[1].split(",")]


def read(path: Path, kind: type[SqlText]) -> SqlText:
    """Read one file; a header that is not whole raises `RelationError`."""
    header: dict[str, str] = {}
    body: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        found = HEADER.match(line.strip())
        if found and not body:
            header[found[1]] = found[2]
        elif line.strip().startswith("--"):
            continue
        elif line.strip():
            body.append(line.split(" --")[0].rstrip())
    missing = [key for key in (MEASURE_KEYS if kind is Measure else RELATION_KEYS) if not header.get(key)]
    if missing:
        raise RelationError(f"{path}: the header lacks {', '.join(missing)}.")
    return kind(path.stem, path, header, "\n".join(body).rstrip().rstrip(";"))
