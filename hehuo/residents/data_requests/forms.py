"""What the steps of a request ask for."""

from __future__ import annotations

from django import forms

from hehuo.kit.asking import StepForm
from hehuo.residents.data_requests.models import DataSubjectRequest as D

LONG = {"rows": 4}


class IdentityForm(StepForm):
    """核验身份."""

    identity = forms.ChoiceField(label="怎样核验", choices=[("", "请选择"), *D.Identity.choices])


class AnswerForm(StepForm):
    """答复."""

    outcome = forms.ChoiceField(label="结果", choices=[("", "请选择"), *D.Outcome.choices])
    answer = forms.CharField(
        label="答复内容",
        max_length=1000,
        widget=forms.Textarea(attrs=LONG),
        help_text="告诉申请人的话：办了什么、怎样告知。不写证件号码和电话。",
    )
    ground = forms.ChoiceField(
        label="法律依据（个人信息保护法）", choices=[("", "已照办的不选"), *D.Ground.choices], required=False,
        help_text="不予办理或只办一部分的必选。",
    )  # fmt: skip


class UnprovenForm(StepForm):
    """身份不能核实."""

    answer = forms.CharField(
        label="答复内容",
        max_length=1000,
        widget=forms.Textarea(attrs=LONG),
        help_text="还缺什么证明，补齐后可以再提。",
    )


class WithdrawForm(StepForm):
    """撤回."""

    reason = forms.CharField(label="撤回原因", max_length=200)
