"""Forms: words of a draft, and what single steps ask for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from hehuo.org.models import Area
from hehuo.reports.models import IssuedDocument, Retention
from hehuo.reports.workflow import addressees_of, code_of, next_serial


class DraftForm(forms.ModelForm):
    """The words of a paper and whom it goes to."""

    recipients = forms.ModelMultipleChoiceField(
        Area.objects.none(), label="收文单位", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="勾选的单位会收到文件并签收；送核对时也由这些单位核对。",
    )  # fmt: skip

    class Meta:
        model = IssuedDocument
        fields = ("title", "addressee", "body", "remark", "copies_to", "copies")
        widgets = {"body": forms.Textarea(attrs={"rows": 16})}
        help_texts = {
            "body": "一行一段。“一、”开头的是一级标题，“（一）”开头的是二级标题。附表随来源记录生成，不在这里改。",
            "copies": "印制份数，不印制填 0。",
        }  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = [area.pk for area in addressees_of(self.instance.area)]
        field = self.fields["recipients"]
        field.queryset = Area.objects.filter(pk__in=places).order_by("code")
        field.initial = list(self.instance.recipients.values_list("area_id", flat=True))


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label="原因", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class AnswerForm(forms.Form):
    """What a unit says to the facts."""

    agreed = forms.ChoiceField(
        label="核对结果", choices=[("yes", "事实无误"), ("no", "有不同意见")], widget=forms.RadioSelect
    )
    text = forms.CharField(
        label="意见", required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )


class IssueForm(forms.Form):
    """Serial and date; the next serial is filled in."""

    serial = forms.IntegerField(
        label="顺序号",
        min_value=1,
        max_value=9999,
        help_text="按年度连续编号。系统外已编过的，填接下来的号。",
    )
    on = forms.DateField(label="印发日期", widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, document: IssuedDocument, **kwargs: Any) -> None:
        today = timezone.localdate()
        kwargs["initial"] = {"serial": next_serial(code_of(document), today.year), "on": today.isoformat()}
        super().__init__(*args, **kwargs)


class SignForm(forms.Form):
    """Asked only where residents are named."""

    names_reason = forms.CharField(
        label="保留姓名的理由", max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="文中有与居民同名的字样。确为职务姓名、地名或依法公示的，写明理由；其他的请退回修改。",
    )  # fmt: skip


class ArchiveForm(forms.Form):
    """Where and how long it is kept."""

    archive_no = forms.CharField(label="档号", max_length=60)
    retention = forms.ChoiceField(label="保管期限", choices=Retention.choices)


class TemplateForm(forms.Form):
    """A Word file for a kind of paper."""

    kind = forms.ChoiceField(label="文种")
    file = forms.FileField(
        label="Word 文件",
        help_text="docx，最大 5 MB。上传时检查占位符，检查不通过的不保存，现用的模板不受影响。",
    )

    def __init__(self, *args: Any, kinds: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds
