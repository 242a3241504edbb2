"""推演: any edition, pass rule or reward table on a past day for the whole city, beside what was; kept as a run of its own."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from hehuo.assessment.models import StandardEdition
from hehuo.desk.standing import edition_of
from hehuo.org.rights import has_role, requires
from hehuo.org.roles import Role
from hehuo.programme import rehearsal_runs as runs
from hehuo.programme.models import RehearsalRun, RewardScheme

RUNS_A_PAGE = 10
NOT_THERE = {"points": Decimal(0)}
SAME_WORDS = "六盘水市和谐社区活力社区创建考核标准"
rehearses = has_role(Role.CITY_OFFICE, Role.CITY_LEADER)


def _select() -> forms.Select:
    return forms.Select(attrs={"class": "form-select"})


def _number() -> forms.NumberInput:
    return forms.NumberInput(attrs={"class": "form-control", "step": "0.1"})


class EditionField(forms.ModelChoiceField):
    """Editions by code and the part of the name in which they differ: a narrow select shows the beginning only."""

    def label_from_instance(self, edition: StandardEdition) -> str:
        """LPS-2018（2018年试行）."""
        draft = "（草稿）" if edition.state == StandardEdition.State.DRAFT else ""
        return f"{edition.code}{draft}{edition.name.removeprefix(SAME_WORDS)}"


class RehearsalForm(forms.Form):
    """What is tried, on which day, against what."""

    as_of = forms.DateField(
        label="哪一天", widget=forms.DateInput(attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d")
    )  # fmt: skip
    base = EditionField(
        StandardEdition.objects.all(),
        to_field_name="code",
        label="对照的标准",
        empty_label=None,
        widget=_select(),
    )
    edition = EditionField(
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


def _start_values(request: HttpRequest) -> dict[str, Any]:
    """Today and the edition in force, or what an earlier rehearsal asked (`?like=`)."""
    edition = edition_of()
    values: dict[str, Any] = {
        "as_of": f"{timezone.localdate()}", "base": edition.code, "edition": edition.code,
    }  # fmt: skip
    like = request.GET.get("like", "")
    run = RehearsalRun.objects.select_related("base", "edition", "base_scheme", "scheme").filter(
        pk=int(like) if like.isdecimal() and len(like) < 10 else 0
    )
    for row in run:
        values = {
            "as_of": f"{row.as_of}", "as_known": row.as_known, "base": row.base.code, "edition": row.edition.code,
            "total": row.total, "section_min": row.section_min,
            "base_scheme": row.base_scheme.version if row.base_scheme else None,
            "scheme": row.scheme.version if row.scheme else None,
        }  # fmt: skip
    return values


@requires(rehearses)
def rehearsal(request: HttpRequest) -> HttpResponse:
    """The form, and below it what was rehearsed before."""
    form = RehearsalForm(request.POST if request.method == "POST" else None, initial=_start_values(request))
    if request.method == "POST" and form.is_valid():
        run = runs.ask_rehearsal(form.cleaned_data, by=request.user)
        runs.start(run)
        return redirect("rehearsal-run", pk=run.pk)
    rows = RehearsalRun.objects.select_related("base", "edition", "scheme", "asked_by")
    page = Paginator(rows, RUNS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "desk/rehearsal.html", {"form": form, "runs": page})


@requires(rehearses)
def rehearsal_run(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it is, then the two sides; a button works it out here when no worker came, or again after a fault."""
    rows = RehearsalRun.objects.select_related("base", "edition", "base_scheme", "scheme", "asked_by")
    run = get_object_or_404(rows, pk=pk)
    if request.method == "POST":
        runs.retry(run)
        runs.work_out(run.pk)
        return redirect("rehearsal-run", pk=pk)
    if request.htmx:  # type: ignore[attr-defined]
        response = render(request, "desk/_rehearsal_progress.html", {"run": run})
        if not run.waiting:
            response["HX-Redirect"] = reverse("rehearsal-run", args=[pk])
        return response
    return render(request, "desk/rehearsal_run.html", {"run": run} | _shown(run))


@requires(rehearses)
def rehearsal_unit(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """One unit of a kept rehearsal, sub-criterion by sub-criterion: what the two totals consist of."""
    rows = RehearsalRun.objects.select_related("base", "edition", "asked_by")
    run = get_object_or_404(rows, pk=pk)
    lines = run.result.get("lines", [])
    line = next((line for line in lines if line.get("code") == code), None)
    if line is None:
        raise Http404("这次推演里没有这个创建单位的明细。请用“改条件再推演”重新测算。")
    context = {
        "run": run,
        "line": line | {"change": Decimal(line["change"])},
        "items": _items(run.result["sides"], line),
    }
    return render(request, "desk/rehearsal_unit.html", context | {"cards": _scorecards(run, line)})


def _items(sides: list[dict[str, Any]], line: dict[str, Any]) -> list[dict[str, Any]]:
    """Items of both editions by number, each with its sub-criteria; a side that lacks one says so by None."""
    found: dict[str, dict[str, Any]] = {}
    for name, side in zip(("was", "tried"), sides, strict=True):
        for item in side["items"]:
            number = str(item["no"])
            row = found.setdefault(number, {"no": number, "title": item["title"], "criteria": {}})
            row[name] = _figure(line[name]["items"][number], item["max"])
            for sub in item["criteria"]:
                held = row["criteria"].setdefault(sub["code"], {"code": sub["code"], "title": sub["title"]})
                held[name] = _figure(line[name]["criteria"][sub["code"]], sub["max"])
    for row in found.values():
        for held in (row, *row["criteria"].values()):
            held["change"] = held.get("tried", NOT_THERE)["points"] - held.get("was", NOT_THERE)["points"]
        row["criteria"] = list(row["criteria"].values())
    return list(found.values())


def _figure(points: str, full: str) -> dict[str, Decimal]:
    return {"points": Decimal(points), "max": Decimal(full)}


def _scorecards(run: RehearsalRun, line: dict[str, Any]) -> dict[str, list[dict[str, str]]]:
    """Scorecards of the day by side; a draft has none."""
    known = f"&known_at={run.as_of}T23:59:59" if run.as_known else ""
    return {
        name: [
            {
                "name": place,
                "url": f"{reverse('scorecard', args=[code])}?edition={edition.code}&as_of={run.as_of}{known}",
            }
            for code, place in line["places"]
            if edition.state != StandardEdition.State.DRAFT
        ]
        for name, edition in (("was", run.base), ("tried", run.edition))
    }


def _shown(run: RehearsalRun) -> dict[str, Any]:
    """The kept result as the page reads it."""
    result = run.result
    if not result:
        return {}
    for line in result["lines"]:
        line["change"] = Decimal(line["change"])
    return {
        "result": result, "saved_fen": -result["more_fen"], "same": [s for s in result["same"] if s["decided"]],
        "undecided": [s for s in result["same"] if not s["decided"]],
    }  # fmt: skip
