"""The panel under a record, and the only way a file leaves the house: checked, as an attachment, in a sandbox."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from hehuo.audit import trail
from hehuo.evidence import files, queries
from hehuo.evidence.formats import FORMATS
from hehuo.evidence.forms import WORDS, FileForm, UploadForm
from hehuo.evidence.models import EvidenceFile, Proof, ProofKind
from hehuo.evidence.services import prove, store_upload, withdraw_proof
from hehuo.evidence.showing import shown
from hehuo.org.rights import requires, signed_in
from hehuo.records.models import LedgerRecord

UPLOAD = "upload"
TITLES = {
    UPLOAD: "上传文件", ProofKind.FILE: "引用已有文件", ProofKind.REPORT: "报告", ProofKind.RESIDENT: "群众确认",
    ProofKind.DATA: "数据比对",
}  # fmt: skip
SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'"


@requires(signed_in)
def evidence_for(request: Any, label: str, pk: int) -> Any:
    """What proves one record; POST adds a file or a reference."""
    record = queries.record_for(request.user, label, pk)
    if record is None:
        raise Http404
    if request.method != "POST":
        return _panel(request, record)
    if not queries.may_add(request.user, record):
        raise Http404
    way, forms = request.POST.get("way", UPLOAD), ways_for(request.user, record, request.POST, request.FILES)
    form = forms.get(way)
    if form is None:
        raise Http404
    work = _upload if way == UPLOAD else _prove
    if not _save(form, lambda: work(request, record, way, form)):
        return _panel(request, record, bound={way: form})
    return _panel(request, record) if request.htmx else redirect("evidence-for", label=label, pk=pk)


def ways_for(user: Any, record: LedgerRecord, data: Any = None, sent: Any = None) -> dict[str, Any]:
    """The forms of the panel; bound to what was sent, if anything was."""
    asked = data.get("way", UPLOAD) if data is not None else ""

    def given(way: str) -> Any:
        return data if way == asked else None

    upload = given(UPLOAD)
    taken = user.get_full_name() or user.username
    return {
        UPLOAD: UploadForm(upload, sent if upload else None, initial={"occurred_on": record.occurred_on}),
        ProofKind.FILE: FileForm(given(ProofKind.FILE), files=queries.files_to_refer_to(user, record)),
        **{way: form(given(way), initial={"taken_by": taken}) for way, form in WORDS.items()},
    }


def _save(form: Any, work: Any) -> bool:
    """Run `work` in one transaction when the form is sound; its objections become the form's."""
    if not form.is_valid():
        return False
    try:
        with transaction.atomic():
            work()
    except ValidationError as problem:
        form.add_error(None, problem.messages)
        return False
    return True


def _upload(request: Any, record: LedgerRecord, way: str, form: UploadForm) -> None:
    data = form.cleaned_data
    file = store_upload(
        data["file"], settlement=record.settlement, fact_on=data["occurred_on"], by=request.user, place=data["place"],
        consent=data["consent"], has_minors=data["has_minors"], client_uuid=data["client_uuid"],
    )  # fmt: skip
    if not queries.proofs_of(record).filter(file=file).exists():
        prove(record, by=request.user, file=file)


def _prove(request: Any, record: LedgerRecord, way: str, form: Any) -> None:
    prove(record, by=request.user, kind=way, **form.told())


def _panel(request: Any, record: LedgerRecord, bound: dict[str, Any] | None = None) -> Any:
    user, adds = request.user, queries.may_add(request.user, record)
    sees = queries.sees_proofs(user, type(record))
    proofs = shown(user, queries.proofs_of(record)) if sees else []
    label = record._meta.label_lower
    context = {
        "record": record, "record_label": label, "title": f"{record._meta.verbose_name} {record.record_no}", "sees": sees, "adds": adds,
        "proofs": proofs,
        "ways": _titled(ways_for(user, record) | (bound or {})) if adds else [],
        "cite_url": reverse("evidence-cite", args=[label, record.pk]) if adds else "",
        "record_url": queries.address_of(label, record.pk),
    }  # fmt: skip
    template = "evidence/_panel.html" if request.htmx else "evidence/panel.html"
    return render(request, template, context, status=422 if bound and not request.htmx else 200)


def _titled(forms: dict[str, Any]) -> list[tuple[str, str, Any]]:
    return [(way, TITLES[way], form) for way, form in forms.items()]


@requires(signed_in)
@require_POST
def withdraw(request: Any, pk: int) -> Any:
    """Take a proof back with a reason."""
    proof = get_object_or_404(Proof.objects.live(), pk=pk)
    record = queries.record_for(request.user, proof.record_model, proof.record_id)
    if record is None or not queries.may_add(request.user, record):
        raise Http404
    reason = request.POST.get("reason", "").strip()
    if reason:
        try:
            withdraw_proof(proof, by=request.user, reason=reason[:200])
        except ValidationError as problem:
            messages.error(request, "；".join(problem.messages))
    if request.htmx:
        return _panel(request, record)
    return redirect("evidence-for", label=proof.record_model, pk=proof.record_id)


def _file_for(request: Any, pk: int) -> EvidenceFile:
    file = get_object_or_404(EvidenceFile.objects.live(), pk=pk)
    if not queries.may_open(request.user, file):
        raise Http404
    return file


def _answer(place: Any, media_type: str, **how: Any) -> FileResponse:
    if not place.exists():
        raise Http404
    response = FileResponse(place.open("rb"), content_type=media_type, **how)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SANDBOX
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response


@requires(signed_in)
@require_safe
def download(request: Any, pk: int) -> Any:
    """The file as an attachment; opening one that shows minors is recorded."""
    file = _file_for(request, pk)
    if file.has_minors:
        trail.looked_at(file, ["file"], by=request.user, reason="下载含未成年人的资料")
    form = FORMATS[file.format]
    return _answer(
        files.place_of(file.sha256), form.media_type, as_attachment=True, filename=file.download_name
    )


@requires(signed_in)
@require_safe
def preview(request: Any, pk: int) -> Any:
    """A small JPEG of a photo or of a PDF page, made by us."""
    file = _file_for(request, pk)
    return _answer(files.place_of(file.sha256, files.PREVIEW), "image/jpeg")


@requires(signed_in)
@require_safe
def alike(request: Any, pk: int) -> Any:
    """Photos of the settlement that look like this one, side by side for a person to judge (FD01)."""
    file = _file_for(request, pk)
    found = queries.near_duplicates(file)
    allowed = queries.openable(request.user, [one.file for one in found])
    pairs = [
        {"bits": one.bits, "same": one.same, "photos": [_shown(file), _shown(one.file)]}
        for one in found
        if one.file.pk in allowed
    ]
    return render(request, "evidence/alike.html", {"pairs": pairs})


def _shown(file: EvidenceFile) -> dict[str, Any]:
    proofs = Proof.objects.live().filter(file=file)
    uses = [
        (
            queries.title_of(proof.record_model, proof.record_id),
            queries.address_of(proof.record_model, proof.record_id),
        )
        for proof in proofs
    ]
    return {"file": file, "uses": uses}
