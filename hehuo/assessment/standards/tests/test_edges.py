"""Rows that are neither item nor section, tables over several pages, and rules that cannot be."""

from __future__ import annotations

import io
from typing import Any

import pytest
from docx import Document

from hehuo.assessment.standards.checking import problems_of
from hehuo.assessment.standards.editions import load_edition
from hehuo.assessment.standards.reading import read_standard
from hehuo.assessment.standards.tests.builders import excel_file, small_text

HEADER = ["序号", "创建内容", "考核标准", "分值", "责任单位"]
FIRST = ["一、甲（10分）", "1. 名一。内容一。", "标准一", "4", "市民政局"]
SECOND = ["", "2. 名二。内容二。", "标准二", "6", "市妇联"]


def numbers(edition: dict[str, Any]) -> list[list[int]]:
    return [[item["no"] for item in section["items"]] for section in edition["sections"]]


def test_blank_rows_repeated_headers_and_notes_are_no_items() -> None:
    blank, note = [""] * 5, ["注：本表由市里解释。", "", "", "", ""]
    result = read_standard(excel_file([HEADER, FIRST, blank, HEADER, SECOND, note]), "t.xlsx")
    assert numbers(result.edition) == [[1, 2]]
    assert [f.code for f in result.findings if f.code in ("note_row", "row_unread")] == ["note_row"]


def test_a_row_that_is_not_understood_is_reported() -> None:
    result = read_standard(excel_file([HEADER, FIRST, ["", "", "", "", "市文明办"], SECOND]), "t.xlsx")
    assert numbers(result.edition) == [[1, 2]]
    assert ["市文明办" in f.message for f in result.findings if f.code == "row_unread"] == [True]


@pytest.mark.parametrize("header_again", [True, False])
def test_table_over_two_pages_is_joined(header_again: bool) -> None:
    document = Document()
    for rows in ([HEADER, FIRST], [HEADER, SECOND] if header_again else [SECOND]):
        table = document.add_table(rows=len(rows), cols=5)
        for index, row in enumerate(rows):
            for column, text in enumerate(row):
                table.cell(index, column).text = text
        document.add_paragraph("续表")
    stream = io.BytesIO()
    document.save(stream)
    result = read_standard(stream.getvalue(), "t.docx")
    assert numbers(result.edition) == [[1, 2]]
    assert [f.code for f in result.findings if f.code == "table_joined"] == ["table_joined"]


def test_items_before_any_section_are_reported() -> None:
    result = read_standard(small_text("1\t1. 名。内容。\t标准（4分）\t市民政局"), "t.txt")
    assert [f.code for f in result.findings if f.code == "no_section"] == ["no_section"]


def test_unused_columns_are_named() -> None:
    rows = [[*HEADER, "自评得分"], [*FIRST, ""], [*SECOND, ""]]
    (finding,) = [f for f in read_standard(excel_file(rows), "t.xlsx").findings if f.code == "column_ignored"]
    assert finding.message == "没有用到的列：自评得分。"


@pytest.mark.parametrize(
    ("code", "change", "words"),
    [
        ("1.3", {"points": "0"}, "大于 0"),
        ("1.3", {"points": "1.505"}, "两位小数"),
        ("1.4", {"each": "0.5"}, "乘以个数"),
        ("9.1", {"steps": [["100", "1.9"]]}, "最高分"),
        (
            "12.3",
            {"otherwise": {"measure": "zero_employment_households_helped", "points": "2.5"}},
            "低于满分",
        ),
        ("11.2", {"below_full": {"at": "99", "points": "3"}}, "低于满分"),
        ("14.2", {"then": "magic"}, "magic"),
    ],
)
def test_rules_that_cannot_be_are_refused(code: str, change: dict[str, Any], words: str) -> None:
    edition = load_edition("LPS-2018")
    (sub,) = [
        s for sec in edition["sections"] for i in sec["items"] for s in i["sub_criteria"] if s["code"] == code
    ]
    sub["rule"]["parts"][0].update(change)
    sub["points"] = change.get("points", sub["points"])
    assert any(words in problem and code in problem for problem in problems_of(edition))
