"""A ledger folder is entered by models, queries, services and measures; its declaration only by those that list ledgers."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.structure.tree import HOUSE, ROOT, is_test, python_modules

LEDGER_ROOMS = {
    "residents", "neighbourhood", "culture", "safety", "property", "livelihood", "services",
}  # fmt: skip
DOORS = {"models", "queries", "services", "measures", "relations"}
MAY_READ_DECLARATIONS = ("hehuo.desk.contents", "hehuo.field", "hehuo.api")


def dotted(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imports_of(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def entered_by(imported: str) -> tuple[str, str] | None:
    """(ledger folder, module behind the door) when the import enters a ledger folder."""
    parts = imported.split(".")
    if len(parts) < 4 or parts[0] != "hehuo" or parts[1] not in LEDGER_ROOMS:
        return None
    folder = HOUSE / parts[1] / parts[2]
    behind = folder / parts[3]
    if not folder.is_dir() or not (behind.is_dir() or behind.with_suffix(".py").exists()):
        return None
    return ".".join(parts[:3]), parts[3]


def test_ledger_folders_are_entered_by_their_doors():
    wrong, seen = [], 0
    for path, module in python_modules().items():
        if is_test(path) or HOUSE not in path.parents:
            continue
        importer = dotted(path)
        for imported in imports_of(module):
            entry = entered_by(imported)
            if entry is None or importer.startswith(entry[0]):
                continue
            seen += 1
            declared = entry[1] == "ledger" and importer.startswith(MAY_READ_DECLARATIONS)
            if entry[1] not in DOORS and not declared:
                wrong.append(f"{importer} → {imported}")
    assert seen
    assert not wrong


def test_analytic_engines_stay_out_of_the_web_process():
    """Loading every address must not load DuckDB, polars or Spark."""
    script = (
        "import sys, django; django.setup()\n"
        "from django.urls import get_resolver; get_resolver().url_patterns\n"
        "import hehuo.config.wsgi\n"
        "print(sorted({'duckdb', 'polars', 'pyspark', 'pandas'} & set(sys.modules)))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    assert ran.stdout.strip().splitlines()[-1] == "[]"
