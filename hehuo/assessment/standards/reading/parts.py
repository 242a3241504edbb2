"""From rows to sections and items."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from hehuo.assessment.standards.reading.cleaning import Cleaner, tidy
from hehuo.assessment.standards.reading.draft import DraftItem, DraftSection
from hehuo.assessment.standards.reading.layout import Layout, find_tables, layout_of
from hehuo.assessment.standards.reading.points import (
    bracket_points,
    column_points,
    heading_points,
    heading_without_points,
    without_points,
)
from hehuo.assessment.standards.reading.results import Block, Notes, StandardRefused
from hehuo.assessment.standards.reading.units import read_units

ORDINAL = re.compile(
    r"^(?:第?[（(]?[一二三四五六七八九十]{1,3}[)）]?\s*(?:[、.．：:\s]|部分|章)\s*|[（(][一二三四五六七八九十]{1,3}[)）]\s*)"
)
ONLY_ORDINAL = re.compile(r"^[（(]?[一二三四五六七八九十]{1,3}[)）]?[、.．]?$")
ITEM_NO = re.compile(r"^[（(]?(\d{1,3})[)）]?\s*[.．、]\s*(?!\d)")
TOTAL_ROW = re.compile(r"^(合\s*计|总\s*计|总\s*分|共\s*计)")
NOTE_ROW = re.compile(r"^(注|备注|说明|填表)")
TITLE_LIMIT = 20


def split_title(text: str) -> tuple[int | None, str, str]:
    """Number, short title and the rest of an item such as “1. 强化制度约束。健全…”."""
    number = None
    found = ITEM_NO.match(text)
    if found:
        number, text = int(found.group(1)), text[found.end() :]
    head, mark, rest = _first_sentence(text)
    if mark and len(head) <= TITLE_LIMIT and not re.search(r"[，；]", head):
        return number, head, rest.strip() or head
    return number, (head if len(head) <= TITLE_LIMIT else head[:TITLE_LIMIT]), text.strip()


def _first_sentence(text: str) -> tuple[str, str, str]:
    found = re.search(r"[。：:\n]", text)
    return (
        (text[: found.start()].strip(), found.group(), text[found.end() :])
        if found
        else (text.strip(), "", "")
    )


@dataclass
class _Reader:
    layout: Layout
    notes: Notes
    cleaner: Cleaner
    sections: list[DraftSection] = field(default_factory=list)
    previous: list[str] = field(default_factory=list)
    printed_total: Decimal | None = None
    section_as_label: bool = False
    sheets: int = 1
    sheet: str = ""
    sections_are_sheets: bool = False

    def read(self, row: list[str]) -> None:
        """One row: blank, repeated header, total, note, section or item."""
        texts = [cell.strip() for cell in row if cell.strip()]
        if not texts or layout_of(row) == self.layout:
            return
        first = tidy(texts[0])[0]
        if TOTAL_ROW.match(first):
            self._total(row, texts)
        elif self._is_section_row(row, texts):
            self._section_row(row)
        elif NOTE_ROW.match(first) and len(set(texts)) == 1:
            self.notes.info("note_row", "表格", f"表中说明没有作为条目读取：{first}")
        else:
            self._item_row(row)
        self.previous = row

    def _total(self, row: list[str], texts: list[str]) -> None:
        cells = [points for cell in texts if (points := column_points(cell)) is not None]
        brackets = [points for cell in texts for points in bracket_points(cell)]
        found = re.search(r"(\d+(?:\.\d+)?)\s*分", "".join(texts)) or re.search(r"[:：]\s*(\d+)$", texts[0])
        if cells or brackets:
            self.printed_total = (cells or brackets)[0]
        elif found:
            self.printed_total = Decimal(found.group(1))
        else:
            self.notes.warning("total_unread", "合计行", f"合计行没有读出分数：{texts[0]}")

    def _is_section_row(self, row: list[str], texts: list[str]) -> bool:
        number = self.layout.cell(row, self.layout.number)
        words = {t for t in texts if column_points(t) is None and not ONLY_ORDINAL.match(t)}
        if len(words) != 1:
            return False
        text = tidy(next(iter(words)))[0]
        if ITEM_NO.match(text):
            return False
        if ORDINAL.match(text) or heading_points(text) is not None or ONLY_ORDINAL.match(number or "-"):
            return True
        return self._stands_alone(row)

    def _stands_alone(self, row: list[str]) -> bool:
        """A heading without a number: text in the first or content column, nothing about how it is scored."""
        cells = {self.layout.cell(row, c) for c in (self.layout.criterion, self.layout.units)}
        heading = self.layout.cell(row, self.layout.content) or row[0].strip()
        whole = len(row) > 2 and all(cell.strip() == heading for cell in row)
        if (
            self.layout.section is not None
            or not heading
            or NOTE_ROW.match(heading)
            or (cells != {""} and not whole)
        ):
            return False
        return whole or not self.layout.cell(row, self.layout.number).isdigit()

    def _section_row(self, row: list[str]) -> None:
        texts = [cell.strip() for cell in row if cell.strip()]
        title = next(t for t in texts if column_points(t) is None and not ONLY_ORDINAL.match(t))
        points = column_points(self.layout.points_cell(row))
        self._open(title, points)

    def _open(self, printed: str, points: Decimal | None = None) -> None:
        no = len(self.sections) + 1
        shown = self.cleaner.clean(printed, f"第{no}部分标题", "标题")
        plain = re.sub(r"<[^>]*>", "", printed).strip()
        title = heading_without_points(ORDINAL.sub("", re.sub(r"\s+", " ", plain))).strip(" 、")
        self.sections.append(
            DraftSection(
                no,
                title,
                printed,
                points if points is not None else heading_points(shown),
                label=printed,
            )
        )

    def _item_row(self, row: list[str]) -> None:
        label = self._label(row)
        if label and (not self.sections or label != self.sections[-1].label):
            self._open(label, column_points(self.layout.cell(row, self.layout.section_points)))
            self.section_as_label = True
        content = self.layout.cell(row, self.layout.content)
        criterion = self.layout.cell(row, self.layout.criterion)
        if not content and not criterion:
            self.notes.warning(
                "row_unread", "表格", f"有一行没有读懂，已略去：{'｜'.join(c for c in row if c)[:100]}"
            )
            return
        if self._continues(row, content):
            self._join(row, criterion)
            return
        self._open_unnamed()
        self._add(row, content or criterion, criterion)

    def _open_unnamed(self) -> None:
        """Before an item without heading: a sheet of its own is a section, otherwise the first section has no name."""
        new_sheet = self.sections_are_sheets and self.sections[-1].label != self.sheet
        if self.sections and not new_sheet:
            return
        if self.sheets > 1 and self.sheet:
            self._open(self.sheet)
            self.sections_are_sheets = True
            self.notes.warning(
                "section_from_sheet",
                self.sections[-1].where,
                "表中没有部分标题，按工作表名称分为一部分，请核对。",
            )
            return
        self._open("")
        self.notes.warning(
            "no_section", "表格", "第一个条目之前没有部分标题，已归入没有标题的第1部分，请核对。"
        )

    def _label(self, row: list[str]) -> str:
        column = self.layout.section if self.layout.section is not None else self.layout.number
        text = self.layout.cell(row, column)
        return "" if re.fullmatch(r"[\d.]*", text) or ONLY_ORDINAL.match(text) else text

    def _continues(self, row: list[str], content: str) -> bool:
        """A further line of criteria under the same (merged or blank) content cell."""
        if not self.sections or not self.sections[-1].items:
            return False
        return not content or content == self.layout.cell(self.previous, self.layout.content)

    def _join(self, row: list[str], criterion: str) -> None:
        item = self.sections[-1].items[-1]
        points = column_points(self.layout.points_cell(row))
        same = criterion == self.layout.cell(self.previous, self.layout.criterion)
        if not criterion or same:
            return
        item.criterion_raw += "\n" + criterion
        item.criterion += "\n" + self.cleaner.clean(criterion, item.where, "考核标准")
        if points is not None:
            item.column_points.append(points)
        self.notes.info("criteria_joined", item.where, "同一内容对应多行考核标准，已合为一项。")

    def _add(self, row: list[str], content: str, criterion: str) -> None:
        printed_no = split_title(tidy(content)[0])[0]
        label = self.layout.cell(row, self.layout.number)
        if printed_no is None and label.isdigit():
            printed_no = int(label)
        no = self._number(printed_no)
        where = f"第{no}项"
        shown = self.cleaner.clean(content, where, "创建内容")
        units_raw = self.layout.cell(row, self.layout.units)
        _, title, rest = split_title(shown)
        points = column_points(self.layout.points_cell(row))
        wanted = criterion if self.layout.criterion is not None else content
        self.sections[-1].items.append(
            DraftItem(
                no=no, title=without_points(title), heading=title, content=rest, content_raw=content,
                criterion=self.cleaner.clean(wanted, where, "考核标准"), criterion_raw=wanted,
                units=read_units(self.cleaner.clean(units_raw, where, "责任单位"), where, self.notes)
                if self.layout.units is not None else [],
                units_raw=units_raw, column_points=[] if points is None else [points],
            )
        )  # fmt: skip
        if not wanted.strip():
            self.notes.warning("no_criterion", where, "没有考核标准文字，请核对。")

    def _number(self, printed: int | None) -> int:
        expected = sum(len(section.items) for section in self.sections) + 1
        if printed is None:
            self.notes.info("item_unnumbered", f"第{expected}项", "原表没有编号，按先后顺序编号。")
        elif printed != expected:
            self.notes.warning(
                "item_number",
                f"第{expected}项",
                f"原表编号为 {printed}，与先后顺序不符，按顺序编为 {expected}，请核对。",
            )
        return expected


def interpret(blocks: list[Block], notes: Notes) -> list[DraftSection]:
    """Sections and items of the assessment table among the blocks of a file."""
    layout, tables = find_tables(blocks, notes)
    reader = _Reader(layout, notes, Cleaner(notes), sheets=len({table.name for table in tables}))
    for table in tables:
        reader.sheet = table.name
        for row in table.rows:
            reader.read(row)
    reader.cleaner.report()
    sections = reader.sections
    if not any(section.items for section in sections):
        raise StandardRefused("考核表里没有条目。请核对表头下面是否有内容，再上传。")
    for section in sections:
        if not section.items:
            notes.warning("section_empty", section.where, "这一部分没有条目，请核对。")
    if reader.section_as_label and layout.section is None:
        notes.info("section_in_first_column", "表头", "序号列写的是部分标题而不是数字，已按部分标题读取。")
    if reader.printed_total is not None:
        _check_total(sections, reader.printed_total, notes)
    return sections


def _check_total(sections: list[DraftSection], printed: Decimal, notes: Notes) -> None:
    known = [section.points for section in sections if section.points is not None]
    if len(known) == len(sections) and sum(known) != printed:
        notes.error(
            "total_differs",
            "合计行",
            f"各部分合计 {sum(known)} 分，与合计行的 {printed} 分不符，请核对原表。",
        )
    else:
        notes.info("total_printed", "合计行", f"合计行写明 {printed} 分。")
