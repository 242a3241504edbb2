"""What every importer must say to a workbook that cannot be taken, and that a prefilled one comes back unchanged."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db import models
from openpyxl import Workbook
from python_calamine import CalamineWorkbook

from hehuo.audit.models import ImportBatch
from hehuo.kit.testing.exchange_rules import ExchangeRules
from hehuo.records.sealed import SealedField
from hehuo.workbooks import Column, Reference, parse, run_import
from hehuo.workbooks.parse import parser_for
from hehuo.workbooks.shapes import Outcome

NONSENSE = ("无此项zz9", "2018-02-30", "3五a")
NOT_TABLES = (
    (b"", "空.xlsx"), (b"\x89PNG\r\n\x1a\n" + b"0" * 64, "照片.xlsx"), (b"PK\x03\x04damaged" * 9, "坏.xlsx"),
    (b"%PDF-1.4", "文件.pdf"), (b"\xff\xfe\x00\x01", "表.doc"), (b"\xff\xff\xff", "表.csv"),
)  # fmt: skip


class Fault(NamedTuple):
    """A cell that cannot be taken, and what its message must contain."""

    head: str
    cell: str
    told: str = ""


def _word_file() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")
    return out.getvalue()


def _reader(model: type[models.Model], column: Column) -> Any:
    return column.parse or parser_for(model._meta.get_field(column.field))


def faults_of(model: type[models.Model], column: Column) -> Iterator[Fault]:
    """Every kind of cell that a column must refuse."""
    field = model._meta.get_field(column.field)
    if isinstance(column.parse, Reference):
        yield Fault(column.head, "无此项zz9", "没有找到")
        return
    read = _reader(model, column)
    for cell in (*NONSENSE, "字" * 3001):
        try:
            read(cell)
        except parse.Wrong as problem:
            yield Fault(column.head, cell, str(problem)[:12])
        # any other exception breaks off the import: the test fails here
    if isinstance(field, models.DateField) and column.parse is None:
        yield Fault(column.head, "2018-02-30", "2018年2月没有 30 日")
    if isinstance(field, SealedField) and field.kind in ("id", "phone"):
        yield Fault(column.head, "1234567")
    if column.required:
        yield Fault(column.head, "", "必填")


class BadWorkbookRules(ExchangeRules):
    """Bad input: everything is told by row and column with a remedy, nothing is kept."""

    def _tried(self, content: bytes, *, commit: bool = True, settlement: Any = "", by: Any = None) -> Outcome:
        place = self.world.here if settlement == "" else settlement
        return run_import(
            self.view, content, "表.xlsx", by=by or self.author, settlement=place, commit=commit
        )

    def _nothing_kept(self) -> Any:
        return (self.view.model._base_manager.count(), ImportBatch.objects.count())

    def test_every_bad_cell_is_told_by_row_and_column_and_nothing_is_kept(self):
        importer, base = self.importer(), self._line_without_record()
        faults = [fault for c in importer.columns if c.head in base for fault in faults_of(importer.model, c)]
        needed = next(c.head for c in importer.columns if c.required or c.head in base)
        faults.append(Fault(needed, "=NOW()*2", "公式"))
        rows = [base, *(base | {fault.head: fault.cell} for fault in faults)]
        before = self._nothing_kept()
        outcome = self._tried(self._book(*rows))
        assert self._nothing_kept() == before
        told = {(p.row, p.column): p.remedy for p in outcome.errors}
        heads = {c.head for c in importer.all_columns()} | {""}
        for number, fault in enumerate(faults, 3):
            remedies = [p.remedy for p in outcome.errors if (p.row, p.column) == (number, fault.head)]
            assert any(fault.told in text for text in remedies), (fault.head, fault.cell[:20], fault.told, {k: v for k, v in told.items() if k[0] == number})  # fmt: skip
        for problem in outcome.errors:
            assert problem.column in heads, problem
            assert problem.row >= 2, problem
            assert problem.remedy.endswith("。"), problem
        outcome = self._tried(self._book({"记录编号": "987654321", **base}))
        assert [(p.row, p.column) for p in outcome.errors] == [(2, "记录编号")], outcome.errors
        assert "清空" in outcome.errors[0].remedy

    def test_what_is_no_table_or_said_twice_is_refused(self):
        self.importer()
        base = self._line_without_record()
        self._files_without_a_table(base)
        self._doubled_line_and_another_settlement(base)
        self._merged_heads(base)

    def _files_without_a_table(self, base: dict[str, Any]) -> None:
        importer = self.importer()
        needed = [c.head for c in importer.all_columns() if c.required]
        empty, heads = Workbook(), io.BytesIO()
        empty.save(heads)
        before = self._nothing_kept()
        for content, name in (*NOT_TABLES, (_word_file(), "稿.xlsx"), (heads.getvalue(), "空.xlsx")):
            outcome = run_import(self.view, content, name, by=self.author, settlement=self.world.here, commit=True)  # fmt: skip
            assert [p.row for p in outcome.errors] == [0], name
            assert outcome.errors[0].remedy.endswith("。"), name
        for head in needed:
            rest = {k: v for k, v in base.items() if k != head}
            outcome = self._tried(self._book(rest))
            assert outcome.errors, f"without {head}"
            assert head in outcome.errors[0].remedy
        assert self._nothing_kept() == before

    def _doubled_line_and_another_settlement(self, base: dict[str, Any]) -> None:
        importer = self.importer()
        before = self._nothing_kept()
        outcome = self._tried(self._book(base, base))
        assert {p.row for p in outcome.errors} == {3}, outcome.errors
        assert "第 2 行" in outcome.errors[0].remedy
        assert outcome.errors[0].column in {c.head for c in importer.all_columns()}
        for place in (self.world.here, None):
            outcome = self._tried(self._book(base | {"安置点": self.world.there.name}), settlement=place)
            assert (2, "安置点") in {(p.row, p.column) for p in outcome.errors}, outcome.errors
        assert self._nothing_kept() == before

    def _merged_heads(self, base: dict[str, Any]) -> None:
        """Heads below a title, merged over two lines, are read."""
        book = Workbook()
        sheet = book.active
        sheet.append(["某某安置点统计表"])
        sheet.append(list(base))
        sheet.append([])
        sheet.append(list(base.values()))
        sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(base))
        for place in range(1, len(base) + 1):
            sheet.merge_cells(start_row=2, end_row=3, start_column=place, end_column=place)
        out = io.BytesIO()
        book.save(out)
        outcome = self._tried(out.getvalue(), commit=False)
        assert not outcome.errors
        assert outcome.counts["new"] == 1

    def test_a_workbook_of_what_is_there_comes_back_without_a_change(self):
        model = self.importer().model
        self.here()
        self.make(self.world.here)
        hidden = [n for n in self.cast if self.sees(n) and self.writes(n) and self.right(n)[0] == "M"]
        for member in {self._author_name(), *hidden[:1]}:
            user = self.cast[member]
            response = self.get(user, "template", {"filled": "1"})
            assert response.status_code == 200
            content = b"".join(response.streaming_content)
            rows = sorted(model._base_manager.values_list("pk", "version"))
            kept = model.history.count()
            outcome = self._tried(content, by=user, settlement=None)
            assert not outcome.errors, (member, outcome.errors)
            assert outcome.counts["new"] == outcome.counts["changed"] == 0, outcome.differences
            sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
            lines = sum(isinstance(line[0], float) for line in sheet.to_python())
            assert outcome.counts["unchanged"] == lines >= 1, "a line was passed over"
            assert outcome.summary().startswith("没有变化")
            assert (sorted(model._base_manager.values_list("pk", "version")), model.history.count()) == (rows, kept)  # fmt: skip
