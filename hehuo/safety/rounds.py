"""The two acts on a whole list of safety: making the month plan of patrols, and looking for warnings that are due."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from hehuo.org.models import Settlement
from hehuo.org.rights import requires, writes
from hehuo.org.scope import scope_of, visible_settlements
from hehuo.safety.patrols.services import plan_month
from hehuo.safety.warnings.services import raise_warnings


class MonthForm(forms.Form):
    """Which settlement and which month."""

    settlement = forms.ModelChoiceField(Settlement.objects.none(), label="安置点", empty_label=None)
    month = forms.DateField(
        label="月份", input_formats=["%Y-%m"], widget=forms.DateInput(format="%Y-%m", attrs={"type": "month"}),
        error_messages={"invalid": "月份请写成 2026-12 这样。", "required": "请选择月份。"},
    )  # fmt: skip

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["settlement"].queryset = visible_settlements(user)
        self.initial.setdefault("month", f"{timezone.localdate():%Y-%m}")


class PlaceForm(forms.Form):
    """Which settlement."""

    settlement = forms.ModelChoiceField(Settlement.objects.none(), label="安置点", empty_label=None)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["settlement"].queryset = visible_settlements(user)


def _told(request: Any, form: forms.Form, work: Any) -> None:
    """Run `work` on a sound form and say what came of it, or why not."""
    if not form.is_valid():
        for errors in form.errors.values():
            messages.error(request, " ".join(errors))
        return
    try:
        messages.success(request, work(form.cleaned_data))
    except (ValidationError, PermissionDenied) as problem:
        messages.error(request, " ".join(getattr(problem, "messages", None) or [str(problem)]))


@requires(writes("H"))
@require_POST
def plan_patrols(request: Any) -> Any:
    """Make the patrols of a month from the routes in force; what is planned already stays."""

    def work(data: dict[str, Any]) -> str:
        month = data["month"]
        made = plan_month(data["settlement"], month.year, month.month, by=request.user)
        return (
            f"{month.year} 年 {month.month} 月新增 {len(made)} 次巡逻计划。"
            if made
            else "这个月的巡逻计划已经有了，没有新增。"
        )

    _told(request, MonthForm(request.POST, user=request.user), work)
    return redirect("patrols-list")


@requires(writes("H"))
@require_POST
def look_for_warnings(request: Any) -> Any:
    """Look at every rule card now instead of waiting for the night."""

    def work(data: dict[str, Any]) -> str:
        if not scope_of(request.user).covers(data["settlement"].pk):
            raise PermissionDenied("您的岗位不能为这个安置点发出预警。")
        raised = raise_warnings(data["settlement"], on=timezone.localdate(), by=request.user)
        return f"按规则新发出 {len(raised)} 条预警。" if raised else "按规则没有新的预警。"

    _told(request, PlaceForm(request.POST, user=request.user), work)
    return redirect("warnings-list")
