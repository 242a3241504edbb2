"""What the steps of a request ask for."""

from __future__ import annotations

from typing import Any

from django import forms

from hehuo.kit.asking import StepForm
from hehuo.neighbourhood.requests.models import RequestPause, ResidentRequest

DATE = {"type": "date"}


def day_field(label: str) -> forms.DateField:
    """A day with the browser's calendar."""
    return forms.DateField(label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs=DATE))


C, U = ResidentRequest.Category, ResidentRequest.Unit
USUAL_UNIT = {
    C.PROPERTY: U.PROPERTY, C.UTILITIES: U.OTHER, C.SANITATION: U.PROPERTY, C.NOISE: U.GRID, C.EDUCATION: U.TOWNSHIP,
    C.MEDICAL: U.WINDOW, C.SOCIAL_SECURITY: U.WINDOW, C.JOBS: U.COMMUNITY, C.CERTIFICATES: U.WINDOW,
    C.LAND: U.TOWNSHIP, C.SAFETY: U.GRID, C.TRAFFIC: U.TOWNSHIP,
}  # fmt: skip
"""Who usually handles a category: the suggestion of 派遣 (domain §3.5: dispatched by a table of categories)."""


class AcceptForm(StepForm):
    """受理."""

    level = forms.ChoiceField(label="难易", choices=ResidentRequest.Level.choices, initial="general")


class MergeForm(StepForm):
    """合并."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = self.rows_of(ResidentRequest).exclude(pk=self.record.pk).filter(closed_on__isnull=True)
        self.fields["into"] = self.searching("into", rows, "合并到哪一件（按编号查找）")


class ResultForm(StepForm):
    """办结."""

    result = forms.CharField(label="处置结果", max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))


class UnitForm(StepForm):
    """派遣和转办."""

    unit = forms.ChoiceField(label="承办单位", choices=ResidentRequest.Unit.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        usual = USUAL_UNIT.get(self.record.category, ResidentRequest.Unit.COMMUNITY)
        if self.record.unit != usual:
            self.initial.setdefault("unit", usual)
            self.fields["unit"].help_text = f"{self.record.get_category_display()}类通常由{usual.label}承办。"


class SuspendForm(StepForm):
    """挂起."""

    why = forms.ChoiceField(label="原因", choices=RequestPause.Why.choices)
    until = day_field("最迟恢复")


class FeedBackForm(StepForm):
    """反馈."""

    told_by = forms.ChoiceField(label="反馈方式", choices=ResidentRequest.Told.choices)


class CheckForm(StepForm):
    """核查."""

    true = forms.ChoiceField(
        label="核查结果",
        choices=[("", "请选择"), ("yes", "属实，事情办了"), ("no", "不属实，退回重办")],
    )
    note = forms.CharField(
        label="怎样核查、看到什么", max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )


class ToMediationForm(StepForm):
    """转人民调解."""

    reason = forms.CharField(
        label="为什么属于民间纠纷", max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )


class PassOnForm(StepForm):
    """转信访、公安、紧急救助."""

    receiver = forms.CharField(label="交给哪个单位、谁接收", max_length=60)
    reason = forms.CharField(
        label="理由，以及怎样告知反映人", max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )


class RateForm(StepForm):
    """The resident's word."""

    solved = forms.ChoiceField(
        label="群众说是否解决",
        choices=[("", "请选择"), *(c for c in ResidentRequest.Solved.choices if c[0] != "no_answer")],
    )
    rating = forms.TypedChoiceField(
        label="评价",
        choices=[
            ("", "没有评"),
            (5, "5 很满意"),
            (4, "4 满意"),
            (3, "3 一般"),
            (2, "2 不满意"),
            (1, "1 很不满意"),
        ],
        coerce=int,
        empty_value=None,
        required=False,
    )


class SuperviseForm(StepForm):
    """督办."""

    until = day_field("要求办结日期")
