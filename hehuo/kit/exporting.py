"""A ledger as an official workbook: title, unit and date, totals, 制表人 审核人 日期, watermark; masked by right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

from django.db import models
from django.http import StreamingHttpResponse
from django.utils import timezone

from hehuo.audit import trail
from hehuo.kit.listing import related_paths
from hehuo.org.scope import scope_of
from hehuo.org.workdays import chinese_day
from hehuo.records.display import resolve
from hehuo.workbooks import xlsx


def xlsx_response(sheets: Sequence[xlsx.Sheet], name: str) -> StreamingHttpResponse:
    """A download of a workbook, sent while it is made."""
    response = StreamingHttpResponse(xlsx.stream(sheets), content_type=xlsx.CONTENT_TYPE)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}.xlsx"
    response["Cache-Control"] = "no-store"
    return response


def numeric(model: type[models.Model], path: str) -> bool:
    """Whether a column holds numbers to be added up."""
    field = resolve(model, path)[1]
    kinds = (models.IntegerField, models.DecimalField, models.FloatField)
    return isinstance(field, kinds) and not field.choices and not field.primary_key


def watermark(user: Any, purpose: str) -> str:
    """Who took it, when, what for."""
    return f"{user} 于 {timezone.localtime():%Y-%m-%d %H:%M} 导出，用途：{purpose}。内含个人信息的，请妥善保管，不得外传。"


def ledger_sheet(view: Any, queryset: models.QuerySet, totals: dict[str, Any], purpose: str) -> xlsx.Sheet:
    """The rows of a ledger as the user may see them."""
    title, user, today = str(view.model._meta.verbose_name), view.request.user, timezone.localdate()
    headings = view.headings()
    show, paths = view.display.value, [path for path, _ in headings]
    columns = [xlsx.Column("序号", 6, number=True)]
    columns += [
        xlsx.Column(head, max(10, min(30, len(head) * 2 + 4)), numeric(view.model, path))
        for path, head in headings
    ]

    def rows() -> Iterator[list[Any]]:
        texts = [not column.number for column in columns[1:]]
        for number, record in enumerate(queryset.iterator(chunk_size=2000), 1):
            values = [show(record, path) for path in paths]
            yield [
                number,
                *(v if not text or type(v) is str else str(v) for v, text in zip(values, texts, strict=True)),
            ]

    unit = "、".join(scope_of(user).area_names) or "六盘水市"
    note = watermark(user, purpose)
    return xlsx.Sheet(
        name=title, columns=columns, rows=rows(), footer=note,
        intro=[(f"{title}台账", xlsx.TITLE), (f"填报单位：{unit}　　制表日期：{chinese_day(today)}", xlsx.NOTE)],
        total=["合计", *(totals.get(path, "") for path in paths)] if totals else None,
        outro=[[f"制表人：{user}　　审核人：　　　　　　日期：　　　年　　月　　日"], [note]],
    )  # fmt: skip


def export_to_file(ledger: Any, queryset: models.QuerySet, target: Path, *, by: Any, purpose: str) -> int:
    """The rows that `by` may see into a file, logged; returns how many."""
    view = ledger()
    view.request = SimpleNamespace(user=by, GET={})
    count = queryset.count()
    trail.record(
        "export", by=by, data={"ledger": ledger.slug, "rows": count, "filters": {}, "purpose": purpose}
    )
    links = related_paths(view.model, [path for path, _ in view.headings()])
    with target.open("wb") as out:
        out.writelines(xlsx.stream([ledger_sheet(view, queryset.select_related(*links), {}, purpose)]))
    return count


def log_export(view: Any, rows: int, purpose: str) -> None:
    """Who took what, how many rows, under which filters."""
    unsaid = ("page", "purpose", "filled", "csrfmiddlewaretoken")
    asked = {key: value for key, value in view.asked.items() if value and key not in unsaid}
    sealed = {"q": "（查找内容已隐去）"} if "q" in asked else {}
    data = {"ledger": view.slug, "rows": rows, "filters": {**asked, **sealed}, "purpose": purpose}
    trail.record("export", by=view.request.user, data=data)


def export_ledger(view: Any, queryset: models.QuerySet, totals: dict[str, Any]) -> StreamingHttpResponse:
    """Log the export, then stream it."""
    purpose = view.asked.get("purpose", "").strip()[:60] or "日常工作"
    log_export(view, queryset.order_by().count(), purpose)
    name = f"{view.model._meta.verbose_name}_{timezone.localdate():%Y%m%d}"
    return xlsx_response([ledger_sheet(view, queryset, totals, purpose)], name)
