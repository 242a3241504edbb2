"""推演: any edition, pass rule or reward table on a past day for the whole city, beside what was. Writes nothing."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from hehuo.assessment.models import StandardEdition
from hehuo.desk.standing import edition_now
from hehuo.org.models import CreationUnit
from hehuo.org.rights import has_role, requires
from hehuo.org.roles import Role
from hehuo.programme.models import RewardScheme
from hehuo.programme.rehearsal import Rehearsal, Setting, rehearse

rehearses = has_role(Role.CITY_OFFICE, Role.CITY_LEADER)


def _select() -> forms.Select:
    return forms.Select(attrs={"class": "form-select"})


def _number() -> forms.NumberInput:
    return forms.NumberInput(attrs={"class": "form-control", "step": "0.1"})


class RehearsalForm(forms.Form):
    """What is tried, on which day, against what."""

    as_of = forms.DateField(
        label="哪一天", widget=forms.DateInput(attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d")
    )  # fmt: skip
    base = forms.ModelChoiceField(
        StandardEdition.objects.all(),
        to_field_name="code",
        label="对照的标准",
        empty_label=None,
        widget=_select(),
    )
    edition = forms.ModelChoiceField(
        StandardEdition.objects.all(), to_field_name="code", label="推演的标准（可选草稿）", empty_label=None, widget=_select()
    )  # fmt: skip
    total = forms.DecimalField(
        label="推演的达标总分",
        required=False,
        min_value=0,
        max_value=1000,
        decimal_places=1,
        widget=_number(),
    )
    section_min = forms.DecimalField(
        label="推演的每部分最低分",
        required=False,
        min_value=0,
        max_value=1000,
        decimal_places=1,
        widget=_number(),
    )
    base_scheme = forms.ModelChoiceField(
        RewardScheme.objects.all(), to_field_name="version", label="对照的奖补办法", required=False, empty_label="不计算", widget=_select()
    )  # fmt: skip
    scheme = forms.ModelChoiceField(
        RewardScheme.objects.all(), to_field_name="version", label="推演的奖补办法（可选草稿）", required=False, empty_label="不计算",
        widget=_select(),
    )  # fmt: skip
    as_known = forms.BooleanField(
        label="只用那一天已登记的数据",
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )

    def clean_as_of(self) -> date:
        """Not in the future."""
        day = self.cleaned_data["as_of"]
        if not date(2018, 1, 1) <= day <= timezone.localdate():
            raise ValidationError("请填 2018 年以来到今天的日期。")
        return day


def moment_known(day: date) -> datetime:
    """The end of the day."""
    return timezone.make_aware(datetime.combine(day, time(23, 59, 59)))


def result_of(asked: dict[str, Any]) -> Rehearsal:
    """Run what was asked; used by the page and by `hehuo rehearse`."""
    was = Setting.of(asked["base"], asked["base_scheme"])
    total, least = asked["total"], asked["section_min"]
    tried = Setting.of(asked["edition"], asked["scheme"], total=total, section_min=least)
    known = moment_known(asked["as_of"]) if asked["as_known"] else None
    units = CreationUnit.objects.select_related("county").prefetch_related("settlements")
    return rehearse(units, was, tried, asked["as_of"], known)


def _shown(result: Rehearsal) -> dict[str, Any]:
    pairs = [("was", result.was), ("tried", result.tried)]
    return {
        "result": result,
        "sides": [
            {
                "setting": setting, "passing": result.passing(side), "cost": result.cost(side), "table": result.table(side),
                "average": sum((getattr(line, side).card.total for line in result.lines), Decimal(0)) / (len(result.lines) or 1),
            }
            for side, setting in pairs
        ],
        "same": [s for s in result.same if s.decided], "undecided": [s for s in result.same if not s.decided],
        "up": result.of("up"), "down": result.of("down"), "more_fen": result.cost("tried") - result.cost("was"),
        "lines": sorted(result.lines, key=lambda line: (-line.tried.card.total, line.unit.code)),
    }  # fmt: skip


@requires(rehearses)
def rehearsal(request: HttpRequest) -> HttpResponse:
    """The form, and below it the two sides."""
    edition = edition_now()
    start = {"as_of": f"{timezone.localdate()}", "base": edition.code, "edition": edition.code}
    asked = "run" in request.GET
    form = RehearsalForm(request.GET if asked else None, initial=start)
    context: dict[str, Any] = {"form": form}
    if asked and form.is_valid():
        try:
            context |= _shown(result_of(form.cleaned_data))
        except ValidationError as problem:
            form.add_error(None, problem)
    return render(request, "desk/rehearsal.html", context)
