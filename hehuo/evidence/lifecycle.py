"""The way of evidence (domain §3.14): uploaded, linked, verified or queried, accepted or rejected, archived.

Three pairs of hands: who brings it, a second person who verifies it, a reviewer above the settlement who accepts it.
"""

from __future__ import annotations

from typing import Any

from hehuo.evidence.models import Proof, ProofState
from hehuo.evidence.queries import ledger_model, may_add, record_for, sees_proofs, stands_beside
from hehuo.org.rights import has_role, may_approve
from hehuo.org.roles import Role
from hehuo.records.lifecycle import Lifecycle, Transition

S = ProofState
reviews = has_role(Role.COUNTY_HQ, Role.COUNTY_REVIEWER, Role.CITY_OFFICE, Role.INSPECTOR)
FINAL = (S.ACCEPTED, S.ARCHIVED)
"""What a reviewer has built upon is not taken back."""


def _subject(user: Any, proof: Proof) -> Any:
    """What is proved, when the person reads it and what proves it."""
    model = ledger_model(proof.record_model)
    if model is None or not sees_proofs(user, model):
        return None
    return record_for(user, proof.record_model, proof.record_id)


def verifies(user: Any, proof: Proof) -> bool:
    """Who approves evidence or the ledger; beside ledgers, who approves in the programme."""
    subject = _subject(user, proof)
    if subject is None:
        return False
    return may_approve(user, "B") or may_approve(user, "A" if stands_beside(subject) else subject.domain)


def decides(user: Any, proof: Proof) -> bool:
    """A reviewer of the county or the city who reads the record."""
    return reviews(user) and _subject(user, proof) is not None


def answers(user: Any, proof: Proof) -> bool:
    """Who brought it, or a colleague who writes the record and does not verify it."""
    subject = _subject(user, proof)
    if subject is None or proof.created_by_id == user.pk:
        return subject is not None
    return may_add(user, subject) and not verifies(user, proof)


PROOF = Lifecycle(
    "印证",
    dict(S.choices),
    (
        Transition("link", "用来印证记录", (S.UPLOADED,), S.LINKED, clause="一份资料印证几条记录，要逐条说明引用"),
        Transition("verify", "核实", (S.LINKED, S.QUERIED), S.VERIFIED, verifies, clause="由没有上传的同事对照记录核实"),
        Transition("query", "提出疑问", (S.LINKED, S.VERIFIED), S.QUERIED, verifies, needs_reason=True, clause="转回上传人说明"),
        Transition("answer", "答复疑问", (S.QUERIED,), S.LINKED, answers, needs_reason=True, clause="说明情况后重新核实"),
        Transition("accept", "采信", (S.VERIFIED,), S.ACCEPTED, decides, clause="由县级、市级审核人员办理，不由上传人和核实人办理"),
        Transition("reject", "不采信", (S.VERIFIED, S.QUERIED), S.REJECTED, decides, needs_reason=True, clause="不再作为印证，留在记录中"),
        Transition("archive", "归档", (S.ACCEPTED, S.REJECTED), S.ARCHIVED, decides, clause="归档后不再变动"),
    ),
)  # fmt: skip


def as_markdown() -> str:
    """The table for docs/."""
    lines = [
        "# 印证资料的办理步骤\n",
        "本页由 `hehuo/evidence/lifecycle.py` 生成，请勿手改；重新生成：`python -m hehuo.desk.print_lifecycles`。\n",
        "| 从 | 办理 | 到 | 要写原因 | 依据 |\n| --- | --- | --- | --- | --- |",
    ]
    for step, (sources, label, target, clause) in zip(PROOF.transitions, PROOF.table(), strict=True):
        lines.append(f"| {sources} | {label} | {target} | {'是' if step.needs_reason else ''} | {clause} |")
    return "\n".join(lines) + "\n"
