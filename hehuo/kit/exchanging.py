"""Export, template and import pages of a ledger."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.shortcuts import get_object_or_404, redirect

from hehuo.audit.models import ImportBatch
from hehuo.kit import filling
from hehuo.kit.exporting import export_ledger, watermark, xlsx_response
from hehuo.kit.listing import Page, filterset_of, totals_of
from hehuo.org.rights import may_approve
from hehuo.org.scope import scope_of, visible_settlements
from hehuo.workbooks import jobs, xlsx
from hehuo.workbooks.applying import undo_batch, why_not_undo
from hehuo.workbooks.reading import EXAMPLE, MOST_ROWS, SEQUENCE, Refused, check_size
from hehuo.workbooks.shapes import Column, Reference

State = ImportBatch.State
WAITING = {State.TO_CHECK, State.CHECKING, State.TO_WRITE, State.WRITING}
ERRORS_SHOWN = 200
DROPDOWN_MOST = 60


class UploadForm(forms.Form):
    """A file, and the settlement its rows belong to."""

    settlement = forms.ModelChoiceField(
        None, label="安置点", required=False, empty_label="由表中“安置点”列指明"
    )
    file = forms.FileField(label="表格文件", widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv"}))

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["settlement"].queryset = visible_settlements(user)
        own = scope_of(user).settlement_ids | scope_of(user).grid_settlement_ids
        if len(own) == 1:
            self.fields["settlement"].initial = next(iter(own))

    def clean_file(self) -> Any:
        """Refuse what is too large before it is read."""
        file = self.cleaned_data["file"]
        try:
            check_size(file.size)
        except Refused as problem:
            raise ValidationError(str(problem)) from None
        return file


def options_of(model: type[models.Model], column: Column) -> list[str]:
    """Labels for the dropdown of a template column."""
    if column.parse is not None:
        return []
    item = model._meta.get_field(column.field)
    if item.choices:
        return [str(label) for _, label in item.flatchoices]
    return ["是", "否"] if isinstance(item, models.BooleanField) else []


def template_sheets(view: Any) -> list[xlsx.Sheet]:
    """The workbook to fill: text-format columns, dropdowns, an example row, what each column means."""
    model, columns, title = view.model, view.importer.all_columns(), str(view.model._meta.verbose_name)
    heads = [SEQUENCE, *(c.head + ("（必填）" if c.required else "") for c in columns)]
    options = {
        place: found
        for place, c in enumerate(columns, 1)
        if (found := options_of(model, c)) and len(found) <= DROPDOWN_MOST
    }
    longest = max((len(found) for found in options.values()), default=0)
    lists = [[found[i] if i < len(found) else "" for found in options.values()] for i in range(longest)]
    dropdowns = {
        place: f"'选项'!${xlsx.letter(n)}$2:${xlsx.letter(n)}${len(found) + 1}"
        for n, (place, found) in enumerate(options.items())
    }
    note = f"从第 5 行起填写，一行一条；第 4 行是示例，导入时不读取。一次最多 {MOST_ROWS:,} 行。清空的格子表示不改。"
    example = [
        EXAMPLE,
        *(c.example or (options[i][0] if i in options else "") for i, c in enumerate(columns, 1)),
    ]
    meaning = [
        [
            c.head,
            "必填" if c.required else "选填",
            "、".join(options.get(i, [])) or c.note or _kind(model, c),
            c.example,
            "、".join(c.synonyms),
        ]
        for i, c in enumerate(columns, 1)
    ]
    sheets = [
        xlsx.Sheet(title, [xlsx.Column(head, max(10, len(head) * 2 + 2)) for head in heads], [example],
                   intro=[(f"{title}导入模板", xlsx.TITLE), (note, xlsx.NOTE)], dropdowns=dropdowns),
        xlsx.Sheet("填写说明", [xlsx.Column(h, w) for h, w in (("列名", 20), ("要求", 8), ("怎样填", 60), ("示例", 24), ("也认这些列名", 30))], meaning),
    ]  # fmt: skip
    if options:
        sheets.append(
            xlsx.Sheet(
                "选项", [xlsx.Column(columns[place - 1].head, 20) for place in options], lists, hidden=True
            )
        )
    return sheets


def _kind(model: type[models.Model], column: Column) -> str:
    if isinstance(column.parse, Reference):
        return f"系统中已登记的{column.parse.model._meta.verbose_name}"
    item = model._meta.get_field(column.field)
    kinds = {"id": "18 位公民身份号码（文本格式）", "phone": "11 位手机号（文本格式）"}
    if getattr(item, "kind", "") in kinds:
        return kinds[item.kind]
    return "如 2026-01-05" if isinstance(item, models.DateField) else ""


class ExchangeViews:
    """Mixed into `LedgerView`."""

    def export(self, request: Any) -> Any:
        """The filtered list as a workbook."""
        rows = filterset_of(self).qs
        return export_ledger(self, rows, totals_of(self, rows, Page([], 1, 0, False, 0)))

    def template(self, request: Any) -> Any:
        """An empty workbook to fill, or (`?filled=1`) one with the records that are there, to be changed and sent back."""
        title = self.model._meta.verbose_name
        if "filled" not in request.GET:
            return xlsx_response(template_sheets(self), f"{title}导入模板")
        rows = filling.rows_to_fill(self, filterset_of(self).qs)
        count = rows.count()
        if count > MOST_ROWS:
            messages.warning(
                request, f"有 {count:,} 条，一张表最多 {MOST_ROWS:,} 行。请先在台账中筛选，再下载现有数据。"
            )
            return redirect(self.url("import"))
        filling.log_filled(self, count)
        return xlsx_response([filling.filled_sheet(self, rows)], f"{title}_现有数据")

    def show_upload(self, request: Any, form: Any = None) -> Any:
        """Where to choose the file, and one's recent batches."""
        recent = ImportBatch.objects.filter(ledger=self.slug, by=request.user).defer(
            "content", "errors", "warnings", "written"
        )[:10]
        return self.render("import", form=form or UploadForm(user=request.user), batches=recent)

    def take_upload(self, request: Any) -> Any:
        """Keep the file and check it."""
        form = UploadForm(request.POST, request.FILES, user=request.user)
        if not form.is_valid():
            return self.show_upload(request, form)
        file = form.cleaned_data["file"]
        batch = jobs.open_batch(
            request.user, self.slug, form.cleaned_data["settlement"], file.name, file.read()
        )
        jobs.enqueue(batch, self.importer)
        return redirect(self.url("import-batch", batch=batch.pk))

    def get_batch(self) -> ImportBatch:
        """The batch of the URL: one's own, or one of the own settlement for who approves here."""
        batch = get_object_or_404(
            ImportBatch.objects.select_related("by", "settlement"), pk=self.kwargs["batch"], ledger=self.slug
        )
        user = self.request.user
        if batch.by_id != user.pk and not (
            batch.settlement_id
            and may_approve(user, self.model.domain)
            and scope_of(user).covers(batch.settlement_id)
        ):
            raise PermissionDenied
        return batch

    def show_batch(self, request: Any) -> Any:
        """Progress, result, or the way to the preview."""
        batch = self.get_batch()
        if batch.state == State.CHECKED and not request.htmx:
            return redirect(self.url("import-preview", batch=batch.pk))
        why_not = why_not_undo(self.model, batch) if batch.state == State.DONE else ""
        context = {
            "batch": batch,
            "waiting": batch.state in WAITING,
            "errors": batch.errors[:ERRORS_SHOWN],
            "why_not_undo": why_not,
        }
        if request.htmx and batch.state not in WAITING:
            response = self.render("batch", partial="batch", **context)
            response["HX-Redirect"] = self.url("import-batch", batch=batch.pk)
            return response
        return self.render("batch", partial="batch" if request.htmx else "", **context)

    def run_batch(self, request: Any) -> Any:
        """Take the waiting step here and now (no worker came), or try again what broke off."""
        batch = self.get_batch()
        jobs.retry(batch)
        jobs.run(batch.pk, self.importer)
        return redirect(self.url("import-batch", batch=batch.pk))

    def show_preview(self, request: Any) -> Any:
        """What would be new, changed, unchanged, before anything is written."""
        batch = self.get_batch()
        if batch.state != State.CHECKED:
            return redirect(self.url("import-batch", batch=batch.pk))
        return self.render("preview", batch=batch)

    def confirm(self, request: Any) -> Any:
        """Write the checked batch."""
        batch = self.get_batch()
        counts = {**batch.counts, "confirmed": True}
        if ImportBatch.objects.filter(pk=batch.pk, state=State.CHECKED).update(
            state=State.TO_WRITE, counts=counts, progress=0
        ):
            jobs.enqueue(batch, self.importer)
        return redirect(self.url("import-batch", batch=batch.pk))

    def export_errors(self, request: Any) -> Any:
        """Every error of a batch as a workbook."""
        batch = self.get_batch()

        def rows() -> Iterator[list[Any]]:
            for number, column, value, message in (*batch.errors, *batch.warnings):
                yield [number, column, value, message]

        columns = [
            xlsx.Column("行号", 8, number=True),
            xlsx.Column("列", 20),
            xlsx.Column("内容", 30),
            xlsx.Column("问题和办法", 80),
        ]
        sheet = xlsx.Sheet("错误清单", columns, rows(), footer=watermark(request.user, "更正导入错误"))
        return xlsx_response([sheet], f"导入错误清单_{batch.pk}")

    def undo(self, request: Any) -> Any:
        """Take the whole batch back."""
        batch = self.get_batch()
        try:
            with transaction.atomic():
                undo_batch(self.model, batch, by=request.user)
                if batch.written["first"]:
                    made = range(batch.written["first"], batch.written["last"] + 1)
                    self.importer.after_undo(made, by=request.user)
        except ValidationError as problem:
            messages.error(request, "".join(problem.messages))
        else:
            messages.success(request, "整批已撤销：新增的已作废，改动的已恢复。")
        return redirect(self.url("import-batch", batch=batch.pk))
