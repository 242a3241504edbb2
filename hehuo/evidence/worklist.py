"""Which evidence a person may see at once, and how much of it waits for that person."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from hehuo.evidence import queries
from hehuo.evidence.lifecycle import reviews
from hehuo.evidence.models import EvidenceFile, Proof, ProofState
from hehuo.kit.waiting import Heap
from hehuo.org.rights import may_approve, may_read_rows
from hehuo.org.scope import scope_of


def proofs_visible_to(user: Any) -> QuerySet[Proof]:
    """Proofs of records that the person reads, newest first: the rights of the record decide, ledger by ledger."""
    rows = Proof.objects.live().in_scope(scope_of(user))
    wanted = Q(pk__in=[])
    for label in rows.order_by().values_list("record_model", flat=True).distinct():
        model = queries.ledger_model(label)
        if model is not None and queries.sees_proofs(user, model):
            readable = queries.rows_for(user, model).filter(pk=OuterRef("record_id"))
            wanted |= Q(Exists(readable.order_by()), record_model=label)
    return rows.filter(wanted).select_related("file", "settlement", "created_by").order_by("-pk")


def unused_files(user: Any) -> QuerySet[EvidenceFile]:
    """Files that prove nothing yet: one's own, and the area's for those who read evidence; minors' stay with the author."""
    used = Proof.objects.live().filter(file=OuterRef("pk"))
    rows = EvidenceFile.objects.live().in_scope(scope_of(user)).filter(~Exists(used))
    if not may_read_rows(user, "B"):
        rows = rows.filter(created_by=user)
    rows = rows.filter(Q(has_minors=False) | Q(created_by=user))
    return rows.select_related("settlement", "created_by").order_by("-pk")


def heaps_for(user: Any) -> list[Heap]:
    """One line for each thing to do with evidence: answer what was asked, verify, accept. Never a line for each file."""
    verifier, reviewer = may_approve(user, "B"), reviews(user) and may_read_rows(user, "B")
    asked = {"queried": Q(state=ProofState.QUERIED, created_by=user)}
    if verifier:
        asked["linked"] = Q(state=ProofState.LINKED) & ~Q(created_by=user)
    if reviewer:
        asked["verified"] = Q(state=ProofState.VERIFIED) & ~Q(created_by=user) & ~Q(verified_by=user)
    open_ones = Q(state=ProofState.QUERIED, created_by=user)
    for condition in asked.values():
        open_ones |= condition
    rows = Proof.objects.live().filter(open_ones)
    if verifier or reviewer:
        rows = proofs_visible_to(user).filter(open_ones)
    told = rows.order_by().aggregate(**{name: Count("pk", filter=found) for name, found in asked.items()})
    words = {"queried": "有疑问、等您答复的印证", "linked": "待核实的印证", "verified": "待采信的印证"}
    return [
        Heap(words[name], "印证资料", told[name], None, address_of(name), mine=name == "queried")
        for name in asked
        if told[name]
    ]


def address_of(state: str) -> str:
    """The list of one state; what was asked of the uploader lists the own ones."""
    return f"{reverse('evidence')}?state={state}{'&mine=1' if state == 'queried' else ''}"
