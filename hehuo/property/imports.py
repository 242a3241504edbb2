"""An importer that asks more of a new row than of one that changes a known record."""

from __future__ import annotations

from hehuo.residents.models import Household
from hehuo.residents.workbook_words import HomeImporter
from hehuo.workbooks.shapes import Row


class NewRowImporter(HomeImporter):
    """Known rows keep what their cells leave empty; new rows must be whole. A household gives the holder's name."""

    def check_new(self, row: Row) -> None:
        """Override: call `self.refuse` for what a new record lacks."""

    def _match(self, rows: list[Row]) -> None:
        super()._match(rows)
        new = [row for row in rows if not row.pk]
        homes = Household.objects.in_bulk(
            {row.values["household"] for row in new if row.values.get("household")}
        )
        for row in new:
            home = homes.get(row.values.get("household"))
            if home is not None and not row.values.get("holder_name"):
                row.values["holder_name"] = home.head_name
            self.check_new(row)
