"""The page of one piece of evidence with its steps, and the list of what waits in the area."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from hehuo.evidence import queries, worklist
from hehuo.evidence.lifecycle import PROOF
from hehuo.evidence.models import EvidenceFile, Proof, ProofState
from hehuo.evidence.showing import lamp_of, shown
from hehuo.evidence.steps import may_withdraw, reason_to_leave, step_proof
from hehuo.org.rights import requires, signed_in
from hehuo.org.scope import visible_settlements
from hehuo.records.lifecycle import Offer

ON_A_PAGE = 50
DONE = {
    "verify": "已核实，等县级或市级审核人员采信。", "query": "已提出疑问，等上传人答复。", "answer": "已答复，等同事重新核实。",
    "accept": "已采信。", "reject": "已登记为不采信，不再作为印证。", "archive": "已归档。",
}  # fmt: skip


def _proof_for(user: Any, pk: int) -> tuple[Proof, Any]:
    """The proof and what it proves, when the person may read both."""
    rows = Proof.objects.live().select_related(
        "file", "file__created_by", "created_by", "verified_by", "decided_by"
    )
    held = get_object_or_404(rows, pk=pk)
    subject = queries.record_for(user, held.record_model, held.record_id)
    if subject is None or not queries.sees_proofs(user, type(subject)):
        raise Http404
    return held, subject


@requires(signed_in)
@require_safe
def one(request: Any, pk: int) -> Any:
    """What it is, where it stands, what can be done now."""
    held, subject = _proof_for(request.user, pk)
    shown(request.user, [held])
    context = {
        "proof": held, "subject_name": queries.name_of(subject), "subject_url": queries.address_of(held.record_model, held.record_id),
        "offers": _offers(held, request.user), "withdraws": may_withdraw(held) and queries.may_add(request.user, subject),
        "course": _course(held),
    }  # fmt: skip
    return render(request, "evidence/proof.html", context)


def _offers(held: Proof, user: Any) -> list[Offer]:
    """Buttons; a step that belongs to another pair of hands says whose. Steps of other posts are left out."""
    found = []
    for offer in PROOF.offers(held, user):
        why = reason_to_leave(held, offer.transition.event, user)
        if offer.allowed:
            found.append(Offer(offer.transition, not why, why) if why else offer)
    return found


def _course(held: Proof) -> list[dict[str, Any]]:
    """Every change of state, oldest first."""
    lines: list[dict[str, Any]] = []
    before = ""
    for row in held.history.select_related("history_user").order_by("history_id"):
        step = next((t for t in PROOF.transitions if row.state == t.target and before in t.sources), None)
        what = "登记" if not before else step.label if step else "更正"
        lines.append({"at": row.history_date, "who": row.history_user or "系统", "what": what,
                      "reason": row.history_change_reason})  # fmt: skip
        before = row.state
    return lines


@requires(signed_in)
@require_POST
def step(request: Any, pk: int, event: str) -> Any:
    """Take one step of the life cycle."""
    held, _subject = _proof_for(request.user, pk)
    if event not in DONE:
        raise Http404
    try:
        step_proof(held, event, by=request.user, reason=request.POST.get("reason", "")[:300])
    except (ValidationError, PermissionDenied) as problem:
        texts = problem.messages if isinstance(problem, ValidationError) else [str(problem)]
        messages.error(request, "；".join(texts))
    else:
        messages.success(request, DONE[event])
    return redirect("evidence-proof", pk=pk)


@requires(signed_in)
@require_safe
def listing(request: Any) -> Any:
    """Evidence of the area in one state, newest first."""
    user, asked = request.user, request.GET
    state = asked.get("state", "") if asked.get("state", "") in ProofState.values else ProofState.LINKED
    place = int(asked["settlement"]) if asked.get("settlement", "").isdigit() else None
    mine = asked.get("mine") == "1"
    rows: Any = (
        worklist.unused_files(user)
        if state == ProofState.UPLOADED
        else worklist.proofs_visible_to(user).filter(state=state)
    )
    if place:
        rows = rows.filter(settlement=place)
    if mine:
        rows = rows.filter(created_by=user)
    page = Paginator(rows, ON_A_PAGE).get_page(asked.get("page"))
    lines = [_file_line(file) for file in page] if state == ProofState.UPLOADED else _lines(user, list(page))
    context = {
        "rows": lines, "page": page, "state": state, "states": ProofState.choices, "settlement": place, "mine": mine,
        "places": list(visible_settlements(user).order_by("code")),
    }  # fmt: skip
    return render(request, "evidence/list.html", context)


def _lines(user: Any, rows: list[Proof]) -> list[dict[str, Any]]:
    names = queries.names_of({(row.record_model, row.record_id) for row in rows})
    opened = queries.openable(user, [row.file for row in rows if row.file])
    return [
        {
            "name": row.file.original_name if row.file and row.file_id in opened else _words_of(row),
            "url": reverse("evidence-proof", args=[row.pk]), "kind": row.get_kind_display(), "place": row.settlement.name,
            "subject": names.get((row.record_model, row.record_id), "记录"),
            "subject_url": reverse("evidence-for", args=[row.record_model, row.record_id]),
            "by": row.created_by, "at": row.recorded_at, "state": row.get_state_display(), "lamp": lamp_of(row),
        }
        for row in rows
    ]  # fmt: skip


def _words_of(row: Proof) -> str:
    words = "" if row.file else row.source_name or row.statement
    return f"{words[:24]}…" if len(words) > 25 else words or f"印证 {row.record_no}"


def _file_line(file: EvidenceFile) -> dict[str, Any]:
    return {
        "name": file.original_name, "url": reverse("evidence-download", args=[file.pk]), "kind": file.get_kind_display(),
        "place": file.settlement.name, "by": file.created_by, "at": file.recorded_at, "state": "还没有印证记录", "lamp": "waiting",
    }  # fmt: skip
