"""The contents page, papers made from records, Excel packs."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hehuo.audit import trail
from hehuo.org.models import Settlement
from hehuo.org.rights import requires
from hehuo.org.scope import visible_settlements
from hehuo.reports import fonts, privacy
from hehuo.reports.drafting import draft_of
from hehuo.reports.keeping import kept, kept_pdf, pdf_of, template_of_record, word_of
from hehuo.reports.kinds import Kind, kinds, kinds_of, label_of
from hehuo.reports.models import OUT, IssuedDocument, State
from hehuo.reports.packs.listing import PACKS, Pack, packs_for
from hehuo.reports.paper import Paper
from hehuo.reports.views.access import PDF, download, may_enter, sentences
from hehuo.reports.workflow import headquarters_of

SHOWN = 100


@requires(may_enter)
def contents(request: HttpRequest) -> HttpResponse:
    """What can be made, and papers on their way; `kind` narrows to one kind with all its records."""
    user, wanted = request.user, request.GET.get("kind", "")
    groups: dict[str, list[dict[str, Any]]] = {}
    for kind in kinds().values():
        if wanted and kind.code != wanted:
            continue
        records = list(kind.choices(user))
        if records or wanted:
            groups.setdefault(kind.source, []).append(
                {"kind": kind, "records": records[: None if wanted else 3], "count": len(records)}
            )
    papers = IssuedDocument.objects.visible_to(user).exclude(state=State.DROPPED).select_related("area")
    state = request.GET.get("state", "")
    if state in State.values:
        papers = papers.filter(state=state)
    context = {
        "groups": groups.items(), "wanted": label_of(wanted) if wanted in kinds() else "", "packs": packs_for(user),
        "places": visible_settlements(user).order_by("code"), "papers": [(p, label_of(p.kind)) for p in papers[:SHOWN]],
        "states": State.choices, "state": state, "area": headquarters_of(user), "stand_ins": fonts.stand_ins(), "out": OUT,
    }  # fmt: skip
    return render(request, "reports/contents.html", context)


@requires(may_enter)
def of_record(request: HttpRequest, label: str, pk: int) -> HttpResponse:
    """The papers that one record gives now."""
    found = [
        (kind, subject) for kind in kinds_of(label) if (subject := kind.find(request.user, pk)) is not None
    ]
    if not found:
        raise Http404("这条记录现在还没有可以生成的材料：办到相应步骤，并由有权限的人员生成。")
    groups: dict[str, list[dict[str, Any]]] = {}
    for kind, subject in found:
        groups.setdefault(kind.source, []).append({"kind": kind, "records": [subject], "count": 1})
    context = {
        "groups": groups.items(), "wanted": "材料打印", "area": headquarters_of(request.user), "stand_ins": fonts.stand_ins(),
    }  # fmt: skip
    return render(request, "reports/contents.html", context)


def _composed(request: HttpRequest, name: str, pk: int) -> tuple[Kind, Any, Paper]:
    kind = kinds().get(name)
    subject = kind.find(request.user, pk) if kind else None
    if kind is None or subject is None:
        raise Http404("没有这份材料，或者现在还不能生成。")
    chosen = [request.GET.get("period", "")] if kind.periods else []
    try:
        return kind, subject, kind.compose(subject, request.user, *chosen)
    except ValidationError as problem:
        raise Http404("".join(sentences(problem))) from problem


def _written(kind: Kind, subject: Any, paper: Paper, request: HttpRequest) -> tuple[bytes, str, str]:
    """The kept file of what has gone out, else the paper written now: content, ending, media type."""
    from hehuo.reports.writers.pdf import PDF_TYPE
    from hehuo.reports.writers.word import WORD_TYPE

    out = kind.kept(subject) if kind.kept else None
    if out is None and (kind.official or kind.checked):
        privacy.check(paper)
    template = None if out else template_of_record(kind, subject, request.user)
    if request.GET.get("as") == PDF:
        return kept_pdf(out) if out else pdf_of(paper, template), "pdf", PDF_TYPE
    return kept(out.word_sha256) if out else word_of(paper, template), "docx", WORD_TYPE


@requires(may_enter)
def make(request: HttpRequest, name: str, pk: int) -> HttpResponse:
    """A paper from a record as Word or PDF; what must not be shown is refused with its place."""
    kind, subject, paper = _composed(request, name, pk)
    try:
        content, ending, media = _written(kind, subject, paper, request)
    except ValidationError as problem:
        return render(
            request, "reports/refused.html", {"kind": kind, "problems": sentences(problem)}, status=409
        )
    if kind.personal:
        trail.looked_at(subject, ["document"], by=request.user, reason=kind.label)
    return download(content, f"{paper.title.replace(chr(10), '')}.{ending}", media)


@requires(may_enter)
def start_draft(request: HttpRequest, name: str, pk: int) -> HttpResponse:
    """Take a paper into the workflow."""
    if request.method != "POST":
        return redirect("documents")
    kind, subject, paper = _composed(request, name, pk)
    area = headquarters_of(request.user)
    if area is None or not kind.official or area.kind not in kind.levels:
        raise PermissionDenied("这类材料不由您的单位行文，请下载后使用。")
    made, new = draft_of(kind, subject, paper, area=area, by=request.user)
    if not new:
        messages.info(request, f"这些问题已经拟过{kind.label}，请在这份文稿上办理。")
        return redirect("document", pk=made.pk)
    messages.success(request, "已拟稿。请核对文字、选择主送和抄送单位，再送核对或送签发。")
    return redirect("document-edit", pk=made.pk)


@requires(may_enter)
def pack(request: HttpRequest, name: str) -> HttpResponse:
    """An Excel pack of the person's settlements, or of the chosen one."""
    from hehuo.reports.writers.excel import EXCEL_TYPE, write_book

    chosen: Pack | None = PACKS.get(name)
    if chosen is None:
        raise Http404("没有这种报表。")
    if not chosen.may(request.user):
        raise PermissionDenied
    places: list[Settlement] = list(
        visible_settlements(request.user).select_related("county").order_by("code")
    )
    code = request.GET.get("settlement", "")
    if code:
        places = [place for place in places if place.code == code]
    if not places:
        raise Http404("没有这个安置点，或不在您的区域内。")
    if chosen.one_place:
        places = places[:1]
    moment = timezone.localtime()
    footer = f"{request.user} 于 {moment:%Y-%m-%d %H:%M} 生成{'，内含个人信息，请妥善保管' if chosen.personal else ''}"
    content = write_book(chosen.sheets(places, request.user), footer=footer)
    trail.record(
        "pack", by=request.user, data={"pack": name, "settlements": [place.code for place in places][:50]}
    )
    return download(
        content, f"{chosen.label}{places[0].name if len(places) == 1 else ''}{moment:%Y%m%d}.xlsx", EXCEL_TYPE
    )
