"""Steps of a piece of evidence: each locks the row, keeps who and when, and leaves an audit entry."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from hehuo.evidence.lifecycle import PROOF
from hehuo.evidence.models import Proof, ProofState
from hehuo.records.models import Status, VerifyMethod
from hehuo.records.personal_data import kinds_in
from hehuo.records.stepping import demand_second_person
from hehuo.records.writing import save_record

WORDS = 300


@transaction.atomic
def step_proof(proof: Proof, event: str, *, by: Any, reason: str = "", on: date | None = None) -> Proof:
    """Take one step. Raises `ValidationError` or `PermissionDenied` in words for the user; then nothing is stored."""
    held = Proof.objects.select_for_update().get(pk=proof.pk)
    if held.status == Status.VOID:
        raise ValidationError("这件印证已撤回，不能再办理。")
    if why := reason_to_leave(held, event, by):
        raise PermissionDenied(why)
    if found := kinds_in(reason):
        raise ValidationError(f"这里有{'、'.join(found)}，请删去后再保存。")
    PROOF.apply(held, event, by=by, reason=reason)
    _keep(held, event, by, reason.strip()[:WORDS], on or timezone.localdate())
    return save_record(held, by=by, action=f"proof_{event}", reason=reason.strip())


def reason_to_leave(proof: Proof, event: str, user: Any) -> str:
    """Why this person leaves the step to somebody else, or ''."""
    if event in ("verify", "query", "accept", "reject") and proof.created_by_id == user.pk:
        return "这件印证是您上传的，请由另一位同事办理。"
    if event in ("accept", "reject") and proof.verified_by_id == user.pk:
        return "这件印证是您核实的，采信请由另一位同事办理。"
    return ""


def _keep(held: Proof, event: str, by: Any, words: str, day: date) -> None:
    if event == "verify":
        demand_second_person(held, by, what="核实")
        held.verified_by, held.verified_on, held.verify_method = by, day, VerifyMethod.DOCUMENT
    elif event == "query":
        held.question, held.answer, held.verified_by, held.verified_on = words, "", None, None
    elif event == "answer":
        held.answer = words
    elif event in ("accept", "reject"):
        held.decided_by, held.decided_on = by, day
        held.decision, held.counts = words if event == "reject" else "", event == "accept"


def may_withdraw(proof: Proof) -> bool:
    """Until a reviewer has accepted it; what was rejected stays for everybody to see."""
    return proof.state in (ProofState.LINKED, ProofState.QUERIED, ProofState.VERIFIED)
