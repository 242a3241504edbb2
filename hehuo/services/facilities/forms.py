"""Forms of facilities: out of use, what an inspection found, the plan of a month."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from hehuo.kit.asking import StepForm
from hehuo.org.models import Settlement
from hehuo.records.choices import open_to
from hehuo.services.facilities.models import Facility, FacilityInspection

NOT_NORMAL = [c for c in Facility.State.choices if c[0] != "normal"]


class StopForm(StepForm):
    """登记停用."""

    state = forms.ChoiceField(label="情况", choices=NOT_NORMAL)
    reason = forms.CharField(label="原因", max_length=100)


class InspectForm(StepForm):
    """登记巡检."""

    result = forms.ChoiceField(label="结果", choices=FacilityInspection.Result.choices)
    finding = forms.CharField(
        label="发现的问题", max_length=120, required=False, help_text="有问题的写明情况，会自动生成报修单。"
    )
    effect = forms.ChoiceField(label="对使用的影响", choices=Facility.State.choices, required=False)

    def clean_effect(self) -> str:
        """Nothing chosen: it can still be used."""
        return self.cleaned_data["effect"] or "normal"


class PlanForm(forms.Form):
    """A month of inspections of a settlement."""

    settlement = forms.ModelChoiceField(Settlement.objects.none(), label="安置点", empty_label="请选择")
    month = forms.DateField(
        label="月份", input_formats=["%Y-%m"], widget=forms.DateInput(format="%Y-%m", attrs={"type": "month"})
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["settlement"].queryset = open_to(user, Settlement)  # type: ignore[attr-defined]
        self.initial.setdefault("month", timezone.localdate())

    def clean_month(self) -> Any:
        """A plan is made for this month or a later one."""
        month, today = self.cleaned_data["month"], timezone.localdate()
        if (month.year, month.month) < (today.year, today.month):
            raise ValidationError("只能安排本月和以后的月份。")
        return month
