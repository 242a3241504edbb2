"""A small streaming workbook writer: official head, frozen heads, text-format columns, dropdowns, page footer.

Rows are formatted with one template per sheet, so a hundred thousand rows take about a second and no memory.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from xml.sax.saxutils import escape

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
UNSAFE = re.compile("[&<>\x00-\x08\x0b\x0c\x0e-\x1e\ud800-\udfff\ufffe\uffff]|(?:^|\x1f)[=+\\-@\t\r]")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
CHUNK_ROWS = 1000
TITLE, HEAD, TEXT, NUMBER, NOTE, TOTAL = 1, 2, 3, 4, 5, 6
HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PKG = "http://schemas.openxmlformats.org/package/2006"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_BORDER = "".join(
    f'<{s} style="thin"><color rgb="FF8494A8"/></{s}>' for s in ("left", "right", "top", "bottom")
)
STYLES = (
    f'{HEADER}<styleSheet {MAIN}><fonts count="4"><font><sz val="11"/><name val="宋体"/></font>'
    '<font><b/><sz val="16"/><name val="黑体"/></font><font><b/><sz val="11"/><name val="宋体"/></font>'
    '<font><sz val="9"/><color rgb="FF55606E"/><name val="宋体"/></font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFE9F0F9"/></patternFill></fill></fills>'
    f'<borders count="2"><border/><border>{_BORDER}</border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="7"><xf/><xf fontId="1" applyFont="1" applyAlignment="1"><alignment horizontal="center" vertical="center"/></xf>'
    '<xf fontId="2" fillId="2" borderId="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">'
    '<alignment horizontal="center" vertical="center" wrapText="1"/></xf>'
    '<xf numFmtId="49" borderId="1" applyNumberFormat="1" applyBorder="1"/><xf borderId="1" applyBorder="1"/>'
    '<xf fontId="3" applyFont="1"/><xf fontId="2" borderId="1" applyFont="1" applyBorder="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)  # fmt: skip


def safe(text: str) -> str:
    """Text that no spreadsheet runs as a formula (a leading apostrophe, which the importer takes off again)."""
    text = FORBIDDEN.sub("", text)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def letter(index: int) -> str:
    """0 → A, 26 → AA."""
    name = ""
    while index >= 0:
        name, index = chr(65 + index % 26) + name, index // 26 - 1
    return name


@dataclass
class Column:
    """A column: heading, width in characters, whether its cells are numbers."""

    head: str
    width: float = 14
    number: bool = False


@dataclass
class Sheet:
    """One sheet (no `[]:*?/\\` in its name). `intro` are (text, style) lines above the heads, `outro` below the rows."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Any]]
    intro: Sequence[tuple[str, int]] = ()
    outro: Sequence[Sequence[Any]] = ()
    total: Sequence[Any] | None = None
    dropdowns: dict[int, str] = field(default_factory=dict)
    footer: str = ""
    hidden: bool = False

    def __post_init__(self) -> None:
        self.name = re.sub(r"[\[\]:*?/\\']", "", self.name)[:31]


def _cell(value: Any, ref: str, style: int) -> str:
    if value is None or value == "":
        return f'<c r="{ref}" s="{style}"/>'
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        return f'<c r="{ref}" s="{NUMBER if style == TEXT else style}"><v>{value}</v></c>'
    return f'<c r="{ref}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{escape(safe(str(value)))}</t></is></c>'


def _row(values: Sequence[Any], number: int, style: int) -> str:
    cells = "".join(_cell(value, f"{letter(i)}{number}", style) for i, value in enumerate(values))
    return f'<row r="{number}">{cells}</row>'


def _template(columns: Sequence[Column]) -> str:
    cells = [
        f'<c r="{letter(i)}\x01" s="{NUMBER}"><v>%s</v></c>' if column.number
        else f'<c r="{letter(i)}\x01" s="{TEXT}" t="inlineStr"><is><t>%s</t></is></c>'
        for i, column in enumerate(columns)
    ]  # fmt: skip
    return f'<row r="\x01">{"".join(cells)}</row>'


def _rows(sheet: Sheet, number: int) -> Iterator[tuple[str, int]]:
    """Formatted rows from row `number` on, with their numbers."""
    template = _template(sheet.columns)
    texts = [i for i, column in enumerate(sheet.columns) if not column.number]
    numbers = [i for i, column in enumerate(sheet.columns) if column.number]
    for values in sheet.rows:
        try:
            clean = not UNSAFE.search("\x1f".join([values[i] for i in texts]))
        except TypeError:
            clean = False
        if clean and all(isinstance(values[i], (int, float, Decimal)) for i in numbers):
            yield template.replace("\x01", str(number)) % tuple(values), number
        else:
            yield _row(values, number, TEXT), number
        number += 1


def _sheet_xml(sheet: Sheet) -> Iterator[str]:
    last, head_row = letter(len(sheet.columns) - 1), len(sheet.intro) + 1
    widths = "".join(f'<col min="{i}" max="{i}" width="{c.width}" customWidth="1" style="{NUMBER if c.number else TEXT}"/>'
                     for i, c in enumerate(sheet.columns, 1))  # fmt: skip
    yield (
        f'{HEADER}<worksheet {MAIN}><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0">'
        f'<pane ySplit="{head_row}" topLeftCell="A{head_row + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{widths}</cols><sheetData>"
    )
    for number, (text, style) in enumerate(sheet.intro, 1):
        yield _row([text], number, style)
    yield _row([column.head for column in sheet.columns], head_row, HEAD)
    chunk, number = [], head_row
    for text, row_number in _rows(sheet, head_row + 1):
        number = row_number
        chunk.append(text)
        if len(chunk) == CHUNK_ROWS:
            yield "".join(chunk)
            chunk.clear()
    yield "".join(chunk)
    if sheet.total is not None:
        number += 1
        yield _row(sheet.total, number, TOTAL)
    for values in sheet.outro:
        number += 1
        yield _row(values, number, NOTE)
    yield "</sheetData>"
    if sheet.intro and len(sheet.columns) > 1:
        merged = "".join(f'<mergeCell ref="A{n}:{last}{n}"/>' for n in range(1, head_row))
        yield f'<mergeCells count="{head_row - 1}">{merged}</mergeCells>'
    if sheet.dropdowns:
        yield (
            f'<dataValidations count="{len(sheet.dropdowns)}">'
            + "".join(
                f'<dataValidation type="list" allowBlank="1" showErrorMessage="1" errorTitle="请从列表中选择" '
                f'sqref="{letter(i)}{head_row + 1}:{letter(i)}100000"><formula1>{escape(formula)}</formula1></dataValidation>'
                for i, formula in sheet.dropdowns.items()
            )
            + "</dataValidations>"
        )
    footer = escape(sheet.footer.replace("&", "&&"))
    yield (
        '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.7" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>'
        f"<headerFooter><oddFooter>&amp;L{footer}&amp;R第 &amp;P 页 共 &amp;N 页</oddFooter></headerFooter></worksheet>"
    )


def _workbook_parts(sheets: Sequence[Sheet]) -> Iterator[tuple[str, str]]:
    ids = range(1, len(sheets) + 1)
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{i}.xml" ContentType="{SHEET_TYPE}.worksheet+xml"/>'
        for i in ids
    )
    yield (
        "[Content_Types].xml",
        (
            f'{HEADER}<Types xmlns="{PKG}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{SHEET_TYPE}.sheet.main+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{SHEET_TYPE}.styles+xml"/>{overrides}</Types>'
        ),
    )
    yield (
        "_rels/.rels",
        (
            f'{HEADER}<Relationships xmlns="{PKG}/relationships"><Relationship Id="rId1" Type="{REL}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>'
        ),
    )
    listed = "".join(
        f'<sheet name="{escape(sheet.name)}" sheetId="{i}"{" state=" + chr(34) + "hidden" + chr(34) if sheet.hidden else ""} r:id="rId{i}"/>'
        for i, sheet in zip(ids, sheets, strict=True)
    )
    titles = "".join(
        f'<definedName name="_xlnm.Print_Titles" localSheetId="{i - 1}">\'{escape(s.name)}\'!$1:${len(s.intro) + 1}</definedName>'
        for i, s in zip(ids, sheets, strict=True)
    )
    yield (
        "xl/workbook.xml",
        (
            f'{HEADER}<workbook {MAIN} xmlns:r="{REL}"><sheets>{listed}</sheets><definedNames>{titles}</definedNames></workbook>'
        ),
    )
    relations = "".join(
        f'<Relationship Id="rId{i}" Type="{REL}/worksheet" Target="worksheets/sheet{i}.xml"/>' for i in ids
    )
    yield (
        "xl/_rels/workbook.xml.rels",
        (
            f'{HEADER}<Relationships xmlns="{PKG}/relationships">{relations}<Relationship Id="rId0" Type="{REL}/styles" '
            'Target="styles.xml"/></Relationships>'
        ),
    )
    yield "xl/styles.xml", STYLES


class _Pipe:
    """What zipfile writes into; `take` hands it on."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []

    def write(self, data: bytes) -> int:
        self.parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing is kept back."""

    def take(self) -> bytes:
        data = b"".join(self.parts)
        self.parts.clear()
        return data


def stream(sheets: Sequence[Sheet]) -> Iterator[bytes]:
    """The workbook in pieces, as it is made."""
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:  # type: ignore[arg-type]
        for name, text in _workbook_parts(sheets):
            archive.writestr(name, text)
        for index, sheet in enumerate(sheets, 1):
            with archive.open(f"xl/worksheets/sheet{index}.xml", "w") as part:
                for text in _sheet_xml(sheet):
                    part.write(text.encode())
                    if pipe.parts:
                        yield pipe.take()
    yield pipe.take()
