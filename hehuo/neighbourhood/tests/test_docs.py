"""The tables of steps in the help pages are the life cycles themselves."""

import re
from importlib import import_module
from pathlib import Path

import pytest

PAGES = Path(__file__).resolve().parents[3] / "docs" / "ledgers"
MARK = re.compile(r"<!-- table: (\w+)\.(\w+) -->\n((?:\|.*\n)*)")
OURS = ("covenants", "meetings", "requests", "practical-matters", "duty", "mediation")


def table_of(folder: str, name: str) -> str:
    """A life cycle as a Markdown table."""
    cycle = getattr(import_module(f"hehuo.neighbourhood.{folder}.lifecycle"), name)
    rows = [f"| {' | '.join(row)} |" for row in cycle.table()]
    return "\n".join(["| 现在 | 办理 | 之后 | 规定 |", "| --- | --- | --- | --- |", *rows]) + "\n"


@pytest.mark.parametrize("page", OURS)
def test_tables_of_steps_are_true(page):
    found = MARK.findall((PAGES / f"{page}.md").read_text(encoding="utf-8"))
    assert found
    for folder, name, printed in found:
        assert printed == table_of(folder, name), f"{page}: print the table of {folder}.{name} again"
