"""Two short forms of the panel: a new file, or a reference to something that is there already."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from hehuo.evidence.formats import FORMATS
from hehuo.evidence.models import Consent, EvidenceFile, ProofKind

ACCEPTED = ",".join(f.extension for f in FORMATS.values())


def _dressed(form: forms.Form) -> None:
    for field in form.fields.values():
        plain = isinstance(field.widget, forms.CheckboxInput)
        look = "form-select" if isinstance(field.widget, forms.Select) else "form-control"
        field.widget.attrs.setdefault("class", "form-check-input" if plain else look)


class UploadForm(forms.Form):
    """A new file. `client_uuid` makes sending it twice harmless."""

    file = forms.FileField(label="文件", widget=forms.FileInput(attrs={"accept": ACCEPTED}))
    occurred_on = forms.DateField(
        label="事实日期", help_text="照片或材料反映的那一天", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )  # fmt: skip
    place = forms.CharField(label="地点", max_length=100, required=False, help_text="写到楼栋或场所即可")
    consent = forms.ChoiceField(label="同意范围", choices=Consent.choices, initial=Consent.INTERNAL)
    has_minors = forms.BooleanField(label="含未成年人", required=False)
    client_uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix="upload", **kwargs)
        self.fields["client_uuid"].initial = uuid4
        _dressed(self)

    def clean_occurred_on(self) -> Any:
        """Not in the future."""
        if self.cleaned_data["occurred_on"] > timezone.localdate():
            raise ValidationError("事实日期不能晚于今天。")
        return self.cleaned_data["occurred_on"]


class ReferenceForm(forms.Form):
    """A file that is here already, a report, a resident's confirmation or a data match."""

    kind = forms.ChoiceField(
        label="印证方式",
        choices=[choice for choice in ProofKind.choices if choice[0] != ProofKind.ROW],
        initial=ProofKind.RESIDENT,
    )
    existing = forms.ModelChoiceField(None, label="引用已有资料", required=False, empty_label="不引用文件")
    shared = forms.BooleanField(label="引用同一份资料（它还印证别的记录）", required=False)
    statement = forms.CharField(
        label="说明", max_length=300, required=False, help_text="什么报告、谁以什么方式确认，或与哪份数据比对"
    )

    def __init__(self, *args: Any, files: list[EvidenceFile], **kwargs: Any) -> None:
        super().__init__(*args, prefix="refer", **kwargs)
        existing: Any = self.fields["existing"]
        existing.queryset = EvidenceFile.objects.filter(pk__in=[file.pk for file in files])
        existing.label_from_instance = lambda file: f"{file} {file.original_name}"
        _dressed(self)
