"""The five lists as official workbooks: what the screen shows under the same filters, every row, logged."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone

from hehuo.audit import trail
from hehuo.kit.exporting import watermark, xlsx_response
from hehuo.org.rights import requires
from hehuo.org.scope import scope_of
from hehuo.org.workdays import chinese_day
from hehuo.programme.supervision.pages.access import opens_supervision
from hehuo.programme.supervision.pages.kinds import KINDS, Kind
from hehuo.programme.supervision.pages.lists import COLUMNS, asked_rows
from hehuo.workbooks import xlsx

AT_ONCE = 500
PURPOSE = "日常工作"


def _words(cell: dict[str, Any]) -> str:
    """A cell of the screen as text."""
    parts = [
        f"{cell['percent']}%" if cell["percent"] is not None else "",
        cell["due"] or cell["text"],
        cell["note"],
    ]
    shown = [f"{p:%Y-%m-%d}" if isinstance(p, date) else str(p) for p in parts if p not in ("", None)]
    return " ".join(shown)


def _lines(kind: Kind, rows: Any) -> Iterator[list[Any]]:
    _heads, cells = COLUMNS[kind.slug]
    states, total = kind.course.lifecycle.states, rows.count()
    for start in range(0, total, AT_ONCE):
        part = list(rows[start : start + AT_ONCE])
        for number, (row, shown) in enumerate(zip(part, cells(part), strict=True), start + 1):
            yield [number, str(row), *(_words(cell) for cell in shown), states[row.state]]


def _sheet(kind: Kind, rows: Any, user: Any) -> xlsx.Sheet:
    today, note = timezone.localdate(), watermark(user, PURPOSE)
    unit = "、".join(scope_of(user).area_names) or "六盘水市"
    heads = [(kind.label, 48), *((head, 24) for head in COLUMNS[kind.slug][0]), ("状态", 14)]
    return xlsx.Sheet(
        name=kind.label, rows=_lines(kind, rows), footer=note,
        columns=[xlsx.Column("序号", 6, number=True), *(xlsx.Column(head, width) for head, width in heads)],
        intro=[(f"{kind.label}清单", xlsx.TITLE), (f"填报单位：{unit}　　制表日期：{chinese_day(today)}", xlsx.NOTE)],
        outro=[[f"制表人：{user}　　审核人：　　　　　　日期：　　　年　　月　　日"], [note]],
    )  # fmt: skip


def export_view(kind: Kind) -> Callable[..., StreamingHttpResponse]:
    """The workbook of one list."""

    @requires(opens_supervision)
    def supervised_export(request: HttpRequest) -> StreamingHttpResponse:
        """Log who took what, then send it."""
        rows = asked_rows(request, kind)
        filters = {key: value for key, value in request.GET.items() if value and key in ("state", "unit")}
        sealed = {"q": "（查找内容已隐去）"} if request.GET.get("q", "").strip() else {}
        data = {
            "ledger": f"supervised-{kind.slug}",
            "rows": rows.count(),
            "filters": filters | sealed,
            "purpose": PURPOSE,
        }
        trail.record("export", by=request.user, data=data)
        name = f"{kind.label}_{timezone.localdate():%Y%m%d}"
        return xlsx_response([_sheet(kind, rows, request.user)], name)

    return supervised_export


EXPORTS = {slug: export_view(kind) for slug, kind in KINDS.items()}
