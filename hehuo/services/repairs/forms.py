"""Forms of the steps of a repair."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from hehuo.kit.asking import StepForm
from hehuo.services.repairs.models import RepairTicket

CLOCK = {"type": "time"}


class TriageForm(StepForm):
    """定级."""

    priority = forms.ChoiceField(label="级别", choices=RepairTicket.Priority.choices)
    planned_on = forms.DateField(
        label="约定日期", required=False, help_text="四级（计划维修）填写。",
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )  # fmt: skip


class AssignForm(StepForm):
    """派修."""

    repairer_kind = forms.ChoiceField(label="维修方", choices=RepairTicket.Repairer.choices)
    repairer = forms.CharField(
        label="维修单位", max_length=60, required=False, help_text="质保单位、管养单位可以不填，按台账。"
    )
    why = forms.CharField(label="不由质保单位维修的原因", max_length=100, required=False)


class MomentForm(StepForm):
    """A step with a day and a time."""

    at = forms.TimeField(label="时间", widget=forms.TimeInput(format="%H:%M", attrs=CLOCK))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("at", timezone.localtime().time().replace(second=0, microsecond=0))


class PauseForm(MomentForm):
    """暂停."""

    pause_reason = forms.ChoiceField(label="原因", choices=RepairTicket.Pause.choices)


class FixForm(MomentForm):
    """登记修好."""

    work_done = forms.CharField(label="维修内容", max_length=120)


class ConfirmForm(StepForm):
    """确认修好."""

    confirmed_by = forms.ChoiceField(label="谁确认", choices=RepairTicket.Confirmed.choices)


class ReopenForm(StepForm):
    """没修好."""

    reason = forms.CharField(label="群众怎么说（没修好的情况）", max_length=100)


class RateForm(StepForm):
    """登记评价."""

    rating = forms.ChoiceField(
        label="报修人的评价",
        choices=[(5, "非常满意"), (4, "满意"), (3, "基本满意"), (2, "不满意"), (1, "非常不满意")],
    )
