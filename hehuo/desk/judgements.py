"""人工评判: what waits for a judge, and the page where a judged part of a settlement gets its points, or loses them again."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from hehuo.assessment.judgements import (
    VALID_MONTHS,
    Seen,
    is_judge_of,
    judge,
    judged_parts,
    judges_of,
    may_judge,
    reason_to_stand_back,
    standing_of,
    waiting,
    withdraw_judgement,
)
from hehuo.assessment.material import Drawn, drawn_for
from hehuo.assessment.models import Judgement, StandardEdition
from hehuo.desk.citing import row_at
from hehuo.desk.scorecards import settlement_of
from hehuo.desk.standing import moment_of
from hehuo.evidence.queries import gone, name_of
from hehuo.kit.waiting import Heap
from hehuo.org.models import Settlement
from hehuo.org.rights import may_read_rows, requires
from hehuo.org.scope import visible_settlements
from hehuo.org.workdays import add_months
from hehuo.records.models import LedgerRecord

ON_A_PAGE = 50
REPORTS = 5
"""Lines of other grounds; a judgement with more of them is a report of its own."""


class JudgementForm(forms.Form):
    """Points of one part, why, and what was looked at."""

    points = forms.DecimalField(label="得分", max_digits=5, decimal_places=2, min_value=0)
    on = forms.DateField(label="评判日期", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    seen = forms.MultipleChoiceField(label="看过的资料", required=False, widget=forms.CheckboxSelectMultiple)
    other = forms.CharField(
        label="其他依据", required=False, widget=forms.Textarea(attrs={"rows": 2, "maxlength": 600}),
        help_text=f"报告、现场记录、访问记录等，写名称和日期，一行一件，最多 {REPORTS} 件；系统里的记录和公文，粘贴页面的网址。",
    )  # fmt: skip
    reason = forms.CharField(
        label="评判理由", max_length=400, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="看了什么，符合或不符合在哪里。不写群众姓名、证件号码和电话。",
    )  # fmt: skip

    def __init__(
        self, *args: Any, part: dict[str, Any], sample: list[Drawn], user: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.sample = {drawn.key: drawn for drawn in sample}
        self.fields["seen"].choices = [(d.key, f"{d.text}：{d.proofs}") for d in sample]  # type: ignore[attr-defined]
        self.fields["points"].label = f"得分（满分 {part['points']} 分）"
        self.fields["points"].widget.attrs |= {
            "max": part["points"],
            "min": "0",
            "step": part.get("step") or "0.01",
        }
        self.initial.setdefault("on", timezone.localdate())
        for name, field in self.fields.items():
            if name != "seen":
                field.widget.attrs.setdefault("class", "form-control")

    def clean_other(self) -> str:
        """A few lines, each short enough to be read."""
        text = self.cleaned_data["other"]
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        if len(lines) > REPORTS or any(len(line) > 120 for line in lines):
            raise ValidationError(f"最多 {REPORTS} 行，每行最多 120 字，请精简。")
        self.named = [self._named(number, line) for number, line in enumerate(lines, 1)]
        return "\n".join(lines)

    def _named(self, number: int, line: str) -> Seen:
        """What a line names: words, or the record or paper whose page was pasted."""
        if not line.startswith(("/", "http://", "https://")):
            return Seen(line)
        row = row_at(self.user, line)
        if row is None or gone(row):
            raise ValidationError(
                f"第 {number} 行的网址没有打开您能查看的记录或公文，请核对，或改写名称和日期。"
            )
        of_ledger = isinstance(row, LedgerRecord)
        return Seen(name_of(row), row._meta.label_lower if of_ledger else "", row.pk if of_ledger else 0)

    def evidence(self) -> list[Seen]:
        """Ticked records, then the lines."""
        ticked = [self.sample[key] for key in self.cleaned_data["seen"]]
        return [
            *(Seen(drawn.text, drawn.model, drawn.pk) for drawn in ticked),
            *(self.named if self.cleaned_data["other"] else ()),
        ]


def heaps_for(user: Any) -> list[Heap]:
    """What waits for a judge, one line for each judged part of a published edition."""
    if not may_judge(user):
        return []
    places, today = list(visible_settlements(user)), timezone.localdate()
    found = []
    for edition in StandardEdition.objects.filter(state=StandardEdition.State.PUBLISHED).order_by("pk"):
        parts = judged_parts(edition)
        for key, open_ones in waiting(places, edition, today, user).items():
            title = f"{len(open_ones)} 个安置点的“{parts[key]['title']}”待评判"
            url = f"{reverse('judgements')}?edition={edition.code}&part={key}&state=open"
            found.append(Heap(title, f"人工评判 {edition.code} {key}", len(open_ones), None, url))
    return found


@requires(may_judge)
def judgements(request: HttpRequest) -> HttpResponse:
    """Settlements and judged parts: what stands, what is open."""
    moment = moment_of(request)
    parts = judged_parts(moment.edition)
    places = list(visible_settlements(request.user).select_related("county").order_by("code"))
    stands = standing_of([place.pk for place in places], moment.edition, moment.as_of, moment.known_at)
    wanted, only_open = request.GET.get("part", ""), request.GET.get("state") == "open"
    lines = [
        {"place": place, "part": part, "held": held, "until": _until(held), "mine": is_judge_of(request.user, part)}
        for place in places
        for key, part in parts.items()
        if wanted in ("", key)
        for held in [stands.get(place.pk, {}).get(key)]
        if not (only_open and held)
    ]  # fmt: skip
    page = Paginator(lines, ON_A_PAGE).get_page(request.GET.get("page"))
    editions = StandardEdition.objects.exclude(state="draft").defer("data")
    kept = f"edition={moment.edition.code}&part={wanted}&state={'open' if only_open else ''}"
    context = {
        "moment": moment, "page": page, "parts": parts.values(), "part": wanted, "only_open": only_open, "editions": editions,
        "kept": kept,
    }  # fmt: skip
    return render(request, "desk/judgements.html", context)


def _until(held: Judgement | None) -> Any:
    return add_months(held.occurred_on, VALID_MONTHS) if held else None


@requires(may_judge)
def settlement_judgements(request: HttpRequest, code: str) -> HttpResponse:
    """The judged parts of a settlement, a new judgement, and those of before."""
    place, moment = settlement_of(request, code), moment_of(request)
    parts = judged_parts(moment.edition)
    chosen = request.GET.get("part") or next(iter(parts), "")
    if chosen and chosen not in parts:
        raise Http404(f"“{moment.edition}”没有须由人评判的子项 {chosen}。")
    stands = standing_of([place.pk], moment.edition, moment.as_of, moment.known_at).get(place.pk, {})
    context: dict[str, Any] = {
        "settlement": place, "moment": moment, "chosen": chosen,
        "lines": [_line(part, stands.get(key), request.user) for key, part in parts.items()],
    }  # fmt: skip
    if chosen:
        part = parts[chosen]
        sample = drawn_for(place, moment.edition, part, timezone.localdate())
        form = JudgementForm(
            request.POST if request.method == "POST" else None, part=part, sample=sample, user=request.user
        )
        if request.method == "POST" and form.is_valid():
            made = _take(request, form, place, moment.edition, chosen)
            if made is not None:
                messages.success(request, f"已评判：{made.part} {part['title']} {made.points} 分。")
                return redirect(_address(place, moment))
        links = {
            d.key: reverse("record", args=[d.model, d.pk])
            for d in sample
            if may_read_rows(request.user, d.domain)
        }
        context |= {
            "part": part, "form": form, "sample": [(drawn, links.get(drawn.key, "")) for drawn in sample],
            "ticked": set(request.POST.getlist("seen")), "why_not": _why_not(request.user, place, part),
        }  # fmt: skip
    context["rows"] = _history(place, moment.edition, stands, request.user)
    return render(request, "desk/settlement_judgements.html", context)


def _take(
    request: HttpRequest, form: JudgementForm, place: Settlement, edition: StandardEdition, key: str
) -> Judgement | None:
    told = form.cleaned_data
    try:
        return judge(
            place, edition, key, told["points"], reason=told["reason"], evidence=form.evidence(), by=request.user, on=told["on"]
        )  # fmt: skip
    except (ValidationError, PermissionDenied) as problem:
        form.add_error(None, problem.messages if isinstance(problem, ValidationError) else str(problem))
    return None


@require_POST
@requires(may_judge)
def withdraw(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take a judgement of this settlement back."""
    place, moment = settlement_of(request, code), moment_of(request)
    held = get_object_or_404(Judgement, pk=pk, settlement=place)
    try:
        withdraw_judgement(held, by=request.user, reason=request.POST.get("reason", ""))
    except (ValidationError, PermissionDenied) as problem:
        told = problem.messages if isinstance(problem, ValidationError) else [str(problem)]
        messages.error(request, "没有撤回：" + "；".join(told))
    else:
        messages.success(request, f"已撤回 {held.part} 的评判，这个子项重新待评判。")
    return redirect(_address(place, moment))


def _address(place: Settlement, moment: Any) -> str:
    return reverse("scorecard-judgements", args=[place.code]) + moment.query


def _line(part: dict[str, Any], held: Judgement | None, user: Any) -> dict[str, Any]:
    names = "、".join(str(role.label) for role in judges_of(part))
    return {
        "part": part,
        "held": held,
        "until": _until(held),
        "judges": names,
        "mine": is_judge_of(user, part),
    }


def _why_not(user: Any, place: Settlement, part: dict[str, Any]) -> str:
    if not is_judge_of(user, part):
        return f"这个子项由{'、'.join(str(role.label) for role in judges_of(part))}评判。"
    return reason_to_stand_back(user, place, timezone.localdate())


def _history(
    place: Settlement, edition: StandardEdition, stands: dict[str, Judgement], user: Any
) -> list[dict[str, Any]]:
    """Newest first; what still counts may be withdrawn by those who judge that part."""
    parts, held = judged_parts(edition), {row.pk for row in stands.values()}
    rows = Judgement.objects.filter(settlement=place, edition=edition).select_related(
        "judged_by", "withdrawn_by"
    )
    return [
        {
            "row": row, "until": _until(row), "counts": row.pk in held,
            "mine": row.pk in held and row.withdrawn_at is None and is_judge_of(user, parts.get(row.part, {})),
        }
        for row in rows.order_by("-recorded_at", "-pk")
    ]  # fmt: skip
