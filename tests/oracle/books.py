"""Reads exported workbooks into rows: dictionaries by head, dates as dates, empty as None. No part of the house is used."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

Row = dict[str, Any]
DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")
COUNTS = ("已提交", "已核实")


def _value(cell: Any) -> Any:
    text = str(cell).strip()
    if DAY.match(text):
        return date.fromisoformat(text)
    return text or None


def read(path: Path) -> list[Row]:
    """Rows of the first sheet that count: submitted or verified."""
    lines = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    start = next(n for n, line in enumerate(lines) if "编号" in line and "状态" in line)
    heads = [str(head) for head in lines[start]]
    rows = [dict(zip(heads, map(_value, line), strict=False)) for line in lines[start + 1 :]]
    return [row for row in rows if row.get("状态") in COUNTS]


def read_all(folder: Path) -> dict[str, list[Row]]:
    """Every workbook of a folder by its name."""
    return {path.stem: read(path) for path in sorted(folder.glob("*.xlsx"))}
