"""A book of sheets with official heads, frozen panes, print set-up, live totals and colour scales (XlsxWriter).

Ledger exports of a hundred thousand rows use `workbooks.xlsx`; packs are small and want formats that it does not have.
Totals are formulas that carry their value, so that a sheet opened without recalculation shows the same numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from hehuo.workbooks.xlsx import letter, safe

EXCEL_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FIXED = datetime(2018, 5, 26, tzinfo=UTC).replace(tzinfo=None)
PAPER_A4, LINE_HEIGHT = 9, 15
LOW, MIDDLE, HIGH = "#F8D7C9", "#FFF8E1", "#CFE8D5"
"""Pale enough to read dark figures on, and different in grey."""


@dataclass(frozen=True)
class Column:
    """Head, width in characters, number format (empty for text), whether it is summed."""

    head: str
    width: float = 12
    number: str = ""
    summed: bool = False


@dataclass(frozen=True)
class Sheet:
    """One sheet: `rows` under the heads, `frozen` columns stay, `scale` columns are coloured 0 – 1 of their limit row."""

    name: str
    title: str
    note: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Any]]
    frozen: int = 1
    scale: tuple[int, int] | None = None
    limits: Sequence[Any] = ()
    portrait: bool = False
    total: str = "合计"
    strong: frozenset[int] = frozenset()


def write_book(sheets: Sequence[Sheet], *, footer: str) -> bytes:
    """The whole file."""
    import xlsxwriter  # heavy, and only a pack needs it

    out = BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"created": FIXED, "author": "", "title": sheets[0].title if sheets else ""})
    for sheet in sheets:
        _write(book, sheet, footer)
    book.close()
    return out.getvalue()


def _formats(book: Any) -> dict[str, Any]:
    line = {"border": 1, "border_color": "#8494A8", "font_name": "宋体", "font_size": 10, "valign": "vcenter"}
    head = {**line, "bold": True, "bg_color": "#E9F0F9", "align": "center", "text_wrap": True}
    return {
        "title": book.add_format({"bold": True, "font_name": "黑体", "font_size": 16, "align": "center", "valign": "vcenter"}),
        "note": book.add_format({"font_name": "宋体", "font_size": 9, "font_color": "#55606E", "text_wrap": True, "valign": "top"}),
        "head": book.add_format(head), "line": line,
    }  # fmt: skip


def _write(book: Any, sheet: Sheet, footer: str) -> None:
    page, formats = book.add_worksheet(sheet.name[:31]), _formats(book)
    last = len(sheet.columns) - 1
    page.merge_range(0, 0, 0, last, sheet.title, formats["title"])
    page.merge_range(1, 0, 1, last, sheet.note, formats["note"])
    page.set_row(0, 28)
    page.set_row(1, LINE_HEIGHT * _lines([sheet.note], [Column("", sum(c.width for c in sheet.columns))]))
    page.set_row(2, 32)
    styles = [_style(book, formats["line"], column) for column in sheet.columns]
    strong = [
        _style(book, {**formats["line"], "bold": True, "bg_color": "#F3F5F8"}, column)
        for column in sheet.columns
    ]
    for index, column in enumerate(sheet.columns):
        page.set_column(index, index, column.width)
        page.write_string(2, index, column.head, formats["head"])
    for number, values in enumerate(sheet.rows):
        page.set_row(3 + number, LINE_HEIGHT * _lines(values, sheet.columns))
        for index, value in enumerate(values):
            style = (strong if number in sheet.strong else styles)[index]
            _cell(page, 3 + number, index, value, style)
    if sheet.limits and sheet.scale:
        _limits(page, sheet, strong)
    if any(column.summed for column in sheet.columns) and sheet.rows:
        _totals(page, sheet, strong)
    _print(page, sheet, footer)


def _lines(values: Sequence[Any], columns: Sequence[Column]) -> int:
    """Lines that the fullest text cell takes: a Chinese character is two letters wide."""
    most = 1
    for value, column in zip(values, columns, strict=True):
        if isinstance(value, str):
            width = sum(2 if ord(sign) > 0x2E80 else 1 for sign in value)
            most = max(most, -(-width // max(int(column.width) - 1, 1)))
    return most


def _style(book: Any, line: dict[str, Any], column: Column) -> Any:
    if column.number:
        return book.add_format({**line, "num_format": column.number, "align": "right"})
    return book.add_format({**line, "num_format": "@", "text_wrap": True})


def _cell(page: Any, row: int, index: int, value: Any, style: Any) -> None:
    if value is None or value == "":
        page.write_blank(row, index, None, style)
    elif isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        page.write_number(row, index, value, style)
    elif isinstance(value, date):
        page.write_string(row, index, f"{value:%Y-%m-%d}", style)
    else:
        page.write_string(row, index, safe(str(value)), style)


def _totals(page: Any, sheet: Sheet, styles: list[Any]) -> None:
    row, end = 3 + len(sheet.rows), 3 + len(sheet.rows)
    for index, column in enumerate(sheet.columns):
        if column.summed:
            counted = [n for n in range(len(sheet.rows)) if n not in sheet.strong]
            value = sum((_number(sheet.rows[n][index]) for n in counted), Decimal(0))
            name = letter(index)
            formula = (
                "=" + "+".join(f"{name}{4 + n}" for n in counted)
                if sheet.strong
                else f"=SUM({name}4:{name}{end})"
            )
            page.write_formula(row, index, formula, styles[index], float(value))
        elif index == 0:
            page.write_string(row, index, sheet.total, styles[index])
        else:
            page.write_blank(row, index, None, styles[index])


def _number(value: Any) -> Decimal:
    """What a cell adds to a total; words such as 不足5 add nothing, as in SUM."""
    counts = isinstance(value, (int, float, Decimal)) and not isinstance(value, bool)
    return Decimal(str(value)) if counts else Decimal(0)


def _limits(page: Any, sheet: Sheet, styles: list[Any]) -> None:
    """The row of full marks under the rows, and colours by share of it."""
    row = 3 + len(sheet.rows)
    for index, value in enumerate(sheet.limits):
        _cell(page, row, index, value, styles[index])
    first, last = sheet.scale or (0, 0)
    for index in range(first, last + 1):
        full = float(sheet.limits[index])
        page.conditional_format(3, index, row - 1, index, {
            "type": "3_color_scale", "min_type": "num", "mid_type": "num", "max_type": "num", "min_value": 0,
            "mid_value": full * 0.6, "max_value": full, "min_color": LOW, "mid_color": MIDDLE, "max_color": HIGH,
        })  # fmt: skip


def _print(page: Any, sheet: Sheet, footer: str) -> None:
    page.freeze_panes(3, sheet.frozen)
    page.set_paper(PAPER_A4)
    if sheet.portrait:
        page.set_portrait()
    else:
        page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0, 2)
    page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    page.set_footer(f"&L{footer.replace('&', '&&')}&R第 &P 页 共 &N 页")
    page.center_horizontally()
