"""The form of a spell: a wage in words of the ledger, an employer picked or written; what a month of duty asks for."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from hehuo.kit.asking import StepForm
from hehuo.kit.forms import RecordForm, YuanField
from hehuo.livelihood.employment.models import EmploymentSpell
from hehuo.measures.parameters import months_from


class DutyMonthForm(StepForm):
    """登记当月出勤和补贴."""

    month = forms.DateField(
        label="月份", input_formats=["%Y-%m", "%Y-%m-%d"], widget=forms.DateInput(format="%Y-%m", attrs={"type": "month"})
    )  # fmt: skip
    days_due = forms.IntegerField(label="应出勤（天）", min_value=1, max_value=31)
    days_on = forms.IntegerField(label="实际出勤（天）", min_value=0, max_value=31)
    subsidy_fen = YuanField(label="当月补贴（元）", required=False, help_text="和岗位的月补贴一样的不用填。")
    paid_on = forms.DateField(
        label="发放日期", required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text="还没有发放的不填，发放以后在月出勤台账补填。",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        last, first = self.record.last_duty_month, timezone.localdate().replace(day=1)
        before = (first - timedelta(days=1)).replace(day=1)
        self.initial.setdefault("month", months_from(last, 1) if last else before)
        self.fields["on"].label = "登记日期"


class SpellForm(RecordForm):
    """What is typed about a person's work."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["employer"].help_text = "单位已登记的请选择，没有登记的在下一格填写名称"
        self.fields["valid_to"].help_text = "还在岗的不填"

    class Meta:
        model = EmploymentSpell
        fields = ("settlement",)
