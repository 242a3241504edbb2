"""Every measure cites its clause, and has an independent reference in Python."""

from __future__ import annotations

import re
from importlib import import_module

from tests.structure.tree import HOUSE, ROOT, name_of, tracked_files


def measures() -> list:
    return [path for path in tracked_files() if path.suffix == ".sql" and path.parent.name == "measures"]


def references() -> set[str]:
    named: set[str] = set()
    for path in HOUSE.glob("*/measures_reference.py"):
        named |= set(import_module(".".join(path.relative_to(ROOT).with_suffix("").parts)).MEASURES)
    return named


def test_every_measure_cites_its_clause():
    assert len(measures()) > 30
    silent = [
        name_of(path)
        for path in measures()
        if not re.search(r"^--.*\bclause:\s*\S", path.read_text(encoding="utf-8"), re.MULTILINE)
    ]
    assert not silent


def test_every_measure_has_a_reference():
    assert {path.stem for path in measures()} == references()
