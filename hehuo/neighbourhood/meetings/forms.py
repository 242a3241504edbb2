"""What the steps of a resolution ask for."""

from __future__ import annotations

from django import forms

from hehuo.kit.asking import StepForm
from hehuo.neighbourhood.meetings.models import MeetingResolution


class FinishForm(StepForm):
    """办结."""

    result = forms.CharField(label="办理结果", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class AnswerForm(StepForm):
    """反馈."""

    answer_by = forms.ChoiceField(label="反馈方式", choices=MeetingResolution.Answer.choices)
