"""Forms of ledger records: choices by right, hidden values kept, sealed values never sent back to the page."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone

from hehuo.kit.choices import SearchChoiceField
from hehuo.org.scope import scope_of
from hehuo.records import numbers
from hehuo.records.choices import open_to
from hehuo.records.display import Display, is_money, masked, words_of
from hehuo.records.sealed import SealedField

CHOOSE = "请选择"
ASKED = "必填，请填写。"
KEEP = "已隐藏，不改请留空"
MOST_YUAN = 10**13
TOLD_NOW = {
    "reported_on", "reported_time", "found_on", "received_on", "submitted_on", "given_on", "raised_on", "nominated_on",
    "referred_on", "rated_on", "contacted_on", "handed_out_on", "served_on", "applied_on", "opening_on",
}  # fmt: skip
"""Days and times on which something is told to whoever types it in."""
PLAIN_SELECTS = {"org.settlement", "org.grid", "org.orgunit", "org.area", "org.community", "org.creationunit"}


class YuanField(forms.DecimalField):
    """Money typed in yuan, kept in fen."""

    widget = forms.NumberInput(attrs={"step": "0.01", "inputmode": "decimal"})

    def prepare_value(self, value: Any) -> Any:
        return Decimal(value).scaleb(-2) if isinstance(value, int) else value

    def to_python(self, value: Any) -> int | None:
        if value is None or isinstance(value, int):
            return value
        found: Decimal | None = super().to_python(value)
        if found is None:
            return None
        if not found.is_finite() or abs(found) >= MOST_YUAN:
            raise ValidationError("金额太大，请核对单位（元）。")
        if found != found.quantize(Decimal("0.01")):
            raise ValidationError("金额最多两位小数。")
        return int(found.scaleb(2))

    def validate(self, value: int | None) -> None:
        """Filled when required; that it is money was seen before."""
        forms.Field.validate(self, value)

    def run_validators(self, value: int | None) -> None:
        """None: those of a decimal do not fit fen."""


def sealed_problem(kind: str, text: str) -> str:
    """Check of a sealed text by its kind."""
    check = {"id": numbers.id_problem, "phone": numbers.phone_problem}.get(kind)
    return check(text) if check and text else ""


def field_for(db_field: models.Field, **kwargs) -> forms.Field | None:
    """Form field of a model field: sealed ones as a line of text, dates with the browser's calendar."""
    if isinstance(db_field, SealedField) and db_field.kind == "text":
        wide = forms.Textarea(attrs={"rows": 3})
        return forms.CharField(
            label=db_field.verbose_name, required=not db_field.blank, max_length=2000, widget=wide
        )
    if isinstance(db_field, SealedField):
        return forms.CharField(
            label=db_field.verbose_name, required=not db_field.blank, max_length=40, strip=True
        )
    if isinstance(db_field, models.DateField) and not isinstance(db_field, models.DateTimeField):
        kwargs["widget"] = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    if isinstance(db_field, models.TimeField):
        kwargs["widget"] = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    if is_money(db_field):
        return YuanField(label=words_of(db_field), required=not db_field.blank, help_text=db_field.help_text)
    return db_field.formfield(**kwargs)


class RecordForm(forms.ModelForm):
    """Base of every ledger form. `kept` are fields whose old value stays when the field is left empty."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, user: Any, choices_url: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.kept: dict[str, Any] = {}
        display = Display(self._meta.model, user)
        for name in list(self.fields):
            field = self.fields[name]
            field.error_messages["required"] = ASKED
            if isinstance(field, forms.ModelChoiceField):
                self.fields[name] = self._limited(name, field, choices_url)
            elif isinstance(field, forms.TypedChoiceField):
                field.choices = [(value, label if value != "" else CHOOSE) for value, label in field.choices]
            if self.instance.pk and name != "version" and display.hides(self._meta.model, name):
                self._keep(name)
        self.initial["version"] = self.instance.version
        if not self.instance.pk:
            del self.fields["version"]
            self._preselect_settlement()
            self._preset_now()

    def _limited(self, name: str, field: forms.ModelChoiceField, url: str) -> forms.ModelChoiceField:
        rows = open_to(self.user, field.queryset.model)
        if field.queryset.model._meta.label_lower in PLAIN_SELECTS:
            field.queryset, field.empty_label = rows, CHOOSE if field.empty_label else None
            return field
        if "settlement" in {f.name for f in rows.model._meta.get_fields()} and not hasattr(
            rows.model, "status"
        ):
            rows = rows.select_related("settlement")
        searching = SearchChoiceField(
            rows,
            user=self.user,
            url=f"{url}?field={name}",
            label=field.label,
            required=field.required,
            help_text=field.help_text,
        )
        picked = self.data.get(self.add_prefix(name)) if self.is_bound else self.initial.get(name)
        picked = getattr(picked, "pk", picked)
        held = getattr(self.instance, f"{name}_id", None) if self.instance.pk else None
        if held:  # what the record already names may stay, also for those who could not choose it anew
            whole = rows.model._base_manager
            searching.queryset = whole.filter(Q(pk__in=rows.order_by().values("pk")) | Q(pk=held))
        offered = searching.queryset if held else rows
        searching.offer(offered.filter(pk=picked) if str(picked or "").isdigit() else [])
        return searching

    def _keep(self, name: str) -> None:
        field = self.fields[name]
        db_field = self._meta.model._meta.get_field(name)
        self.kept[name] = value = getattr(self.instance, name)
        field.required = False
        self.initial[name] = None
        if isinstance(field, forms.TypedChoiceField):
            field.choices = [("", f"（{KEEP}）"), *(pair for pair in field.choices if pair[0] != "")]
        else:
            field.widget.attrs["placeholder"] = f"{masked(db_field, value)}（{KEEP}）" if value else ""
            field.help_text = KEEP if value else field.help_text

    def _preselect_settlement(self) -> None:
        scope = scope_of(self.user)
        own = scope.settlement_ids | scope.grid_settlement_ids
        if "settlement" in self.fields and len(own) == 1 and not scope.everything:
            self.initial.setdefault("settlement", next(iter(own)))
            self.fields["settlement"].widget = forms.HiddenInput()

    def _preset_now(self) -> None:
        """What is told today is mostly of today; whoever tells of another day changes it."""
        now = timezone.localtime()
        for name in TOLD_NOW & self.fields.keys():
            field = self.fields[name]
            if field.required:
                self.initial.setdefault(
                    name, now.date() if isinstance(field, forms.DateField) else f"{now:%H:%M}"
                )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in list(cleaned):
            db_field = next((f for f in self._meta.model._meta.fields if f.name == name), None)
            if name in self.kept and cleaned[name] in (None, "", forms.models.ModelChoiceField.empty_values):
                cleaned[name] = self.kept[name]
            elif isinstance(db_field, SealedField) and db_field.kind != "text" and cleaned[name]:
                cleaned[name] = str(cleaned[name]).replace(" ", "").upper()
                problem = sealed_problem(db_field.kind, cleaned[name])
                if problem:
                    self.add_error(name, problem)
        return cleaned


def record_form(
    model: type[models.Model], fields: list[str], base: type[RecordForm] = RecordForm
) -> type[RecordForm]:
    """The form class of a ledger."""
    return forms.modelform_factory(model, form=base, fields=fields, formfield_callback=field_for)
