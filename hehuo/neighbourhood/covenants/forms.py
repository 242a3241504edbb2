"""What the steps of a covenant ask for."""

from __future__ import annotations

from typing import Any

from django import forms

from hehuo.kit.asking import StepForm
from hehuo.neighbourhood.meetings.models import ResidentsMeeting

DATE = {"type": "date"}


def date_field(label: str) -> forms.DateField:
    """A day with the browser's calendar."""
    return forms.DateField(label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs=DATE))


class ConsultForm(StepForm):
    """征集民意."""

    since = date_field("开始日期")
    opinions = forms.IntegerField(label="收到意见（条）", min_value=0)
    field_order = ("since", "on", "opinions")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].label = "结束日期"


class ReviewForm(StepForm):
    """乡镇（街道）审核."""

    reviewer = forms.CharField(label="审核单位和人员", max_length=60)
    penalty = forms.TypedChoiceField(
        label="是否含有处罚居民的条款",
        choices=(("", "请选择"), ("0", "没有"), ("1", "有")),
        coerce=lambda value: value == "1",
    )
    note = forms.CharField(
        label="说明", max_length=200, required=False, help_text="正文出现处罚字样但不是处罚的，在这里写明。"
    )


class VoteForm(StepForm):
    """表决: the meeting says the rest."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["on"]
        self.fields["meeting"] = self.searching("meeting", self.rows_of(ResidentsMeeting), "表决的居民会议")


class PublishForm(StepForm):
    """备案并公布."""

    filed_on = date_field("备案日期")
    filed_to = forms.CharField(label="备案机关", max_length=60)
    filing_no = forms.CharField(label="备案号", max_length=40)
    places = forms.CharField(label="公布位置", max_length=120)
    field_order = ("filed_on", "filed_to", "filing_no", "on", "places")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].label = "公布日期"
