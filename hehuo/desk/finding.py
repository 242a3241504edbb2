"""Cases and papers for the one search box: every ledger that the person reads, by its own words or by record number."""

from __future__ import annotations

import re
from typing import Any

from django.db.models import QuerySet

from hehuo.desk.contents import LEDGERS
from hehuo.evidence.models import EvidenceFile, Proof
from hehuo.evidence.queries import address_of, openable
from hehuo.org.rights import may_read_rows
from hehuo.records.choices import matching
from hehuo.records.display import Display
from hehuo.records.models import Status
from hehuo.residents.models import Household, Person

NUMBER = re.compile(r"\s*(\d{4})-(\d{6,})\s*")
"""A record number as it is shown: year and running number."""
OF_A_LEDGER = 5
"""Rows shown of one ledger; its own list has the rest."""
SHOWN_COLUMNS = 3


def cases_found(user: Any, text: str) -> list[tuple[str, str, str]]:
    """(name and number, settlement and first columns, address) of rows of every ledger, in menu order."""
    found = []
    for ledger in LEDGERS:
        if ledger.model in (Household, Person) or not may_read_rows(user, ledger.model.domain):
            continue
        display = Display(ledger.model, user)
        rows = _rows(ledger, user, text, display)
        if rows is not None:
            found += [_line(ledger, row, display) for row in rows.select_related("settlement")[:OF_A_LEDGER]]
    return found


def _rows(ledger: Any, user: Any, text: str, display: Display) -> QuerySet | None:
    """Rows by number, else by the ledger's own columns that are not hidden from the user; None when it has none."""
    rows = ledger.model.objects.visible_to(user).exclude(status=Status.VOID).order_by("-pk")
    number = NUMBER.fullmatch(text)
    if number:
        return rows.filter(pk=int(number[2]), occurred_on__year=int(number[1]))
    names = tuple(
        name for name in ledger.search if "__" not in name and not display.hides(ledger.model, name)
    )
    return matching(rows, names, text) if names else None


def _line(ledger: Any, row: Any, display: Display) -> tuple[str, str, str]:
    paths = [column if isinstance(column, str) else column[0] for column in ledger.columns]
    told = [
        str(display.value(row, path))
        for path in paths
        if "__" not in path and path not in ("settlement", "status")
    ]
    under = " · ".join([row.settlement.name, *[text for text in told if text][:SHOWN_COLUMNS]])
    return f"{ledger.model._meta.verbose_name} {row.record_no}", under, ledger.url("detail", pk=row.pk)


def papers_found(user: Any, text: str, limit: int = 20) -> list[tuple[str, str, str]]:
    """(file name, what it proves, address) of evidence files that the user may open."""
    rows = (
        EvidenceFile.objects.live()
        .filter(original_name__icontains=text)
        .select_related("settlement")
        .order_by("-pk")
    )
    files = list(rows[: limit * 3])
    allowed = openable(user, files)
    shown = [file for file in files if file.pk in allowed][:limit]
    proofs = Proof.objects.live().filter(file__in=shown).order_by("-pk")
    uses = {proof.file_id: proof for proof in proofs}
    return [
        (file.original_name, f"{file.settlement.name} · {file.occurred_on}", _page(uses.get(file.pk)))
        for file in shown
    ]


def _page(proof: Proof | None) -> str:
    return address_of(proof.record_model, proof.record_id) if proof else ""
