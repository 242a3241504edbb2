"""The small world, and workbooks made on the spot."""

import io

import pytest
from openpyxl import Workbook

from hehuo.kit.testing.world import build_world


@pytest.fixture
def world(db):
    return build_world()


def workbook(*rows, title="台账", merged=(), edit=None) -> bytes:
    """A workbook with these rows."""
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    for area in merged:
        sheet.merge_cells(area)
    if edit:
        edit(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
