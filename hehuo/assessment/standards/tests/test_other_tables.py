"""Tables of other cities: numerals, brackets, columns, sheets and headings as offices write them."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from hehuo.assessment.standards.reading import StandardRefused, read_standard
from hehuo.assessment.standards.reading.points import column_points, heading_points, number_of, points_at_end
from hehuo.assessment.standards.tests.builders import excel_file, small_text, word_file

CHINESE = "一二三四五六七八九十"


def shape(edition: dict[str, Any]) -> list[tuple[str, str, list[str]]]:
    """Title, points and item points of each section."""
    return [
        (s["title"], s["points"], [i["points_effective"] for i in s["items"]]) for s in edition["sections"]
    ]


def codes(text: bytes) -> set[str]:
    """Codes of what is not mere information."""
    return {f.code for f in read_standard(text, "t.txt").findings if f.severity != "info"}


@pytest.mark.parametrize(
    ("text", "value"),
    [("6", "6"), ("６", "6"), ("2．5", "2.5"), ("六", "6"), ("十", "10"), ("十二", "12"), ("一百二十", "120"),
     ("一千", "1000"), ("两百", "200"), ("120", "120")],
)  # fmt: skip
def test_numbers_as_offices_write_them(text: str, value: str) -> None:
    assert number_of(text) == Decimal(value)


@pytest.mark.parametrize(
    "cell", ["6", "6分", " 6 分 ", "（6分）", "(６分)", "满分6分", "六分", "6.0", "分值：6"]
)
def test_points_cells(cell: str) -> None:
    assert column_points(cell) == 6


@pytest.mark.parametrize("mark", ["（6分）", "(6分)", "（６分）", "（ 6 分 ）", "（六分）", "【6分】", "〔6分〕", "（满分6分）", "（分值：6分）", "(6.0分)"])  # fmt: skip
def test_points_in_brackets(mark: str) -> None:
    text = small_text(f"一、甲（6分）\t1. 名。内容。\t有台账。{mark}\t市局")
    item = read_standard(text, "t.txt").edition["sections"][0]["items"][0]
    assert (item["points_printed"], item["points_source"]) == ("6", "printed")


@pytest.mark.parametrize(
    ("heading", "points"),
    [("一、甲（30分）", 30), ("一、甲 30分", 30), ("一、甲（共4项，30分）", 30), ("甲(三十分)", 30), ("一、甲", None),
     ("一、每缺一项扣5分", None)],
)  # fmt: skip
def test_points_of_headings(heading: str, points: int | None) -> None:
    assert heading_points(heading) == points


@pytest.mark.parametrize(
    ("criterion", "points"),
    [("有台账。6分", 6), ("有台账 6 分。", 6), ("有台账，缺一项扣0.5分", None), ("每次加2分", None), ("得10-20分", None)],
)  # fmt: skip
def test_points_without_brackets_are_read_but_never_deductions(criterion: str, points: int | None) -> None:
    assert points_at_end(criterion) == points


def test_points_without_brackets_are_to_be_confirmed() -> None:
    text = small_text(
        "一、甲（10分）\t1. 名。内容。\t有台账。4分\t市局", "\t2. 名。内容。\t有记录。（6分）\t市局"
    )
    assert "points_unbracketed" in codes(text)
    assert shape(read_standard(text, "t.txt").edition) == [("甲", "10", ["4", "6"])]


def test_only_deductions_are_no_points() -> None:
    text = small_text("一、甲\t1. 名。内容。\t缺一项扣0.5分\t市局", "\t2. 名。内容。\t少一次扣1分。\t市局")
    with pytest.raises(StandardRefused, match="分值"):
        read_standard(text, "t.txt")


def test_points_behind_the_title() -> None:
    text = small_text(
        "一、甲（10分）\t1. 制度（4分）。内容。\t有制度\t市局", "\t2. 教育（6分）\t有培训\t市局"
    )
    edition = read_standard(text, "t.txt").edition
    assert shape(edition) == [("甲", "10", ["4", "6"])]
    assert [i["title"] for i in edition["sections"][0]["items"]] == ["制度", "教育"]


def test_a_total_and_its_parts_are_not_counted_twice() -> None:
    text = small_text("一、甲（6分）\t1. 名。内容。\t有台账（6分）。其中制度（2分），记录（4分）。\t市局")
    assert shape(read_standard(text, "t.txt").edition) == [("甲", "6", ["6"])]
    assert "points_several" in codes(text)


def test_points_of_sections_and_items_in_two_columns() -> None:
    text = small_text(
        "组织\t30\t机构\t10\t有机构\t市委", "组织\t30\t制度\t20\t有制度\t市委", "环境\t20\t绿化\t20\t好\t市局",
        header="一级指标\t分值\t二级指标\t分值\t评分标准\t责任单位",
    )  # fmt: skip
    assert shape(read_standard(text, "t.txt").edition) == [
        ("组织", "30", ["10", "20"]),
        ("环境", "20", ["20"]),
    ]


def test_headings_without_numbers() -> None:
    text = small_text(
        "组织领导\t\t10",
        "制度\t有制度\t4",
        "教育\t有\t6",
        "环境\t\t20",
        "绿化\t好\t20",
        header="考核内容\t考核标准\t分值",
    )
    assert shape(read_standard(text, "t.txt").edition) == [
        ("组织领导", "10", ["4", "6"]),
        ("环境", "20", ["20"]),
    ]


def test_cells_between_upright_strokes() -> None:
    text = "| 序号 | 考核内容 | 评分标准 | 分值 |\n|---|---|---|---|\n| 一、甲（10分） | | | |\n| 1 | 任务一 | 达标 | 4 |\n| 2 | 任务二 | 达标 | 6 |"
    assert shape(read_standard(text.encode(), "t.txt").edition) == [("甲", "10", ["4", "6"])]


def book(sheets: dict[str, list[list[Any]]]) -> bytes:
    """A workbook with several sheets."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def test_a_sheet_for_each_section() -> None:
    head = ["序号", "考核内容", "评分标准", "分值"]
    sheets = {
        "封面": [["某市考核办法"]],
        "组织领导": [head, [1, "机构", "有机构", 4], [2, "制度", "有制度", 6.5]],
        "环境整治": [["填报说明"], head, [3, "绿化", "好", 20]],
    }
    result = read_standard(book(sheets), "表.xlsx")
    assert shape(result.edition) == [("组织领导", "10.5", ["4", "6.5"]), ("环境整治", "20", ["20"])]
    assert sum(f.code == "section_from_sheet" for f in result.findings) == 2


def test_merged_cells_in_word_and_excel_give_the_same() -> None:
    rows = [["类别", "考核内容", "评分标准", "分值"], ["甲（10分）", "任务一", "达标", "4"], ["", "任务二", "达标", "6"],
            ["乙（20分）", "任务三", "达标", "20"]]  # fmt: skip
    expected = [("甲", "10", ["4", "6"]), ("乙", "20", ["20"])]
    assert shape(read_standard(word_file(rows), "表.docx").edition) == expected
    assert shape(read_standard(excel_file(rows, ["A2:A3"]), "表.xlsx").edition) == expected


def rows_for(points: list[list[Decimal]], style: str) -> list[list[str]]:
    """Sections in rows of their own; points in a column or in brackets behind the criterion."""
    column = style == "column"
    rows = [["序号", "考核内容", "考核标准", *(["分值"] if column else []), "责任单位"]]
    number = 0
    for index, section in enumerate(points):
        rows.append(
            [f"{CHINESE[index]}、板块{CHINESE[index]}（{sum(section):f}分）", *[""] * (len(rows[0]) - 1)]
        )
        for value in section:
            number += 1
            mark = "" if column else f"（{value:f}分）"
            rows.append(
                [
                    str(number),
                    f"任务{number}。做好工作。",
                    f"有台账。{mark}",
                    *([f"{value:f}"] if column else []),
                    "市局",
                ]
            )
    return rows


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.lists(st.decimals("0.5", "200", places=1), min_size=1, max_size=8), min_size=1, max_size=8),
    st.sampled_from(["column", "bracket"]),
    st.sampled_from(["txt", "docx", "xlsx"]),
)
def test_any_sections_items_and_totals(points: list[list[Decimal]], style: str, suffix: str) -> None:
    rows = rows_for(points, style)
    content = {
        "txt": lambda: "\n".join("\t".join(row) for row in rows).encode(),
        "docx": lambda: word_file(rows, merge_first=False),
        "xlsx": lambda: excel_file(rows),
    }[suffix]()
    result = read_standard(content, f"表.{suffix}")
    got = [[Decimal(i["points_effective"]) for i in s["items"]] for s in result.edition["sections"]]
    assert got == points
    assert [Decimal(s["points"]) for s in result.edition["sections"]] == [sum(s) for s in points]
    assert not [f for f in result.findings if f.severity != "info"]
