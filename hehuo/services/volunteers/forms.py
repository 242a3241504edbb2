"""Forms of the steps of a volunteer activity."""

from __future__ import annotations

from django import forms

from hehuo.kit.asking import StepForm

MOST = 100_000


class HoldForm(StepForm):
    """登记举办."""

    relocated_count = forms.IntegerField(label="搬迁群众人数", min_value=0, max_value=MOST)
    local_count = forms.IntegerField(label="原住民人数", min_value=0, max_value=MOST)
    volunteers = forms.IntegerField(label="志愿者人数", min_value=0, max_value=MOST)
    hours = forms.DecimalField(label="服务时长（小时）", min_value=0, max_digits=6, decimal_places=1)
    feedback = forms.CharField(label="群众反馈", max_length=120, required=False)


class ConfirmForm(StepForm):
    """登记参加群众确认."""

    asked = forms.IntegerField(label="询问人数", min_value=1, max_value=1000)
    confirmed = forms.IntegerField(label="确认人数", min_value=0, max_value=1000)
