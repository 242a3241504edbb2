"""Excel workbooks: every visible sheet is a table; merged cells repeat their text."""

from __future__ import annotations

import io
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from hehuo.assessment.standards.reading.results import Block, Notes, Repeated, StandardRefused, Table

MAX_ROWS = 3000
MAX_COLUMNS = 60


def read_excel(content: bytes, notes: Notes) -> list[Block]:
    """Blocks of an .xlsx file, one table per visible sheet with content."""
    try:
        book = load_workbook(io.BytesIO(content), data_only=True)
        tables: list[Block] = []
        for sheet in book.worksheets:
            if sheet.sheet_state != "visible":
                notes.info("hidden_sheet", f"工作表“{sheet.title}”", "此工作表是隐藏的，没有读取。")
                continue
            rows = _rows(sheet)
            if any(any(row) for row in rows):
                tables.append(Table(rows, sheet.title))
    except StandardRefused:
        raise
    except Exception as problem:  # damaged files fail in every way there is
        raise StandardRefused("Excel 文件已损坏，打不开。请用 Excel 重新另存为 .xlsx 后再上传。") from problem
    return tables


def _rows(sheet: Worksheet) -> list[list[str]]:
    if sheet.max_row > MAX_ROWS or sheet.max_column > MAX_COLUMNS:
        raise StandardRefused(
            f"工作表“{sheet.title}”有 {sheet.max_row} 行、{sheet.max_column} 列，不像是考核表。请删去无关内容后再上传。"
        )
    rows = [[_text(value) for value in row] for row in sheet.iter_rows(values_only=True)]
    for area in sheet.merged_cells.ranges:
        top, left = area.min_row - 1, area.min_col - 1
        for row in range(top, min(area.max_row, len(rows))):
            for column in range(left, min(area.max_col, len(rows[row]))):
                rows[row][column] = Repeated(rows[top][left]) if row > top else rows[top][left]
    return rows


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return format(value, "g")
    return str(value).strip()
