"""Proofs as the panel and their own page show them: the file if it may be opened, the row if it may be read, the state."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from hehuo.evidence import queries
from hehuo.evidence.models import Proof, ProofState
from hehuo.evidence.previews import has_picture, words_of

LAMPS = {
    ProofState.LINKED: "waiting", ProofState.VERIFIED: "verified", ProofState.QUERIED: "returned",
    ProofState.ACCEPTED: "done", ProofState.REJECTED: "void", ProofState.ARCHIVED: "done",
}  # fmt: skip


def shown(user: Any, proofs: Iterable[Proof]) -> list[Any]:
    """The proofs with what this person may see of them; a constant number of queries for each kind of row."""
    found: list[Any] = list(proofs)
    opened = queries.openable(user, [proof.file for proof in found if proof.file])
    cited = queries.cited_by(user, found)
    for proof in found:
        proof.opens = proof.file_id in opened
        proof.pictured = bool(proof.opens and has_picture(proof.file))
        proof.words = words_of(proof.file) if proof.opens else ""
        proof.cited = cited.get(proof.pk)
        proof.lamp = lamp_of(proof)
    return found


def lamp_of(proof: Proof) -> str:
    """The lamp of a state; archived without having counted stays struck out."""
    return LAMPS.get(ProofState(proof.state), "waiting") if proof.counts else "void"
