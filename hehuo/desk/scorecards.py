"""The scorecard of a settlement: every point with its reason, as of any day, as known at any moment."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db.models import Max, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from hehuo.assessment.decisions import QUESTION, may_decide
from hehuo.assessment.judgements import JUDGED, may_judge, standing_of
from hehuo.assessment.models import CityDecision, Deduction, Judgement, ScoreSheet, StandardEdition
from hehuo.assessment.scoring import parameters
from hehuo.assessment.sheets import columns_for, may_see
from hehuo.desk import trend
from hehuo.desk.cases import entry_form, show_cases
from hehuo.desk.planner.deeds import worth_doing
from hehuo.desk.standing import Moment, Row, cell_of, hidden_from, moment_of, open_settlements, standings
from hehuo.measures import registry, runner
from hehuo.measures.models import DataVersion
from hehuo.org.models import Settlement
from hehuo.org.rights import may_read_rows, reads, requires
from hehuo.org.scope import visible_settlements

CASES_SHOWN = 100
REVIEWERS = 2
"""Sheets of a round before reviewers' points are open (blind until then); programme rules may ask for more."""


def settlement_of(request: HttpRequest, code: str) -> Settlement:
    """The settlement, inside the person's area; 404 outside."""
    return get_object_or_404(
        visible_settlements(request.user).select_related("county", "settlement_area"), code=code
    )


def version_of(settlement: Settlement) -> str:
    """Changes whenever anything that scores may have changed."""
    number = DataVersion.objects.filter(settlement=settlement).aggregate(n=Sum("number"))["n"] or 0
    judged = Judgement.objects.filter(settlement=settlement).aggregate(i=Max("pk"), w=Max("withdrawn_at"))
    withdrawn = judged["w"].timestamp() if judged["w"] else 0
    taken = Deduction.objects.filter(settlement=settlement).aggregate(i=Max("pk"), r=Max("restored_at"))
    restored = taken["r"].timestamp() if taken["r"] else 0
    decided = CityDecision.objects.filter(settlement=settlement).aggregate(i=Max("pk"))["i"] or 0
    return f"{number}-{judged['i'] or 0}-{int(withdrawn)}-{taken['i'] or 0}-{int(restored)}-{decided}"


@requires(reads("A"))
def card_list(request: HttpRequest) -> HttpResponse:
    """All scorecards that the person may open."""
    moment = moment_of(request)
    rows = standings(
        open_settlements(request.user), moment.edition, moment.as_of, moment.known_at, user=request.user
    )
    return render(request, "desk/scorecards.html", {"moment": moment, "rows": rows})


@requires(reads("A"))
def card(request: HttpRequest, code: str) -> HttpResponse:
    """One scorecard."""
    place, moment = settlement_of(request, code), moment_of(request)
    version = version_of(place)
    row = standings([place], moment.edition, moment.as_of, moment.known_at, user=request.user)[0]
    context: dict[str, Any] = {
        "settlement": place, "moment": moment, "row": row, "version": version,
        "editions": StandardEdition.objects.exclude(state="draft").defer("data"),
    }  # fmt: skip
    if row.card is None:
        return render(request, "desk/scorecard_closed.html", context)
    sheets = sheets_of(place, moment, request.user)
    held = standing_of([place.pk], moment.edition, moment.as_of, moment.known_at).get(place.pk, {})
    context |= {
        "sections": _sections(row, columns_for(row.card, sheets), request.user, held),
        "columns": _column_heads(sheets),
        "deeds": worth_doing(row.card, place, moment.edition),
        "open_part": request.GET.get("open", ""),
    }
    return render(request, "desk/scorecard.html", context)


def sheets_of(settlement: Settlement, moment: Moment, user: Any) -> list[ScoreSheet]:
    """The latest self, county and reviewer sheets of the settlement's unit that the person may see."""
    found = ScoreSheet.objects.filter(
        unit__settlements=settlement, edition=moment.edition, submitted_at__isnull=False
    )
    latest: dict[str, ScoreSheet] = {}
    for sheet in found.prefetch_related("entries").order_by("round_no", "submitted_at"):
        if may_see(sheet, user, expected=REVIEWERS):
            latest[sheet.column] = sheet
    return list(latest.values())


def _column_heads(sheets: list[ScoreSheet]) -> list[tuple[str, str]]:
    present = {sheet.column for sheet in sheets}
    return [(str(value), str(label)) for value, label in ScoreSheet.Column.choices if value in present]


def _sections(
    row: Row, columns: dict[str, dict[str, Any]], user: Any, held: dict[str, Judgement]
) -> list[dict[str, Any]]:
    """Sections → items → criteria, each criterion with the people's columns beside the computed points."""
    found = []
    for section in row.card.sections if row.card else []:
        items = []
        for item in section.items:
            lines = [
                {"c": c, "parts": _parts(c, row, user, held), "by": by, "told": _told(by)}
                for c, by in ((c, columns.get(c.code, {})) for c in item.criteria)
            ]
            items.append({"item": item, "cell": cell_of(item), "lines": lines})
        found.append(
            {"section": section, "items": items, "counted": any(not line["cell"].none for line in items)}
        )
    return found


def _told(by: dict[str, Any]) -> list[tuple[str, str]]:
    """Reasons of the people's columns: who gave it (several, when they say the same) and the words."""
    found: dict[str, list[str]] = {}
    for value, label in ScoreSheet.Column.choices:
        if value in by and by[value].reason:
            found.setdefault(by[value].reason, []).append(str(label))
    return [("、".join(who), reason) for reason, who in found.items()]


def _parts(criterion: Any, row: Row, user: Any, held: dict[str, Judgement]) -> list[dict[str, Any]]:
    """Parts of a sub-criterion with what a click can open: unmet cases, or the form for what is not there at all."""
    found, settlement = [], row.settlement
    edition = row.card.edition if row.card else ""
    for part in criterion.parts:
        known = bool(part.measure) and registry.exists(part.measure)
        measure = registry.measure(part.measure) if known else None
        unmet = max(part.total - part.met, 0) if known else 0
        form = entry_form(part.measure, settlement, user) if known and part.gap and not unmet else ""
        unit = measure.unit if measure else ""
        asked = part.kind == QUESTION and may_decide(user)
        decide = f"{reverse('scorecard-decisions', args=[settlement.code])}?part={part.key}" if asked else ""
        asked = part.kind == JUDGED and may_judge(user)
        page = reverse("scorecard-judgements", args=[settlement.code])
        judge = f"{page}?edition={edition}&part={part.key}" if asked else ""
        found.append(
            {"part": part, "unmet": unmet, "unit": unit, "known": known, "form": form, "decide": decide, "judge": judge,
             "held": held.get(part.key) if part.kind == JUDGED else None}
        )  # fmt: skip
    return found


@requires(reads("A"))
def version(request: HttpRequest, code: str) -> HttpResponse:
    """A short text that changes with the score's sources; asked every second by an open scorecard."""
    response = HttpResponse(version_of(settlement_of(request, code)), content_type="text/plain")
    response["Cache-Control"] = "no-store"
    return response


@requires(reads("A"))
def cases(request: HttpRequest, code: str, measure: str) -> HttpResponse:
    """The cases of one measure that are not met, each with the page where it is put right."""
    place, moment = settlement_of(request, code), moment_of(request)
    if not registry.exists(measure):
        raise Http404("没有这项指标。")
    if hidden_from(request.user, [place]):
        raise PermissionDenied("您的评判提交以后才能查看。")
    text = registry.measure(measure)
    context = {
        "measure": text,
        "settlement": place,
        "moment": moment,
        "shown": [],
        "total": 0,
        "closed": False,
    }
    if not _may_open(request.user, text.case):
        return render(request, "desk/_cases.html", context | {"closed": True})
    bound = parameters(moment.edition, moment.as_of)
    found = runner.cases(
        measure, parameters=bound, settlement_id=place.pk, known_at=moment.known_at, met=False
    )
    shown = show_cases(measure, found, place, edition=moment.edition, user=request.user, limit=CASES_SHOWN)
    return render(request, "desk/_cases.html", context | {"shown": shown, "total": len(found)})


def _may_open(user: Any, case: str) -> bool:
    """Single records need the right to rows of their domain; windows and months are open to all readers."""
    if "." not in case:
        return True
    return may_read_rows(user, getattr(apps.get_model(case), "domain", "A"))


@requires(reads("A"))
def trend_panel(request: HttpRequest, code: str) -> HttpResponse:
    """Totals at past days, with the deadlines of the plan."""
    place, moment = settlement_of(request, code), moment_of(request)
    if hidden_from(request.user, [place]):
        raise PermissionDenied("您的评判提交以后才能查看。")
    span = request.GET.get("span", "year")
    context = {
        "settlement": place,
        "moment": moment,
        "trend": trend.trend_of(place, moment, span),
        "span": span,
    }
    return render(request, "desk/_trend.html", context)
