"""Forms of visits: what a visit found, what a call afterwards said, how many visits a month."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from hehuo.kit.asking import StepForm
from hehuo.org.models import Grid
from hehuo.records.choices import open_to
from hehuo.services.grid_work.models import WorkVisit
from hehuo.services.grid_work.services import MOST_A_MONTH


class VisitForm(StepForm):
    """登记走访."""

    outcome = forms.ChoiceField(label="结果", choices=WorkVisit.Outcome.choices)
    matters = forms.CharField(
        label="反映的事项", max_length=200, required=False,
        help_text="只写要办的事。",
    )  # fmt: skip


class ConfirmForm(StepForm):
    """登记回访."""

    confirmed = forms.ChoiceField(
        label="群众说", choices=[c for c in WorkVisit.Confirmed.choices if c[0] != "not_asked"]
    )


class PlanForm(forms.Form):
    """A month's plan of one grid."""

    grid = forms.ModelChoiceField(Grid.objects.none(), label="网格", empty_label="请选择")
    month = forms.DateField(
        label="月份", input_formats=["%Y-%m"], widget=forms.DateInput(format="%Y-%m", attrs={"type": "month"})
    )
    wanted = forms.IntegerField(
        label="安排户数", min_value=1, max_value=MOST_A_MONTH, help_text="从最久没有走访的户开始安排。"
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["grid"].queryset = open_to(user, Grid).select_related("settlement")  # type: ignore[attr-defined]
        self.initial.setdefault("month", timezone.localdate())

    def clean_month(self) -> Any:
        """A plan is made for this month or a later one."""
        month = self.cleaned_data["month"]
        if (month.year, month.month) < (timezone.localdate().year, timezone.localdate().month):
            raise ValidationError("只能安排本月和以后的月份。")
        return month
