"""The form of a change of school."""

from django import forms

from hehuo.kit.asking import StepForm
from hehuo.services.coverage.models import SchoolPlacement


class ChangeForm(StepForm):
    """变更学位."""

    state = forms.ChoiceField(label="情况", choices=SchoolPlacement.State.choices)
    school_name = forms.CharField(
        label="学校", max_length=60, required=False, help_text="与学校台账同名的自动对应。"
    )
    basis = forms.CharField(
        label="批准文书", max_length=60, required=False, help_text="延缓入学的填写批准文书编号。"
    )
