"""Forms: words of a draft, and what single steps ask for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from hehuo.programme.supervision.pages.boxes import GroupedBoxes
from hehuo.reports.addressees import (
    ACCOUNTLESS,
    COPY,
    MAIN,
    Place,
    choices_for,
    code_of_place,
    places_of,
    recipients_of,
    without_account,
    words_for,
)
from hehuo.reports.models import LONGEST_LINE, IssuedDocument, Retention
from hehuo.reports.workflow import code_of, next_serial


class DraftForm(forms.ModelForm):
    """The words of a paper and whom it goes to, 主送 and 抄送 apart."""

    recipients = forms.MultipleChoiceField(
        label="主送单位（勾选）", required=False, widget=GroupedBoxes(counter="个"),
        help_text="收到文件并签收；送核对时由这些单位核对。",
    )  # fmt: skip
    copies_sent = forms.MultipleChoiceField(
        label="抄送单位（勾选）", required=False, widget=GroupedBoxes(counter="个"), help_text="收到文件并签收，不核对文稿。",
    )  # fmt: skip

    class Meta:
        model = IssuedDocument
        fields = ("title", "body", "addressee", "copies_to", "remark", "is_public", "copies")
        labels = {"addressee": "主送单位（写在标题下）", "copies_to": "抄送（写在版记里）"}
        widgets = {"body": forms.Textarea(attrs={"rows": 16})}
        help_texts = {
            "body": "一行一段。“一、”开头的是一级标题，“（一）”开头的是二级标题。附表随来源记录生成，不在这里改。",
            "addressee": "留空则按勾选的主送单位写出；整组勾选的写统称。",
            "copies_to": "留空则按勾选的抄送单位写出。",
            "is_public": "勾选后，所有登录人员都能查阅；不勾选的，只有发文和收文单位能看到。",
            "copies": "印制份数，不印制填 0。",
        }  # fmt: skip

    field_order = (
        "title", "body", "recipients", "addressee", "copies_sent", "copies_to", "remark", "is_public", "copies",
    )  # fmt: skip
    BOXES = (("recipients", "addressee", MAIN), ("copies_sent", "copies_to", COPY))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if not isinstance(field.widget, forms.CheckboxSelectMultiple):
                box = isinstance(field.widget, forms.CheckboxInput)
                field.widget.attrs["class"] = "form-check-input" if box else "form-control"
        self.before: dict[str, list[Place]] = {}
        options = choices_for(self.instance.area)
        for boxes, _words, manner in self.BOXES:
            self.before[boxes] = [row.place for row in recipients_of(self.instance, manner)]
            self.fields[boxes].choices = options
            self.fields[boxes].initial = [code_of_place(place) for place in self.before[boxes]]

    def clean(self) -> dict[str, Any]:
        """Nobody in both; words that nobody typed follow the boxes."""
        found: dict[str, Any] = super().clean() or {}
        area = self.instance.area
        chosen = {boxes: places_of(area, found.get(boxes, [])) for boxes, _, _ in self.BOXES}
        both = [place.name for place in chosen["recipients"] if place in chosen["copies_sent"]]
        if both:
            self.add_error("copies_sent", f"{'、'.join(both)}同时勾选在主送和抄送里，请只保留一处。")
        for boxes, words, _ in self.BOXES:
            typed = found.get(words, "")
            if not typed or typed == words_for(area, self.before[boxes]):
                found[words] = words_for(area, chosen[boxes])
            if len(found[words]) > LONGEST_LINE:
                self.add_error(
                    words, f"单位太多，逐个写出超过 {LONGEST_LINE} 字。请在这里改写为统称，如“市直有关单位”。"
                )
            found[boxes] = chosen[boxes]
        return found


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


class PaperReceiptForm(forms.Form):
    """Who signed for the printed paper; only addressees that have not signed yet, those without an account first."""

    recipient = forms.TypedChoiceField(label="收文单位", coerce=int)
    signed_by = forms.CharField(label="签收人姓名", max_length=40)
    on = forms.DateField(label="签收日期", widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, document: IssuedDocument, **kwargs: Any) -> None:
        kwargs["initial"] = {"on": timezone.localdate().isoformat()}
        super().__init__(*args, **kwargs)
        rows = [row for row in recipients_of(document) if row.read_at is None]
        bare = without_account(row.place for row in rows)
        rows.sort(key=lambda row: code_of_place(row.place) not in bare)
        self.fields["recipient"].choices = [
            (row.pk, f"{row}{ACCOUNTLESS if code_of_place(row.place) in bare else ''}") for row in rows
        ]


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
