"""What the steps of a case ask for."""

from __future__ import annotations

from typing import Any

from django import forms

from hehuo.kit.asking import StepForm
from hehuo.kit.forms import YuanField
from hehuo.neighbourhood.mediation.models import MediationCase, Mediator

YES_NO = (("", "请选择"), ("1", "都同意"), ("0", "有一方不同意"))
LONG = {"rows": 4}


def consent(label: str) -> forms.TypedChoiceField:
    """Whether both sides agree."""
    return forms.TypedChoiceField(label=label, choices=YES_NO, coerce=lambda value: value == "1")


class ConsentForm(StepForm):
    """受理, 延长."""

    both_agree = consent("双方是否同意")


class AgreementForm(StepForm):
    """协议."""

    outcome = forms.ChoiceField(label="协议形式", choices=[("oral", "口头协议"), ("written", "书面协议")])
    agreement_no = forms.CharField(label="协议书编号", max_length=40, required=False)
    agreement = forms.CharField(label="协议内容", max_length=2000, widget=forms.Textarea(attrs=LONG))
    amount_fen = YuanField(
        label="涉及金额（元）", required=False, help_text="协议约定给付的金额；没有的不填。"
    )
    copies = forms.IntegerField(
        label="协议书份数",
        min_value=1,
        max_value=20,
        required=False,
        help_text="书面协议必填：当事人各一份，调解委员会留一份。",
    )
    perform_due_on = forms.DateField(
        label="履行期限", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )


class RevisitForm(StepForm):
    """回访."""

    result = forms.ChoiceField(label="回访结果", choices=MediationCase.Revisit.choices)


class ArchiveForm(StepForm):
    """归档."""

    volume_no = forms.CharField(label="卷号", max_length=40)
    retention = forms.ChoiceField(label="保管期限", choices=[("", "请选择"), *MediationCase.Keeping.choices])


class JudicialForm(StepForm):
    """司法确认."""

    judicial = forms.ChoiceField(
        label="司法确认", choices=[c for c in MediationCase.Judicial.choices if c[0] != "none"]
    )


class AssignForm(StepForm):
    """更换承办调解员."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Mediator.objects.live().filter(left_on__isnull=True, account__isnull=False)
        self.fields["mediator"] = self.searching("mediator", rows, "由谁承办")


class AccountForm(StepForm):
    """绑定账号."""

    username = forms.CharField(label="账号名", max_length=60)
