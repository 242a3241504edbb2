"""The three sheets: their columns, an empty or filled workbook, and their rows as parsed values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from hehuo.org.models import Area, Building, Grid, Settlement
from hehuo.workbooks import parse, xlsx
from hehuo.workbooks.parse import Wrong
from hehuo.workbooks.reading import SEQUENCE, Refused, Table, Unfilled, open_sheets, table_in
from hehuo.workbooks.shapes import Column

YEARS = (2016, 2019)
"""Years of the projects of the thirteenth plan."""
CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{1,17}")


def code(value: Any) -> str:
    """A settlement's number: letters, digits and hyphens."""
    found = parse.code_text(value)
    if not CODE.fullmatch(found):
        raise Wrong("编号用字母、数字和短横线，2 到 18 位，例如 520221-2017-01。")
    return found


def years(value: Any) -> list[int]:
    """Years of the project, e.g. 2016、2017."""
    found = sorted({int(text) for text in re.findall(r"\d{4}", parse.plain_text(value))})
    if not found or found[0] < YEARS[0] or found[-1] > YEARS[1]:
        raise Wrong(f"年度写 {YEARS[0]} 到 {YEARS[1]}，几个年度用顿号分开，例如 2016、2017。")
    return found


def names(value: Any) -> list[str]:
    """Several names parted by 、."""
    return [part.strip() for part in re.split(r"[、，,；;]", parse.plain_text(value)) if part.strip()]


def number_of_building(value: Any) -> str:
    """3, 3栋 and 3号楼 are the same building."""
    found = re.sub(r"(号楼|栋|幢|号)$", "", parse.code_text(value))
    if not found or len(found) > 10:
        raise Wrong("栋号写 1 到 10 个字，例如 3 或 A3，不写“栋”。")
    return found


def between(lowest: int, highest: int) -> Any:
    """A whole number within bounds."""

    def read(value: Any) -> int:
        found = parse.integer(lowest)(value)
        if found > highest:
            raise Wrong(f"不能大于 {highest}，请核对。")
        return found

    return read


SETTLEMENT_KINDS = parse.choice(Settlement.Kind.choices)
SHEETS: dict[str, tuple[Column, ...]] = {
    "安置点": (
        Column("code", "安置点编号", ("编号",), True, code, "520221-2017-01"),
        Column("name", "名称", ("安置点名称",), True, parse.text(60), "幸福家园"),
        Column("county", "县级单位", ("县区",), True, parse.text(20), "水城区"),
        Column("township", "乡镇（街道）", ("乡镇", "街道"), True, parse.text(40), "尖山街道"),
        Column("zone", "所属安置区", (), False, parse.text(60), "", "不填同安置点名称"),
        Column("kind", "安置方式", (), True, SETTLEMENT_KINDS, "城镇化集中"),
        Column("project_years", "年度项目", ("年度",), True, years, "2016、2017"),
        Column("planned_households", "规划户数", ("户数",), True, between(1, 20000), "640"),
        Column("planned_persons", "规划人数", ("人数",), True, between(1, 100000), "2880"),
        Column("dwellings_built", "套数", (), False, between(0, 30000), "640"),
        Column("communities", "社区", ("社区名称",), False, names, "幸福社区", "几个社区用顿号分开"),
        Column("host_village", "迁入地村（居）", ("迁入地村", "迁入地"), False, parse.text(60), "", "不足 200 户的必填"),
        Column("first_move_in_on", "首批入住", ("首批入住日期",), False, parse.day, "2018-03-01"),
        Column("all_keys_on", "全部交房", ("全部交房日期",), False, parse.day, "2018-09-30"),
    ),
    "网格": (
        Column("settlement", "安置点编号", ("编号",), True, code, "520221-2017-01"),
        Column("name", "网格名称", ("网格",), True, parse.text(40), "第1网格"),
        Column("valid_from", "启用日期", (), True, parse.day, "2018-03-01"),
    ),
    "楼栋": (
        Column("settlement", "安置点编号", ("编号",), True, code, "520221-2017-01"),
        Column("grid", "网格名称", ("网格",), True, parse.text(40), "第1网格"),
        Column("number", "栋号", ("楼栋",), True, number_of_building, "3"),
        Column("floors", "层数", (), True, between(1, 60), "6"),
        Column("units", "单元数", (), True, between(1, 30), "2"),
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Trouble:
    """One thing to mend."""

    sheet: str
    row: int
    column: str
    remedy: str


@dataclass
class Line:
    """A row of a sheet: parsed values by field."""

    number: int
    values: dict[str, Any] = field(default_factory=dict)


def read_sheets(content: bytes, name: str) -> tuple[dict[str, list[Line]], list[Trouble]]:
    """Rows by sheet and what is wrong with single cells; `Refused` when the file is none of ours."""
    opened = {sheet[0]: sheet for sheet in open_sheets(content, name)}
    if not opened.keys() & SHEETS.keys():
        raise Refused("没有找到名为“安置点”“网格”“楼栋”的工作表。请下载模板，在模板里填。")
    lines: dict[str, list[Line]] = {sheet: [] for sheet in SHEETS}
    troubles: list[Trouble] = []
    for sheet, columns in SHEETS.items():
        if sheet not in opened:
            continue
        try:
            table = table_in([opened[sheet]], name, columns)
        except Unfilled:
            continue
        except Refused as problem:
            troubles.append(Trouble(sheet, 0, "", str(problem)))
            continue
        found, wrong = _parsed(table, sheet, columns)
        lines[sheet] = found
        troubles += wrong
    return lines, troubles


def _parsed(table: Table, sheet: str, columns: Sequence[Column]) -> tuple[list[Line], list[Trouble]]:
    lines, troubles = [], []
    for number, row in enumerate(table.rows, table.first):
        if not any(cell not in ("", None) for cell in row):
            continue
        line = Line(number)
        for column in columns:
            place = table.place.get(column.head, len(row))
            cell = row[place] if place < len(row) else ""
            if cell in ("", None):
                if column.required:
                    troubles.append(Trouble(sheet, number, column.head, "必填，请补上。"))
                continue
            try:
                line.values[column.field] = column.parse(cell)
            except Wrong as problem:
                troubles.append(Trouble(sheet, number, column.head, str(problem)))
        lines.append(line)
    return lines, troubles


def workbook(*, filled: bool) -> Iterator[bytes]:
    """The template with an example line each, or what is registered in the same columns."""
    rows = _registered() if filled else {}
    sheets = []
    for sheet, columns in SHEETS.items():
        heads = [xlsx.Column(SEQUENCE, 8), *(xlsx.Column(column.head, 16) for column in columns)]
        example = ["示例（请删去）", *(column.example for column in columns)]
        body = [[n, *row] for n, row in enumerate(rows[sheet], 1)] if filled else [example]
        dropdowns = {
            1 + i: ",".join(map(str, Settlement.Kind.labels))
            for i, c in enumerate(columns)
            if c.field == "kind"
        }
        sheets.append(xlsx.Sheet(sheet, heads, body, dropdowns=dropdowns))
    return xlsx.stream(sheets)


def _registered() -> dict[str, list[list[Any]]]:
    places = (
        Settlement.objects.select_related("county", "settlement_area", "area")
        .prefetch_related("communities")
        .order_by("code")
    )
    towns = dict(Area.objects.filter(kind=Area.Kind.TOWNSHIP).values_list("path", "name"))
    step = Area.steplen
    return {
        "安置点": [
            [
                place.code, place.name, place.county.name, towns.get(place.area.path[:-step], ""), place.settlement_area.name,
                place.get_kind_display(), "、".join(map(str, place.project_years)), place.planned_households,
                place.planned_persons, place.dwellings_built, "、".join(c.name for c in place.communities.all() if not c.is_host),
                place.host_village, place.first_move_in_on or "", place.all_keys_on or "",
            ]
            for place in places
        ],
        "网格": [
            [grid.settlement.code, grid.name, grid.valid_from]
            for grid in Grid.objects.select_related("settlement").order_by("settlement__code", "code")
        ],
        "楼栋": [
            [one.settlement.code, one.grid.name, one.number, one.floors, one.units]
            for one in Building.objects.select_related("settlement", "grid").order_by("settlement__code", "pk")
        ],
    }  # fmt: skip
