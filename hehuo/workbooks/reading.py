"""Open a file of rows: .xlsx, .xls, .csv. What is not one, or is too much, is refused before it is parsed."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from unicodedata import normalize
from xml.sax.saxutils import unescape

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

LARGEST_FILE = 30 * 1024 * 1024
LARGEST_UNPACKED = 600 * 1024 * 1024
MOST_ROWS, MOST_COLUMNS, MOST_SHEETS, HEAD_WITHIN = 100_000, 200, 30, 10
SEQUENCE, RECORD, EXAMPLE = "序号", "记录编号", "示例"
OLE, ZIP = b"\xd0\xcf\x11\xe0", b"PK\x03\x04"
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"RIFF", b"%PDF")
DECORATION = re.compile(r"[（(【\[](必填|选填|可选|\*|示例|例)[^）)】\]]*[）)】\]]|[*＊:：\s\u3000]")


UNCOMPUTED = re.compile(
    rb'<c r="([A-Z]{1,3})(\d+)"[^>]*><f[^>]*(?:/>|>[^<]*</f>)(?:<v\s*/>|<v></v>)?</c>'
)  # a formula that no spreadsheet program has worked out: readers see an empty cell
FAILED = re.compile(rb'<c r="([A-Z]{1,3})(\d+)"[^>]*t="e"[^>]*>(?:<f[^>]*(?:/>|>[^<]*</f>))?<v>([^<]*)</v>')
NOT_WORKED_OUT = "#未计算".encode()
FOOT = re.compile(
    r"(合\s*计|总\s*计|小\s*计|制表人|填表人|填报人|审核人|负责人|(注|说明|备注)[:：])|.*导出，用途："
)
Sheet = tuple[str, list[list[Any]], list]
"""Name, rows, merged areas."""
RELATION = re.compile(rb"<Relationship [^>]*>")


class Refused(Exception):
    """The whole file cannot be taken; the message says what to do."""


class Unfilled(Refused):
    """Heads without a row below them."""


@dataclass
class Table:
    """Rows under the recognised heads. `place` maps a column's head to its index; `first` is the sheet row of rows[0]."""

    sheet: str
    rows: list[list[Any]]
    first: int
    place: dict[str, int]
    unknown: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def normal(head: Any) -> str:
    """A heading without blanks, full-width forms, stars and “（必填）”."""
    return DECORATION.sub("", normalize("NFKC", str(head))).strip().lower()


def check_size(size: int) -> None:
    """Whether a file of so many bytes is read at all. Raises `Refused`."""
    if size > LARGEST_FILE:
        raise Refused(
            f"文件有 {size // 1048576} MB，最多 {LARGEST_FILE // 1048576} MB。请按安置点分成几个文件。"
        )


def _check_container(content: bytes, name: str) -> str:
    if not content:
        raise Refused("文件是空的，请重新选择。")
    check_size(len(content))
    if content.startswith(PICTURES):
        raise Refused("这是图片或 PDF 改了名字，不是表格。请上传 .xlsx、.xls 或 .csv 文件。")
    if content.startswith(ZIP):
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                infos = archive.infolist()
        except zipfile.BadZipFile:
            raise Refused("文件已损坏，打不开。请在表格软件中打开后另存为新的 .xlsx 再上传。") from None
        if sum(info.file_size for info in infos) > LARGEST_UNPACKED or len(infos) > 2000:
            raise Refused("文件展开后太大。请删去多余的工作表、图片和空行后再上传。")
        if not any(info.filename.startswith(("xl/workbook", "content.xml")) for info in infos):
            raise Refused("这个压缩文件不是表格。请上传 .xlsx、.xls 或 .csv 文件。")
        return "book"
    if content.startswith(OLE):
        return "book"
    if name.lower().endswith((".csv", ".txt")) and b"\x00" not in content[:4096]:
        return "csv"
    raise Refused("不认识这种文件。请上传 .xlsx、.xls 或 .csv 文件。")


def _csv_rows(content: bytes) -> list[list[Any]]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            lines = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise Refused("文字编码不认识。请在表格软件中另存为“CSV UTF-8”再上传。")
    sample = lines[:5000]
    separator = max(",\t;", key=sample.count)
    return [list(row) for row in csv.reader(io.StringIO(lines, newline=""), delimiter=separator)]


def _sheet_parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """(sheet name, part of the archive) of an .xlsx."""
    names = archive.namelist()
    if "xl/workbook.xml" not in names or "xl/_rels/workbook.xml.rels" not in names:
        return
    targets = {}
    for relation in RELATION.findall(archive.read("xl/_rels/workbook.xml.rels")):
        found = dict(re.findall(r'(Id|Target)="([^"]*)"', relation.decode()))
        targets[found.get("Id")] = found.get("Target", "").lstrip("/").removeprefix("xl/")
    for name, key in re.findall(
        r'<sheet [^>]*?name="([^"]*)"[^>]*?r:id="([^"]*)"', archive.read("xl/workbook.xml").decode()
    ):
        if f"xl/{targets.get(key)}" in names:
            yield unescape(name), f"xl/{targets[key]}"


def _mark_failed(content: bytes, rows_of: dict[str, list[list[Any]]]) -> None:
    """Write what went wrong into cells whose formula failed or was never worked out; readers see them as empty."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name, part in _sheet_parts(archive):
            rows = rows_of.get(name)
            xml = archive.read(part) if rows else b""
            if not rows or not any(sign in xml for sign in (b"<f>", b"<f ", b't="e"')):
                continue
            marks = [(*place, NOT_WORKED_OUT) for place in UNCOMPUTED.findall(xml)]
            for letters, number, mark in [*marks, *FAILED.findall(xml)]:
                signs = letters.decode()[::-1]
                column = sum((ord(sign) - 64) * 26**power for power, sign in enumerate(signs)) - 1
                if int(number) <= len(rows) and column < len(rows[int(number) - 1]):
                    rows[int(number) - 1][column] = mark.decode()


def _book_sheets(content: bytes) -> list[Sheet]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        found = []
        for meta in book.sheets_metadata[:MOST_SHEETS]:
            if "WorkSheet" in str(meta.typ) and "Hidden" not in str(meta.visible):
                sheet = book.get_sheet_by_name(meta.name)
                if sheet.total_height > MOST_ROWS + HEAD_WITHIN + 1000:
                    raise Refused(
                        f"工作表“{meta.name}”有 {sheet.total_height:,} 行，一次最多 {MOST_ROWS:,} 行。请分成几个文件。"
                    )
                rows = sheet.to_python(skip_empty_area=False)
                found.append((meta.name, rows, sheet.merged_cell_ranges or []))
        if content.startswith(ZIP):
            _mark_failed(content, {name: rows for name, rows, _ in found})
        return found
    except PasswordError:
        raise Refused("文件有打开密码。请在表格软件中取消密码、另存后再上传。") from None
    except (CalamineError, ValueError, OSError, KeyError) as problem:
        if "assword" in str(problem) or "ncrypt" in str(problem):
            raise Refused("文件有打开密码。请在表格软件中取消密码、另存后再上传。") from None
        raise Refused("文件已损坏，打不开。请在表格软件中打开后另存为新的 .xlsx 再上传。") from None


def _fill_merged(rows: list[list[Any]], ranges: Sequence, head: int) -> int:
    """Give every cell of a merged area below the heads its value; returns how many areas."""
    filled = 0
    for (top, left), (bottom, right) in ranges:
        if top > head and bottom < len(rows) and right < len(rows[top]):
            filled += 1
            for y in range(top, bottom + 1):
                for x in range(left, right + 1):
                    rows[y][x] = rows[top][left]
    return filled


def _fill_heads(rows: list[list[Any]], ranges: Sequence) -> None:
    """A head that is merged over several lines stands in each of them."""
    for (top, left), (bottom, right) in ranges:
        if left == right and top < bottom < min(HEAD_WITHIN, len(rows)):
            for row in rows[top + 1 : bottom + 1]:
                row[left] = rows[top][left]


def _is_foot(row: list[Any]) -> bool:
    """Whether a line below the table is a total, a signature or a remark."""
    first = next((cell for cell in row if cell not in ("", None)), "")
    return isinstance(first, str) and bool(FOOT.match(first.strip()))


def _find_head(rows: list[list[Any]], known: dict[str, str]) -> tuple[int, dict[str, int], list[str]]:
    """The row among the first ten that names most columns: (row, head → place, unknown heads)."""
    best: tuple[int, dict[str, int], list[str]] = (-1, {}, [])
    for number, row in enumerate(rows[:HEAD_WITHIN]):
        place: dict[str, int] = {}
        unknown = []
        for index, cell in enumerate(row):
            if isinstance(cell, str) and cell.strip():
                head = known.get(normal(cell))
                if head and head not in place:
                    place[head] = index
                elif head:
                    unknown.append(f"{cell.strip()}（重复）")
                else:
                    unknown.append(cell.strip()[:20])
        if len(place) > len(best[1]) or (place and place == best[1] and number == best[0] + 1):
            best = (number, place, unknown)
    return best


def open_sheets(content: bytes, name: str) -> list[Sheet]:
    """The visible sheets of a file; `Refused` when it is none."""
    kind = _check_container(content, name)
    return [("", _csv_rows(content), [])] if kind == "csv" else _book_sheets(content)


def read_table(content: bytes, name: str, columns: Sequence[Any]) -> Table:
    """The first visible sheet whose heads fit, as a `Table`; `Refused` otherwise."""
    return table_in(open_sheets(content, name), name, columns)


def table_in(sheets: Sequence[Sheet], name: str, columns: Sequence[Any]) -> Table:
    """The first of these sheets whose heads fit."""
    known = {normal(word): column.head for column in columns for word in (column.head, *column.synonyms)}
    known |= {word: word for word in (SEQUENCE, RECORD)}
    needed = [column.head for column in columns if column.required]
    if not any(any(cell != "" for cell in row) for _, rows, _ in sheets for row in rows[:HEAD_WITHIN]):
        raise Refused("工作表是空的。请下载模板，填好后再上传。")
    for _, rows, merged in sheets:
        _fill_heads(rows, merged)
    scored = [(title, rows, merged, *_find_head(rows, known)) for title, rows, merged in sheets]
    title, rows, merged, head, place, unknown = max(scored, key=lambda entry: len(entry[4]))
    missing = [word for word in needed if word not in place]
    if len(place) < 2 or len(missing) > len(needed) / 2:
        seen = "、".join(entry[0] for entry in scored if entry[0]) or name
        raise Refused(
            f"没有找到本台账的表头（看过：{seen}）。表头应在前 {HEAD_WITHIN} 行内，必填列：{'、'.join(needed)}。请用模板填写。"
        )
    if missing:
        raise Refused(f"缺少必填列：{'、'.join(missing)}。请补上这些列（列名可照模板），再上传。")
    if max(map(len, rows[: head + 2])) > MOST_COLUMNS:
        raise Refused(f"表格超过 {MOST_COLUMNS} 列。请删去与本台账无关的列。")
    if SEQUENCE in place:
        for row in rows[head + 1 : head + 4]:
            if len(row) > place[SEQUENCE] and str(row[place[SEQUENCE]]).startswith(EXAMPLE):
                row.clear()
    notes = (
        [f"有 {count} 处合并单元格，已按每一行都是同样内容处理，请核对。"]
        if (count := _fill_merged(rows, merged, head))
        else []
    )
    body = rows[head + 1 :]
    foot = 0
    while body and (not any(cell != "" for cell in body[-1]) or _is_foot(body[-1])):
        foot += bool(any(cell != "" for cell in body.pop()))
    notes += [f"表尾 {foot} 行（合计、制表人、说明等）没有读取。"] if foot else []
    if len(body) > MOST_ROWS:
        raise Refused(f"有 {len(body):,} 行，一次最多 {MOST_ROWS:,} 行。请分成几个文件。")
    if not body:
        raise Unfilled("表头下面没有内容。请填好后再上传。")
    notes += [f"这些列不认识，没有读取：{'、'.join(unknown[:20])}。"] if unknown else []
    return Table(title, body, head + 2, place, unknown, notes)
