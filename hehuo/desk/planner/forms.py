"""What a person asks the planner, and what the city says one case takes."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from hehuo.assessment.models import MeasureEffort
from hehuo.desk.planner.deeds import DAYS, HOURS
from hehuo.org.roles import Role

OWNERS = (Role.GRID_MEMBER, Role.COMMITTEE, Role.SECRETARY, Role.TOWNSHIP, Role.COUNTY_BUREAU)
"""Roles that put cases right."""


class AskForm(forms.Form):
    """Until when, with how many hours, or up to which total."""

    until = forms.DateField(
        label="到哪一天", widget=forms.DateInput(attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d")
    )  # fmt: skip
    hours = forms.IntegerField(
        label="可用工时（小时）", min_value=1, max_value=5000,
        widget=forms.NumberInput(attrs={"class": "form-control"}),
    )  # fmt: skip
    target = forms.DecimalField(
        label="或：总分要达到", required=False, min_value=Decimal(0), max_value=Decimal(1000), decimal_places=1,
        widget=forms.NumberInput(attrs={"class": "form-control", "step": "0.1"}),
    )  # fmt: skip

    @classmethod
    def asked(cls, data: Any) -> AskForm:
        """What was asked, with thirty days and a week of one colleague where nothing was said."""
        start = {"until": f"{timezone.localdate() + timedelta(DAYS):%Y-%m-%d}", "hours": str(HOURS)}
        return cls(start | {name: value for name, value in data.items() if value})

    def clean_until(self) -> date:
        """Not in the past, at most a year ahead."""
        today = timezone.localdate()
        day = self.cleaned_data["until"]
        if not today <= day <= today + timedelta(366):
            raise ValidationError("请填今天以后一年以内的日期。")
        return day

    @property
    def days(self) -> int:
        """Days from today to the chosen day."""
        return (self.cleaned_data["until"] - timezone.localdate()).days


class EffortForm(forms.ModelForm):
    """What one case of a measure takes here."""

    owner = forms.ChoiceField(
        label="由谁办", choices=[(role.value, role.label) for role in OWNERS], widget=forms.Select(attrs={"class": "form-select"})
    )  # fmt: skip

    class Meta:
        model = MeasureEffort
        fields = ("minutes", "lead_days", "owner", "repairable", "basis")
        widgets = {
            "minutes": forms.NumberInput(attrs={"class": "form-control"}),
            "lead_days": forms.NumberInput(attrs={"class": "form-control"}),
            "repairable": forms.CheckboxInput(attrs={"class": "form-check-input"}),
            "basis": forms.TextInput(attrs={"class": "form-control"}),
        }
        help_texts = {
            "basis": "例如：2026 年 6 月抽 20 件计时。",
            "repairable": "过期不能补的不勾选，系统不会列入计划。",
        }


def picked(data: Any) -> dict[str, int]:
    """Numbers of cases that were typed, by measure; what is not a number counts as none."""
    found = {}
    for name, text in data.items():
        if name.startswith("n-") and text.isdecimal() and len(text) < 8:
            found[name[2:]] = int(text)
    return found
