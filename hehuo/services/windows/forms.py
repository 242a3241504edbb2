"""What a revision of a matter asks for."""

from django import forms

from hehuo.kit.asking import StepForm


class ReviseForm(StepForm):
    """修订."""

    legal_days = forms.IntegerField(label="法定时限（工作日）", min_value=0, max_value=200)
    promised_days = forms.IntegerField(
        label="承诺时限（工作日）", min_value=0, max_value=200, help_text="不长于法定时限；当场办结填 0。"
    )
