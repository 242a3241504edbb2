"""Workbooks for tests."""

from __future__ import annotations

import io
from typing import Any

from openpyxl import Workbook


def book(*rows: dict[str, Any]) -> bytes:
    """A workbook with the heads of the first row."""
    made = Workbook()
    made.active.append(list(rows[0]))
    for row in rows:
        made.active.append([row.get(head, "") for head in rows[0]])
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()
