"""Forms of steps: leaving a post, a file that has come in, the usual list of files."""

from __future__ import annotations

from typing import Any

from django import forms

from hehuo.kit.asking import StepForm
from hehuo.org.scope import visible_settlements


class EndForm(StepForm):
    """卸任."""


class CollectForm(StepForm):
    """登记收齐."""

    kept_at = forms.CharField(label="存放处", max_length=60, help_text="如：社区档案柜第2格。")
    expires_on = forms.DateField(
        label="有效期至", required=False, help_text="长期有效的留空。",
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )  # fmt: skip


class UsualFilesForm(forms.Form):
    """Which settlement gets the usual list."""

    settlement = forms.ModelChoiceField(queryset=None, label="安置点", empty_label="请选择")

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = visible_settlements(user)
        self.fields["settlement"].queryset = rows  # type: ignore[attr-defined]
        first = list(rows[:2])
        if len(first) == 1:
            self.initial.setdefault("settlement", first[0])
