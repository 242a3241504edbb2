"""A ledger's records as a workbook to be changed and sent back: each line names its record, what is hidden stays hidden."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.db import models

from hehuo.kit.exporting import log_export, watermark
from hehuo.kit.listing import related_paths
from hehuo.records.display import HIDDEN, Display, masked, resolve
from hehuo.records.models import Status
from hehuo.workbooks import xlsx
from hehuo.workbooks.reading import RECORD, SEQUENCE
from hehuo.workbooks.shapes import Column, Reference

NOTE = "改好要改的格子，原样传回“导入”：没有改的行不动，清空的格子不改。“记录编号”请勿改动；要新增，就在下面加行，编号留空。"
PURPOSE = "填改后传回"


def _part(display: Display, model: type[models.Model], path: str) -> Callable[[Any], str]:
    """Reads one part of how a related row is told, masked where the reader may not see it."""
    owner, field, last = resolve(model, path)
    links = path.split("__")[:-1]

    def read(record: Any) -> str:
        for link in links:
            record = getattr(record, link)
            if record is None:
                return ""
        value = getattr(record, last)
        return masked(field, value) if field is not None and display.hides(owner, last) else str(value)

    return read


def cells_of(column: Column, model: type[models.Model], display: Display) -> Callable[[Any], str]:
    """Writes a column's cell of a record in the words that an import reads."""
    if column.fill is not None:
        paths = [path for path in column.fill.split("|") if path]
        hidden = display.hides(model, column.field)

        def first(record: Any) -> str:
            text = next((text for path in paths if (text := str(display.value(record, path)))), "")
            return HIDDEN if hidden and text else text

        return first
    if isinstance(column.parse, Reference):
        ref, hidden = column.parse, display.hides(model, column.field)
        parts = [_part(display, ref.model, path) for path in ref.paths]

        def told(record: Any) -> str:
            other = getattr(record, column.field)
            if other is None or hidden:
                return HIDDEN if other else ""
            return ref.sep.join(part(other) for part in parts)

        return told
    if model._meta.get_field(column.field).is_relation:
        return lambda record: getattr(getattr(record, column.field), "name", "")
    return lambda record: str(display.value(record, column.field))


def links_of(importer: Any) -> list[str]:
    """What select_related needs so that no cell asks the database again."""
    paths = []
    for column in importer.all_columns():
        told = column.parse.paths if isinstance(column.parse, Reference) else ()
        paths += [f"{column.field}__{path}" for path in told] + (column.fill or column.field).split("|")
    return related_paths(importer.model, paths)


def filled_sheet(view: Any, rows: models.QuerySet) -> xlsx.Sheet:
    """The records of a ledger under the heads of its template."""
    columns, title, user = view.importer.all_columns(), str(view.model._meta.verbose_name), view.request.user
    writers = [cells_of(column, view.model, view.display) for column in columns]
    heads = [SEQUENCE, RECORD, *(c.head for c in columns)]

    def lines() -> Iterator[list[Any]]:
        for number, record in enumerate(rows.iterator(chunk_size=2000), 1):
            yield [number, str(record.pk), *(write(record) for write in writers)]

    return xlsx.Sheet(
        title, [xlsx.Column(head, max(10, len(head) * 2 + 2), number=head == SEQUENCE) for head in heads], lines(),
        intro=[(f"{title}（改好后传回）", xlsx.TITLE), (NOTE, xlsx.NOTE)],
        footer=watermark(user, PURPOSE),
    )  # fmt: skip


def rows_to_fill(view: Any, rows: models.QuerySet) -> models.QuerySet:
    """Live records that an import may speak of, in the order they were entered."""
    rows = view.importer.open_rows(rows.exclude(status=Status.VOID))
    return rows.select_related(None).select_related(*links_of(view.importer)).order_by("pk")


def log_filled(view: Any, count: int) -> None:
    """An export like any other."""
    log_export(view, count, PURPOSE)
