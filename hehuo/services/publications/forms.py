"""Forms of the steps of publications, platforms and exchanges."""

from django import forms

from hehuo.kit.asking import StepForm
from hehuo.services.publications.models import InfoPublication

FOUND = InfoPublication.PersonalCheck


class PublishForm(StepForm):
    """审核发布."""

    personal_check = forms.ChoiceField(
        label="个人信息审查", choices=[c for c in FOUND.choices if c[0] != FOUND.BLOCKED]
    )


class CheckForm(StepForm):
    """登记查看."""

    reachable = forms.BooleanField(label="能打开", required=False)
    newest_on = forms.DateField(
        label="最新内容日期",
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )


class RunForm(StepForm):
    """登记交互."""

    succeeded = forms.BooleanField(label="成功", required=False)
    volume = forms.IntegerField(label="数量（条）", min_value=0, max_value=10_000_000, initial=0)
