"""Short forms of the panel, one for each way to prove: a new file, a file that is here, a report, a word, a match."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from hehuo.evidence.formats import FORMATS
from hehuo.evidence.models import Confirmed, Consent, EvidenceFile, ProofKind
from hehuo.records.personal_data import kinds_in

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


class FileForm(forms.Form):
    """A file that is here already."""

    existing = forms.ModelChoiceField(None, label="已有的文件", empty_label="请选择")
    shared = forms.BooleanField(label="引用同一份资料（它还印证别的记录）", required=False)

    def __init__(self, *args: Any, files: list[EvidenceFile], **kwargs: Any) -> None:
        super().__init__(*args, prefix="file", **kwargs)
        existing: Any = self.fields["existing"]
        existing.queryset = EvidenceFile.objects.filter(pk__in=[file.pk for file in files])
        existing.label_from_instance = lambda file: f"{file} {file.original_name}"
        _dressed(self)

    def told(self) -> dict[str, Any]:
        """What `prove` is told."""
        return {"file": self.cleaned_data["existing"], "shared": self.cleaned_data["shared"]}


class WordsForm(forms.Form):
    """Something that proves without a file: when, from where, what it says; never people's numbers."""

    kind = ""
    occurred_on = forms.DateField(
        label="日期", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    statement = forms.CharField(max_length=300, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix=self.kind, **kwargs)
        self.fields["occurred_on"].initial = timezone.localdate
        _dressed(self)

    def clean_occurred_on(self) -> Any:
        """Not in the future."""
        if self.cleaned_data["occurred_on"] > timezone.localdate():
            raise ValidationError("日期不能晚于今天。")
        return self.cleaned_data["occurred_on"]

    def clean(self) -> dict[str, Any]:
        """Numbers of people do not stand in free text."""
        for name in ("source_name", "statement"):
            if found := kinds_in(str(self.cleaned_data.get(name) or "")):
                self.add_error(name, f"这里有{'、'.join(found)}，请删去后再保存。")
        return self.cleaned_data

    def told(self) -> dict[str, Any]:
        """What `prove` is told."""
        return dict(self.cleaned_data)


class ReportForm(WordsForm):
    """A report or paper from outside the system."""

    kind = ProofKind.REPORT
    field_order = ("source_name", "occurred_on", "statement")
    source_name = forms.CharField(label="报告名称、文号和出具单位", max_length=120)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["occurred_on"].label = "报告日期"
        self.fields["statement"].label = "印证了什么"


class ResidentForm(WordsForm):
    """A resident's word, and who took it."""

    kind = ProofKind.RESIDENT
    field_order = ("occurred_on", "confirmed", "taken_by", "statement")
    confirmed = forms.ChoiceField(label="确认方式", choices=Confirmed.choices)
    taken_by = forms.CharField(label="经办人", max_length=40, help_text="谁听取的确认")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["occurred_on"].label = "确认日期"
        self.fields["statement"].label = "确认了什么"
        self.fields["statement"].help_text = "写身份即可，如“户主”，不写证件号码和电话"


class DataForm(WordsForm):
    """A match with other data."""

    kind = ProofKind.DATA
    field_order = ("source_name", "occurred_on", "statement")
    source_name = forms.CharField(
        label="数据来源", max_length=120, help_text="单位和数据名称，如“县人社局参保名单”"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["occurred_on"].label = "比对日期"
        self.fields["statement"].label = "比对结果"
        self.fields["statement"].help_text = "比对了哪些内容，是否一致"


WORDS: dict[str, type[WordsForm]] = {str(form.kind): form for form in (ReportForm, ResidentForm, DataForm)}
