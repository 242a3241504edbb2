"""An importer whose new rows pass through the ledger's own service, tried first and taken back.

What the form refuses the workbook refuses too, in the same words; what the service fills in is filled in.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from hehuo.records.display import BOOKKEEPING
from hehuo.records.models import LedgerRecord
from hehuo.records.sealed import Sealed
from hehuo.records.writing import save_record
from hehuo.workbooks.importer import Importer
from hehuo.workbooks.reading import Refused
from hehuo.workbooks.shapes import Reference, Row

MOST_TRIED = 3000
NOT_COPIED = BOOKKEEPING | {"status"}
NOT_EDITED = "这个台账登记后不修改。登错的请作废，再登记新的一笔。"
CLASHES = "与系统中的记录冲突，请在系统中核对。"


class _TakenBack(Exception):
    """Ends a trial; nothing of it stays."""


class EnteringImporter(Importer):
    """Give `save` (a service `save(record, by=user)`), `happened` (the field with the day of the fact) or both.

    `only_new` are fields that a workbook cannot change once they are entered; `append_only` ledgers take new rows alone.
    """

    save: ClassVar[Callable[..., Any]] = staticmethod(save_record)
    happened: ClassVar[str] = ""
    only_new: ClassVar[tuple[str, ...]] = ()
    append_only: ClassVar[bool] = False

    def in_order(self, row: Row) -> Any:
        """Rows are tried, and entered, in this order."""
        return row.number

    def _match(self, rows: list[Row]) -> None:
        super()._match(rows)
        if len(rows) > MOST_TRIED:
            raise Refused(f"有 {len(rows):,} 行，这个台账一次最多 {MOST_TRIED:,} 行。请分成几个文件。")
        rows.sort(key=self.in_order)
        wrong = {problem.row for problem in self.outcome.errors}
        for row in rows:
            if row.pk and row.number not in wrong and not self._may_change(row):
                wrong.add(row.number)
        try:
            with transaction.atomic():
                for row in rows:
                    if row.number not in wrong and (row.changed or not row.pk):
                        self._try(row)
                raise _TakenBack
        except _TakenBack:
            pass

    def _may_change(self, row: Row) -> bool:
        written = row.changed.keys() & self._by_field.keys()
        if self.append_only and written:
            name = next(c.field for c in self.columns if c.field in written)
            self._problem(
                row.number,
                name,
                self._cell(row, name),
                NOT_EDITED,
            )
            return False
        fixed = [c.field for c in self.columns if c.field in written and c.field in self.only_new]
        for name in fixed:
            self._problem(
                row.number, name, self._cell(row, name), "登记后不能用表格改这一列，请在系统中办理。"
            )
        return not fixed

    def _cell(self, row: Row, name: str) -> Any:
        column = self._by_field.get(name)
        told_by_key = column is None or isinstance(column.parse, Reference)
        return "" if told_by_key else row.values.get(name)

    def _try(self, row: Row) -> None:
        """Enter one row for now; what is refused becomes an error of the row."""
        try:
            with transaction.atomic():
                self._enter(row)
        except (ValidationError, PermissionDenied, IntegrityError) as problem:
            for name, text in _texts(problem):
                self._problem(row.number, name if name in self._by_field else "", self._cell(row, name), text)

    def _enter(self, row: Row) -> None:
        known = self.model._base_manager.get(pk=row.pk) if row.pk else None
        record: LedgerRecord = known or self.model()
        before = self._told(record)
        for name, value in (row.changed if known else row.values).items():
            if value is not None:
                item = self.model._meta.get_field(name)
                setattr(record, item.attname, item.to_python(value) if not item.is_relation else value)
        if self.happened in (row.changed if known else row.values) and getattr(record, self.happened):
            record.occurred_on = getattr(record, self.happened)
        type(self).save(record, by=self.user)
        found = self._told(record)
        for name, value in found.items():
            if value is not None and value != (before[name] if known else None):
                (row.changed if known else row.values)[name] = value

    def _told(self, record: LedgerRecord) -> dict[str, Any]:
        """Plain values of the record's own fields."""
        found = {}
        for item in self.model._meta.concrete_fields:
            if item.name not in NOT_COPIED:
                value = getattr(record, item.attname)
                found[item.name] = value.reveal() if isinstance(value, Sealed) else value
        return found


def _texts(problem: Exception) -> list[tuple[str, str]]:
    if isinstance(problem, ValidationError):
        if not hasattr(problem, "error_dict"):
            return [("", text) for text in problem.messages]
        told = problem.message_dict.items()
        return [("" if name == NON_FIELD_ERRORS else name, text) for name, texts in told for text in texts]
    return [("", str(problem) if isinstance(problem, PermissionDenied) else CLASHES)]
