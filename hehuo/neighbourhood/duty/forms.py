"""What the steps of a shift ask for."""

from __future__ import annotations

from typing import Any

from django import forms

from hehuo.kit.asking import StepForm
from hehuo.neighbourhood.duty.models import DutyPerson

CLOCK = {"type": "time"}


class CheckInForm(StepForm):
    """到岗."""

    at = forms.TimeField(label="签到时间", widget=forms.TimeInput(format="%H:%M", attrs=CLOCK))


class HandOverForm(StepForm):
    """交接."""

    at = forms.TimeField(label="签退时间", widget=forms.TimeInput(format="%H:%M", attrs=CLOCK))
    visits = forms.IntegerField(label="接待件数", min_value=0, initial=0)
    note = forms.CharField(label="交接事项", max_length=300, required=False)


class PersonForm(StepForm):
    """替岗和调班."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = self.searching("person", self.rows_of(DutyPerson), "由谁来值")
