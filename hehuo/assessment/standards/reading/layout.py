"""Finding the table and what its columns mean; other cities name them differently."""

from __future__ import annotations

import re
from dataclasses import dataclass

from hehuo.assessment.standards.reading.results import Block, Notes, Repeated, StandardRefused, Table

HEADER_DEPTH = 40
POINTS = {
    "分值",
    "分数",
    "标准分",
    "满分",
    "基准分",
    "赋分",
    "标准分数",
    "配分",
    "基础分",
    "基本分",
    "权重",
    "权重分",
    "分",
}
OTHERS_POINTS = ("自评", "自查", "复核", "复评", "初评", "实得", "得分")
NUMBER = {"序号", "编号", "序", "项次"}
CONTAINS = {
    "units": ("责任单位", "责任部门", "牵头单位", "责任主体", "责任分工", "责任分解"),
    "criterion": (
        "考核标准", "评分标准", "评分细则", "评分办法", "考核细则", "测评标准", "评价标准", "计分标准", "验收标准", "考评标准",
    ),
    "section": ("一级指标", "类别", "考核项目", "创建项目", "板块", "创建目标"),
    "content": ("创建内容", "考核内容", "创建任务", "工作内容", "评价内容", "测评内容", "考评内容", "考核指标", "二级指标", "指标"),
}  # fmt: skip


@dataclass(frozen=True)
class Layout:
    """Which column holds what; None where the table has no such column."""

    content: int
    criterion: int | None
    points: int | None
    units: int | None
    number: int | None
    section: int | None
    section_points: int | None = None

    def points_cell(self, row: list[str]) -> str:
        """Text of the points column; nothing when the cell belongs to the row above."""
        if self.points is not None and self.points < len(row) and isinstance(row[self.points], Repeated):
            return ""
        return self.cell(row, self.points)

    def cell(self, row: list[str], column: int | None) -> str:
        """Text of a column in a row."""
        return row[column].strip() if column is not None and column < len(row) else ""


def role_of(header: str) -> str | None:
    """The role that a header cell announces."""
    text = re.sub(r"<[^>]*>|[（(].*?[)）]|\s", "", header)
    if text in POINTS or (text.endswith("分值") and not text.startswith(OTHERS_POINTS)):
        return "points"
    if text in NUMBER:
        return "number"
    if text == "内容":
        return "content"
    if text in {"项目", "名称"}:
        return "section"
    if len(text) > 20:
        return None
    return next((role for role, words in CONTAINS.items() if any(word in text for word in words)), None)


def layout_of(row: list[str]) -> Layout | None:
    """The layout if this row is a header, else None."""
    columns: dict[str, int] = {}
    for index, cell in enumerate(row):
        role = role_of(cell)
        if role and role not in columns:
            columns[role] = index
    if "content" not in columns and "section" in columns:
        columns["content"] = columns.pop("section")
    if "content" not in columns or not {"criterion", "points"} & set(columns):
        return None
    points, section_points = _points_columns(row, columns)
    return Layout(
        content=columns["content"], criterion=columns.get("criterion"), points=points,
        units=columns.get("units"), number=columns.get("number"), section=columns.get("section"),
        section_points=section_points,
    )  # fmt: skip


def _points_columns(row: list[str], columns: dict[str, int]) -> tuple[int | None, int | None]:
    """Columns with the points of items and of sections: 一级指标、分值、二级指标、分值 has both."""
    found = [index for index, cell in enumerate(row) if role_of(cell) == "points"]
    before = [index for index in found if index < columns["content"]]
    after = [index for index in found if index > columns["content"]]
    if after:
        return after[0], before[0] if before and "section" in columns else None
    return columns.get("points"), None


def find_tables(blocks: list[Block], notes: Notes) -> tuple[Layout, list[Table]]:
    """Layout and body of the assessment table; tables that continue it on the next page or sheet follow it."""
    tables = [block for block in blocks if isinstance(block, Table)]
    if not tables:
        raise StandardRefused(
            "文件里没有表格。请上传含“创建内容、考核标准、分值”等列的考核表（.docx、.xlsx 或 .txt）。"
        )
    found: Layout | None = None
    width, bodies = 0, []
    for table in tables:
        start, layout = _header(table)
        if found is None and layout is None:
            continue
        if found is None and layout is not None:
            found, width = layout, len(table.rows[0])
            _report_header(table.rows[start], layout, notes)
            bodies = [Table(table.rows[start + 1 :], table.name)]
        elif layout == found:
            bodies.append(Table(table.rows[start + 1 :], table.name))
            notes.info("table_joined", "表格", f"续表{_named(table)}与前表列次相同，已接续读取。")
        elif layout is None and len(table.rows[0]) == width and table.name == bodies[0].name:
            bodies.append(table)
            notes.info("table_joined", "表格", "后一张表没有表头、列数相同，已作为续表读取。")
        else:
            notes.warning(
                "table_skipped", "表格", f"还有一张表{_named(table)}与考核表列次不同，没有读取，请核对。"
            )
    if found is None:
        raise StandardRefused(
            "没有找到考核表的表头。请保留写有“创建内容（考核内容、指标）”和“考核标准（评分标准）”或“分值”的一行。"
        )
    return found, bodies


def _named(table: Table) -> str:
    return f"“{table.name}”" if table.name else ""


def _header(table: Table) -> tuple[int, Layout | None]:
    for index, row in enumerate(table.rows[:HEADER_DEPTH]):
        layout = layout_of(row)
        if layout:
            return index, layout
    return 0, None


def _report_header(row: list[str], layout: Layout, notes: Notes) -> None:
    used = {layout.content, layout.criterion, layout.points, layout.units, layout.number, layout.section}
    used.add(layout.section_points)
    ignored = [cell for index, cell in enumerate(row) if cell and index not in used and role_of(cell) is None]
    if ignored:
        notes.info("column_ignored", "表头", f"没有用到的列：{'、'.join(dict.fromkeys(ignored))}。")
    if layout.points is None:
        notes.info("no_points_column", "表头", "表中没有单独的分值列，分值取自考核标准文字后的括号。")
    if layout.criterion is None:
        notes.warning("no_criterion_column", "表头", "表中没有考核标准列，暂以内容列文字为考核标准，请核对。")
    if layout.units is None:
        notes.info("no_units_column", "表头", "表中没有责任单位列。")
