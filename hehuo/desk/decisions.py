"""市里认定: the page where the city says what applies to a settlement, and on what ground."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hehuo.assessment.decisions import QUESTION, decide, may_decide, parts_of
from hehuo.assessment.models import CityDecision
from hehuo.desk.scorecards import settlement_of
from hehuo.desk.standing import moment_of
from hehuo.org.rights import requires


class DecisionForm(forms.Form):
    """Which part, what, since when, on what ground."""

    part = forms.ChoiceField(label="子项")
    outcome = forms.ChoiceField(label="认定结果", choices=CityDecision.Outcome.choices)
    on = forms.DateField(label="认定日期", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    ground = forms.CharField(label="依据", max_length=200, help_text="文件名称、文号或会议纪要。")

    def __init__(self, *args: Any, edition: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = parts_of(edition)
        asking = [(key, _title(key, part)) for key, part in known.items() if part["kind"] == QUESTION]
        others = [(key, _title(key, part)) for key, part in known.items() if part["kind"] != QUESTION]
        self.fields["part"].choices = [("须市里认定的", asking), ("其他子项（只能认定不适用）", others)]  # type: ignore[attr-defined]
        self.initial.setdefault("on", timezone.localdate())


def _title(key: str, part: dict[str, Any]) -> str:
    own = part.get("question") or part["title"]
    return f"{key} {part['of']}" + (f"：{own}" if own != part["of"] else "")


@requires(may_decide)
def decisions(request: HttpRequest, code: str) -> HttpResponse:
    """What has been decided for a settlement, and a new decision."""
    place, moment = settlement_of(request, code), moment_of(request)
    form = DecisionForm(
        request.POST if request.method == "POST" else None, edition=moment.edition,
        initial={"part": request.GET.get("part", "")},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            made = decide(
                place, moment.edition, told["part"], told["outcome"], ground=told["ground"], by=request.user, on=told["on"]
            )  # fmt: skip
        except (ValidationError, PermissionDenied) as problem:
            form.add_error(None, problem if isinstance(problem, ValidationError) else str(problem))
        else:
            messages.success(request, f"已认定：{made.part} {made.get_outcome_display()}。")
            return redirect("scorecard-decisions", code=place.code)
    rows = CityDecision.objects.filter(settlement=place, edition=moment.edition).select_related("decided_by")
    return render(
        request, "desk/decisions.html", {"settlement": place, "moment": moment, "form": form, "rows": rows}
    )
