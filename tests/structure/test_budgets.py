"""Sizes stay readable; nothing is a junk drawer; every module says what it is."""

from __future__ import annotations

import ast
import hashlib
import re
from pathlib import Path

from tests.structure.tree import (
    HOUSE,
    ROOT,
    is_made_elsewhere,
    is_test,
    name_of,
    python_modules,
    tracked_files,
)

LINES_OF_A_FILE = 400
LINES_OF_A_FUNCTION = 50
LINES_OF_FLOORS = {"kit": 2250, "workbooks": 2000, "records": 1500}
LINES_OF_THE_LEDGER_VIEW = 300
JUNK_DRAWERS = {"utils", "util", "common", "core", "helpers", "helper", "misc", "stuff", "lib", "tools"}
VENDOR = HOUSE / "desk/static/vendor"


def lines_of(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_files_stay_short():
    ours = [
        path
        for path in tracked_files()
        if path.suffix in {".py", ".html", ".js"} and not is_made_elsewhere(path)
    ]
    assert len(ours) > 50
    long = {name_of(path): count for path in ours if (count := lines_of(path)) > LINES_OF_A_FILE}
    assert not long


def test_functions_stay_short():
    long = {}
    for path, module in python_modules().items():
        for node in ast.walk(module):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > LINES_OF_A_FUNCTION:
                    long[f"{name_of(path)}:{node.lineno} {node.name}"] = length
    assert not long


def test_no_junk_drawers():
    drawers = [
        name_of(path)
        for path in python_modules()
        if JUNK_DRAWERS & {part.removesuffix(".py") for part in path.relative_to(ROOT).parts}
    ]
    assert not drawers


def test_the_floors_under_the_ledgers_stay_small():
    for floor, most in LINES_OF_FLOORS.items():
        ours = [path for path in python_modules() if (HOUSE / floor) in path.parents and not is_test(path)]
        ours = [path for path in ours if "testing" not in path.parts]  # what only tests inherit from
        assert ours
        assert sum(lines_of(path) for path in ours) <= most, floor
    assert lines_of(HOUSE / "kit/ledger.py") <= LINES_OF_THE_LEDGER_VIEW


def test_every_module_says_what_it_is():
    silent = [
        name_of(path)
        for path, module in python_modules().items()
        if not is_test(path) and not path.name.startswith("_") and not ast.get_docstring(module)
    ]
    assert not silent


def test_every_package_of_the_house_says_what_it_is():
    packages = [path for path in python_modules() if path.name == "__init__.py" and HOUSE in path.parents]
    silent = [
        name_of(path)
        for path in packages
        if not is_test(path) and not ast.get_docstring(python_modules()[path])
    ]
    assert not silent


def test_vendored_files_are_what_their_list_says():
    rows = re.findall(
        r"^\| `([^`]+)` \|.*\| `([0-9a-f]{64})` \|$", (VENDOR / "VENDOR.md").read_text(), re.MULTILINE
    )
    assert dict(rows) == {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.iterdir()
        if path.suffix in {".js", ".css"}
    }


def test_icons_that_templates_use_are_in_the_sprite():
    sprite = set(re.findall(r'<symbol id="([^"]+)"', (VENDOR / "icons.svg").read_text(encoding="utf-8")))
    used = {
        (icon, name_of(path))
        for path in tracked_files()
        if path.suffix in {".html", ".py", ".js"} and HOUSE in path.parents and not is_made_elsewhere(path)
        for icon in re.findall(r"icons\.svg['\" %}]*#([a-z0-9-]+)", path.read_text(encoding="utf-8"))
    }
    assert len(sprite) > 80
    assert not {pair for pair in used if pair[0] not in sprite}
