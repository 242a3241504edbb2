"""Files built for the tests: Word and Excel tables from an edition, and another city's table."""

from __future__ import annotations

import io
from typing import Any

from docx import Document
from openpyxl import Workbook

from hehuo.assessment.standards.editions import SOURCES

TRANSCRIPT = SOURCES / "programme-2018-3.txt"
CHINESE = "一二三四五六七八九十"


def rows_of(edition: dict[str, Any]) -> list[list[str]]:
    """The printed table again, from the raw texts of an edition; section title only in its first row."""
    rows = [["序号", "创建内容", "考核标准", "责任单位"]]
    for section in edition["sections"]:
        for index, item in enumerate(section["items"]):
            label = section["title_printed"] if index == 0 else ""
            rows.append([label, item["content_raw"], item["criterion_raw"], item["units_raw"]])
    return rows


def word_file(rows: list[list[str]], *, merge_first: bool = True, title: str = "考核标准") -> bytes:
    """A .docx with one table; blank first cells are merged into the cell above."""
    document = Document()
    document.add_paragraph(title)
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    start = 1
    for index, row in enumerate(rows):
        for column, text in enumerate(row):
            table.cell(index, column).text = text
        if merge_first and index and row[0]:
            start = index
        elif merge_first and index:
            table.cell(start, 0).merge(table.cell(index, 0))
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def excel_file(rows: list[list[Any]], merges: list[str] | None = None, *, offset: int = 0) -> bytes:
    """An .xlsx with one sheet, `offset` lines of preface above the header."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in range(offset):
        sheet.append([f"某市考核表 第{line + 1}行说明"])
    for row in rows:
        sheet.append(row)
    for area in merges or []:
        sheet.merge_cells(area)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


OTHER_CITY = {1: (5, 30), 2: (5, 25), 3: (4, 20), 4: (4, 20), 5: (5, 25)}


def other_city_rows() -> list[list[Any]]:
    """Five sections in rows of their own, 23 items, 120 points, a points column."""
    rows: list[list[Any]] = [["编号", "指标", "评分标准", "分值", "责任单位", "得分"]]
    number = 0
    for section, (count, points) in OTHER_CITY.items():
        rows.append([f"{CHINESE[section - 1]}、板块{section}（{points}分）", None, None, None, None, None])
        for index in range(count):
            number += 1
            share = points // count if index else points - points // count * (count - 1)
            text = f"任务{number}。做好第{number}件事，让群众满意。"
            rows.append([number, text, f"完成第{number}件事的，计满分。", share, "市民政局、市妇联", None])
    rows.append(["合计", None, None, 120, None, None])
    return rows


def small_text(*rows: str, header: str = "序号\t创建内容\t考核标准\t责任单位") -> bytes:
    """A tab-separated text file."""
    return "\n".join([header, *rows]).encode()
