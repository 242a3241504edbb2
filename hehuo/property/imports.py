"""An importer that asks more of a new row than of one that changes a known record."""

from __future__ import annotations

from hehuo.residents.workbook_words import HomeImporter
from hehuo.workbooks.shapes import Row


class NewRowImporter(HomeImporter):
    """Known rows keep what their cells leave empty; new rows must be whole."""

    def check_new(self, row: Row) -> None:
        """Override: call `self.refuse` for what a new record lacks."""

    def _match(self, rows: list[Row]) -> None:
        super()._match(rows)
        for row in rows:
            if not row.pk:
                self.check_new(row)
