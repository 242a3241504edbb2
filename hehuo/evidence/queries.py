"""Who may see which proof and open which file; photos that look alike.

Whoever may read a record sees its proofs when the post reads evidence (domain B) or writes that ledger; whoever may
write the record may add. A file is opened through a record that it proves. Files that show minors are opened by
those who write the record only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import QuerySet
from django.urls import reverse

from hehuo.evidence.models import EvidenceFile, Proof
from hehuo.evidence.photos import SAME_MOST, SUSPECT_MOST, distance
from hehuo.evidence.quoting import Quoted
from hehuo.org.rights import may_read_rows, may_write
from hehuo.org.scope import visible_settlements
from hehuo.records.models import LedgerRecord, Status


def stands_beside(model: Any) -> bool:
    """Whether a table is no ledger and yet takes proofs (`takes_proofs`): it names its own rows and people."""
    return bool(getattr(model, "takes_proofs", False))


def ledger_model(label: str) -> type[LedgerRecord] | None:
    """The table with this label (``app.model``) whose records take proofs, or None; proofs themselves are not proved."""
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError):
        return None
    if stands_beside(model):
        return model
    return model if issubclass(model, LedgerRecord) and model not in (EvidenceFile, Proof) else None


def rows_for(user: Any, model: Any) -> QuerySet:
    """Rows of a table that proves or is proved, by the right of the table itself."""
    if issubclass(model, Quoted):
        return model.quoted_for(user)
    return model.proved_for(user) if stands_beside(model) else model.objects.visible_to(user)


def record_for(user: Any, label: str, pk: int) -> LedgerRecord | None:
    """The record when the user may read it."""
    model = ledger_model(label)
    return rows_for(user, model).filter(pk=pk).first() if model else None


def address_of(label: str, pk: int) -> str:
    """The page of a record."""
    model = ledger_model(label)
    record = model._base_manager.filter(pk=pk).first() if model and stands_beside(model) else None
    return record.get_absolute_url() if record else reverse("record", args=[label, pk])  # type: ignore[attr-defined]


def title_of(label: str, pk: int) -> str:
    """Name of the ledger and number of the record."""
    model = ledger_model(label)
    record = model._base_manager.filter(pk=pk).first() if model else None
    return f"{record._meta.verbose_name} {record.record_no}" if record else "记录"


def may_be_cited(label: str) -> Any:
    """The table with this label when its rows may prove something: ledgers, what stands beside them, issued papers."""
    try:
        model: Any = apps.get_model(label)
    except (LookupError, ValueError):
        return None
    return model if issubclass(model, Quoted) else ledger_model(label)


def gone(row: Any) -> str:
    """Why a row that is referred to no longer stands, in a word, or ''."""
    if isinstance(row, LedgerRecord):
        return "已作废" if row.status == Status.VOID else ""
    return "已撤回" if getattr(row, "state", "") == "withdrawn" else ""


@dataclass(frozen=True)
class Cited:
    """A row that proves something, as one person sees it."""

    name: str
    url: str
    gone: str


def cited_by(user: Any, proofs: Iterable[Proof]) -> dict[int, Cited]:
    """Proof → the row that it refers to, for those rows that the user may read: one query for each table."""
    wanted: dict[str, dict[int, int]] = defaultdict(dict)
    for proof in proofs:
        if proof.row_id:
            wanted[proof.row_model][proof.pk] = proof.row_id
    found = {}
    for label, keys in wanted.items():
        model = may_be_cited(label)
        rows = rows_for(user, model).filter(pk__in=set(keys.values())) if model else []
        told = {row.pk: Cited(name_of(row), _page_of(row), gone(row)) for row in rows}
        found |= {proof: told[row] for proof, row in keys.items() if row in told}
    return found


def cited_for(user: Any, label: str, pk: int) -> Any:
    """The row to refer to, when the user may read it."""
    model = may_be_cited(label)
    return rows_for(user, model).filter(pk=pk).first() if model else None


def name_of(row: Any) -> str:
    """Ledger and number; a paper by its own number and title."""
    number = getattr(row, "record_no", "")
    return f"{row._meta.verbose_name} {number or row}"


def names_of(uses: Iterable[tuple[str, int]]) -> dict[tuple[str, int], str]:
    """Names of records by table and key: one query for each table. Rights are the caller's."""
    by_label: dict[str, list[int]] = defaultdict(list)
    for label, pk in uses:
        by_label[label].append(pk)
    found = {}
    for label, keys in by_label.items():
        model = may_be_cited(label)
        rows = model._base_manager.filter(pk__in=keys) if model else []
        found |= {(label, row.pk): name_of(row) for row in rows}
    return found


def _page_of(row: Any) -> str:
    own = getattr(row, "get_absolute_url", None)
    return own() if own else reverse("record", args=[row._meta.label_lower, row.pk])


def sees_proofs(user: Any, model: type[LedgerRecord]) -> bool:
    """Whether a reader of rows of `model` sees what proves them."""
    return stands_beside(model) or may_read_rows(user, "B") or may_write(user, model.domain)


def may_add(user: Any, record: LedgerRecord) -> bool:
    """Whether a reader of the record may add proofs to it."""
    if stands_beside(record):
        return bool(record.may_prove(user))  # type: ignore[attr-defined]
    return record.status != Status.VOID and may_write(user, record.domain)


def proofs_of(record: LedgerRecord) -> QuerySet[Proof]:
    """Proofs of a record that were not withdrawn, oldest first."""
    return (
        Proof.objects.live()
        .filter(record_model=record._meta.label_lower, record_id=record.pk)
        .select_related("file", "created_by")
        .order_by("pk")
    )


def openable(user: Any, files: Iterable[EvidenceFile]) -> set[int]:
    """Keys of those files that the user may open: one query for each ledger that they prove."""
    wanted = [file for file in files if file.status != Status.VOID]
    if not wanted:
        return set()
    uses = _uses_of(wanted)
    seen = _visible_uses(user, {use for found in uses.values() for use in found})
    places = set(visible_settlements(user).values_list("pk", flat=True))
    return {
        file.pk for file in wanted if file.settlement_id in places and _opens(user, file, uses[file.pk], seen)
    }


def _uses_of(files: list[EvidenceFile]) -> dict[int, list[tuple[str, int]]]:
    uses: dict[int, list[tuple[str, int]]] = defaultdict(list)
    rows = Proof.objects.live().filter(file__in=[file.pk for file in files])
    for file_id, label, pk in rows.values_list("file_id", "record_model", "record_id"):
        uses[file_id].append((label, pk))
    return uses


def _visible_uses(user: Any, uses: set[tuple[str, int]]) -> set[tuple[str, int]]:
    by_label: dict[str, list[int]] = defaultdict(list)
    for label, pk in uses:
        by_label[label].append(pk)
    seen = set()
    for label, keys in by_label.items():
        model = ledger_model(label)
        if model and sees_proofs(user, model):
            rows = rows_for(user, model).filter(pk__in=keys).values_list("pk", flat=True)
            seen |= {(label, pk) for pk in rows}
    return seen


def _opens(user: Any, file: EvidenceFile, uses: list[tuple[str, int]], seen: set[tuple[str, int]]) -> bool:
    if file.created_by_id == user.pk:
        return True
    if not uses:
        return may_write(user, "B") if file.has_minors else may_read_rows(user, "B")
    domains = [model.domain for use in uses if use in seen and (model := ledger_model(use[0]))]
    return any(may_write(user, domain) for domain in domains) if file.has_minors else bool(domains)


def may_open(user: Any, file: EvidenceFile) -> bool:
    """Whether the user may open one file."""
    return file.pk in openable(user, [file])


def files_to_refer_to(user: Any, record: LedgerRecord, limit: int = 50) -> list[EvidenceFile]:
    """Newest files of the record's settlement that the user may open and that do not prove the record yet."""
    used = proofs_of(record).filter(file__isnull=False).values("file_id")
    newest = list(
        EvidenceFile.objects.live().filter(settlement_id=record.settlement_id).exclude(pk__in=used)[:limit]
    )
    allowed = openable(user, newest)
    return [file for file in newest if file.pk in allowed]


# -- photos that look alike --------------------------------------------------
@dataclass(frozen=True)
class Likeness:
    """Another photo, and how many of 64 bits differ. `same`: the same picture; else a person must look."""

    file: EvidenceFile
    bits: int

    @property
    def same(self) -> bool:
        """Within what re-encoding, resizing and watermarks change."""
        return self.bits <= SAME_MOST


def near_duplicates(file: EvidenceFile, among: QuerySet[EvidenceFile] | None = None) -> list[Likeness]:
    """Photos like this one, most alike first (FD01, domain §2.0.5: a neutral question, never a finding by itself).

    `among` defaults to the settlement's files. Pictures without contrast have no fingerprint and no likeness.
    """
    if file.fingerprint is None:
        return []
    rows = EvidenceFile.objects.filter(settlement_id=file.settlement_id) if among is None else among
    prints = rows.exclude(status=Status.VOID).exclude(pk=file.pk).filter(fingerprint__isnull=False)
    bits = {
        pk: found
        for pk, print_ in prints.order_by().values_list("pk", "fingerprint").iterator()
        if (found := distance(file.fingerprint, print_)) <= SUSPECT_MOST
    }
    alike = [Likeness(other, bits[other.pk]) for other in EvidenceFile.objects.filter(pk__in=bits)]
    return sorted(alike, key=lambda one: (one.bits, one.file.pk))
