"""The form of a ledger: what is typed is never lost, and two people who save at once both see what the other wrote."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from hehuo.kit.choices import CHOICES_SHOWN, SearchChoiceField
from hehuo.kit.forms import RecordForm, record_form
from hehuo.records.choices import matching, search_fields
from hehuo.records.display import plain, words_of
from hehuo.records.models import LedgerRecord, Status
from hehuo.records.writing import save_record


class OutsideArea(Exception):
    """A record was about to be saved where its author may not see it."""


class EditingViews:
    """Mixed into `LedgerView`."""

    def get_form(self, data: Any = None, files: Any = None) -> RecordForm:
        """The form for a new record or the record of the URL."""
        names = [name for group in self.groups().values() for name in group]
        initial = {key: value for key, value in self.request.GET.items() if key in names}
        return record_form(self.model, names, self.form_class)(
            data, files, instance=self.object, initial=None if self.object else initial,
            user=self.request.user, choices_url=self.url("choices"),
        )  # fmt: skip

    def show_form(self, request: Any) -> Any:
        """An empty or filled form."""
        if self.object and self.object.status == Status.VOID:
            messages.warning(request, "这条记录已作废，不能修改。")
            return self.back()
        return self.form_page(self.get_form())

    def form_page(self, form: RecordForm, **context: Any) -> Any:
        """The form page, fields by group."""
        groups = [
            (title, [form[name] for name in names if name in form.fields])
            for title, names in self.groups().items()
        ]
        return self.render("form", form=form, groups=groups, **context)

    def save_form(self, request: Any) -> Any:
        """Save, unless somebody else has saved in between: then both are shown and nothing is lost."""
        seen = self.object.version if self.object else None
        form = self.get_form(request.POST, request.FILES)
        if not form.is_valid():
            return self.form_page(form)
        try:
            with transaction.atomic():
                if self.object:
                    now = self.model._base_manager.select_for_update().get(pk=self.object.pk)
                    if form.cleaned_data.get("version") != now.version or seen != now.version:
                        return self._conflict(request, form, now)
                saved = self.perform_save(form)
                if not self.model.objects.visible_to(request.user).filter(pk=saved.pk).exists():
                    raise OutsideArea
        except OutsideArea:
            form.add_error(None, "这条记录不在您负责的范围内，请核对安置点、网格或户。")
        except ValidationError as problem:
            self.show_problem(form, problem)
        else:
            messages.success(request, "已保存。")
            return redirect(self.url("detail", pk=saved.pk))
        return self.form_page(form)

    def entered(self, form: RecordForm) -> LedgerRecord:
        """The record as typed, not stored yet; an edited record must be verified again."""
        record = form.save(commit=False)
        if record.pk and record.status in (Status.VERIFIED, Status.RETURNED):
            record.status, record.verified_by, record.verified_on, record.verify_method = (
                Status.SUBMITTED,
                None,
                None,
                "",
            )
        return record

    def perform_save(self, form: RecordForm) -> LedgerRecord:
        """Store the record. Override to call the ledger's own service with `self.entered(form)`."""
        return save_record(self.entered(form), by=self.request.user)

    def _conflict(self, request: Any, form: RecordForm, now: LedgerRecord) -> Any:
        rows = []
        for name in form.changed_data:
            if name == "version" or name not in form.cleaned_data:
                continue
            field = self.model._meta.get_field(name)
            mine = form.cleaned_data[name]
            shown = self.display.object(mine) if isinstance(mine, models.Model) else plain(field, mine)
            rows.append(
                (
                    words_of(field),
                    self.display.value(now, name),
                    "（您填的内容）" if self.display.hides(self.model, name) else shown,
                )
            )
        last = now.history.select_related("history_user").order_by("-history_id").first()
        form.data = form.data.copy()
        form.data["version"] = now.version
        return self.form_page(form, conflict=rows, last=last, status=409)

    @staticmethod
    def show_problem(form: RecordForm, problem: ValidationError) -> None:
        """Put a service's refusal where the user can see it."""
        for name, errors in (
            problem.message_dict if hasattr(problem, "error_dict") else {None: problem.messages}
        ).items():
            form.add_error(name if name in form.fields else None, errors)

    def show_choices(self, request: Any) -> Any:
        """At most twenty options of a searching select, inside the user's area."""
        field = self.get_form().fields.get(request.GET.get("field", ""))
        if not isinstance(field, SearchChoiceField):
            return JsonResponse({"error": "没有这个字段。"}, status=404)
        typed = {**request.GET.dict(), **request.POST.dict()}
        text = typed.get("q", "") or next((v for k, v in typed.items() if k.endswith("__q")), "")
        rows = list(matching(field.rows, search_fields(field.rows.model), text)[:CHOICES_SHOWN])
        options = [(row.pk, field.label_from_instance(row)) for row in rows]
        return TemplateResponse(
            request,
            "kit/choices.html",
            {"options": options, "full": len(options) == CHOICES_SHOWN, "typed": text},
        )
