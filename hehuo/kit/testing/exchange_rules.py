"""How a ledger goes out and comes in: template, round trip, dry run, import, undo."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from hehuo.audit.models import Entry, ImportBatch
from hehuo.kit.testing.case import LedgerCase
from hehuo.records.display import Display, plain
from hehuo.records.models import LedgerRecord, Status
from hehuo.records.sealed import Sealed, SealedField
from hehuo.workbooks import Column, Reference, run_import
from hehuo.workbooks.importer import Importer
from hehuo.workbooks.parse import parser_for
from hehuo.workbooks.reading import read_table

State = ImportBatch.State


def cell_of(record: LedgerRecord, column: Column) -> Any:
    """What a person would write into the workbook for this record."""
    if column.fill is not None:
        found = (_follow(record, path) for path in column.fill.split("|") if path)
        return next((_written(value) for value in found if value), "")
    value = getattr(record, column.field)
    if isinstance(column.parse, Reference):
        return (
            column.parse.sep.join(str(_follow(value, path)) for path in column.parse.paths) if value else ""
        )
    if isinstance(value, Sealed):
        return value.reveal()
    if hasattr(value, "_meta"):
        return getattr(value, "name", str(value))
    return str(plain(record._meta.get_field(column.field), value))


def _follow(record: Any, path: str) -> Any:
    for part in path.split("__"):
        record = getattr(record, part) if record is not None else None
    return record


def _written(value: Any) -> str:
    return value.reveal() if isinstance(value, Sealed) else str(value)


class ExchangeRules(LedgerCase):
    """Rules of export and import."""

    def workbook_row(self, record: LedgerRecord) -> dict[str, Any]:
        """The record as a line of the import workbook, by column head."""
        return {c.head: cell_of(record, c) for c in self.importer().all_columns()}

    def check_import(self, record: LedgerRecord) -> None:
        """More to check on a record that has just been imported."""

    def importer(self) -> type[Importer]:
        """The ledger's importer, or skip."""
        if self.view.importer is None or not self.writes(self._author_name()):
            pytest.skip("the ledger has no importer")
        return self.view.importer

    def _author_name(self) -> str:
        return next(name for name, member in self.cast.items() if member == self.author)

    def _book(self, *rows: dict[str, Any]) -> bytes:
        book = Workbook()
        book.active.append(list(rows[0]))
        for row in rows:
            book.active.append(list(row.values()))
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    def _uploaded(self, user: Any, content: bytes, settlement: Any) -> ImportBatch | None:
        file = SimpleUploadedFile("a.xlsx", content)
        response = self.post(user, "import", {"file": file, "settlement": settlement.pk})
        return ImportBatch.objects.latest("id") if response.status_code == 302 else None

    def _line_without_record(self) -> dict[str, Any]:
        """A line that the ledger does not hold yet: of a record that is taken away again."""
        record = self.here()
        row = self.workbook_row(record)
        type(record)._base_manager.filter(pk=record.pk).delete()
        return row

    def test_the_template_reads_back(self):
        columns = self.importer().all_columns()
        response = self.get(self.author, "template")
        book = load_workbook(io.BytesIO(b"".join(response.streaming_content)))
        sheet = book.worksheets[0]
        row = self.workbook_row(self.here())
        for place, column in enumerate(columns, 2):
            sheet.cell(sheet.max_row if place > 2 else sheet.max_row + 1, place, row[column.head])
        out = io.BytesIO()
        book.save(out)
        table = read_table(out.getvalue(), "a.xlsx", columns)
        assert set(table.place) - {"序号"} == {column.head for column in columns}
        assert table.unknown == []
        filled = [line for line in table.rows if any(cell != "" for cell in line)]
        assert len(filled) == 1, "the example row must not be read"

    def test_examples_of_the_template_can_be_read(self):
        for column in self.importer().columns:
            field = self.view.model._meta.get_field(column.field)
            if (
                column.example
                and not isinstance(column.parse, Reference)
                and not isinstance(field, SealedField)
            ):
                (column.parse or parser_for(field))(column.example)

    def test_what_goes_out_comes_in_without_a_difference(self):
        self.importer()
        record = self.here()
        rows = [self.workbook_row(record)]
        outcome = run_import(
            self.view, self._book(*rows), "a.xlsx", by=self.author, settlement=self.world.here
        )
        assert not outcome.errors
        assert outcome.counts == {"new": 0, "changed": 0, "unchanged": 1, "errors": 0}, outcome.differences
        assert self.reload(record).version == record.version

    def test_an_exported_list_can_be_read_again(self):
        """Masked cells stay as they are, foot lines are passed over, nothing differs."""
        columns = {c.head: c for c in self.importer().all_columns()}
        record, display = self.here(), Display(self.view.model, self.author)
        shown = {
            head: str(display.value(record, path))
            for path, head in self.get(self.author, "list").context["view"].headings()
        }
        told = [c for c in columns.values() if c.head in shown and (isinstance(c.parse, Reference) or c.fill)]
        named = [{c.head for c in columns.values() if c.field == name} for name in self.view.importer.key]
        if (
            any(heads and not heads & shown.keys() for heads in named)
            or any(c.required and head not in shown for head, c in columns.items())
            or any(cell_of(record, c) != shown[c.head] for c in told)
            or any(display.hides(self.view.model, name) for name in self.view.importer.key)
        ):
            pytest.skip("the list does not show the whole key")
        content = b"".join(self.get(self.author, "export").streaming_content)
        outcome = run_import(self.view, content, "a.xlsx", by=self.author, settlement=self.world.here)
        assert not outcome.errors
        assert outcome.counts == {"new": 0, "changed": 0, "unchanged": 1, "errors": 0}, outcome.differences

    def test_a_dry_run_writes_nothing_and_a_batch_can_be_taken_back(self):
        model = self.importer().model
        content = self._book(self._line_without_record())
        before = model._base_manager.count()
        batch = self._uploaded(self.author, content, self.world.here)
        assert batch.state == State.CHECKED, (batch.message, batch.errors)
        assert batch.counts["new"] == 1
        assert model._base_manager.count() == before
        self.post(self.author, "import-preview", batch=batch.pk)
        batch.refresh_from_db()
        assert batch.state == State.DONE, (batch.message, batch.errors)
        record = model._base_manager.get(batch_id=batch.pk)
        assert (record.created_by, record.source, record.status) == (self.author, "import", Status.SUBMITTED)
        assert record.history.count() == 1
        assert Entry.objects.filter(action="import", data__batch=batch.pk).exists()
        self.check_import(record)
        self.post(self.author, "undo", batch=batch.pk)
        now = self.reload(record)
        assert (now.status, now.history.count()) == (Status.VOID, 2)
        assert model._base_manager.count() == before + 1

    def test_an_outsider_can_neither_import_here_nor_see_the_batch(self):
        self.importer()
        content = self._book(self._line_without_record())
        batch = self._uploaded(self.author, content, self.world.here)
        for action in ("import-batch", "import-preview", "import-errors"):
            assert self.get(self.outsider, action, batch=batch.pk).status_code in (403, 404)
        assert self.post(self.outsider, "undo", batch=batch.pk).status_code in (403, 404)
        before = ImportBatch.objects.count()
        assert self._uploaded(self.outsider, content, self.world.here) is None
        assert ImportBatch.objects.count() == before
