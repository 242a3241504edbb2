"""Cases and papers for the one search box: every ledger that the person reads, by its own words or by record number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import Q, QuerySet

from hehuo.desk.contents import LEDGERS
from hehuo.evidence.models import EvidenceFile, Proof
from hehuo.evidence.queries import address_of, openable
from hehuo.evidence.worklist import proofs_visible_to, unused_files
from hehuo.kit.listing import related_paths
from hehuo.org.rights import may_write
from hehuo.org.scope import scope_of
from hehuo.records.choices import matching
from hehuo.records.display import Display
from hehuo.records.first_keys import first_keys
from hehuo.records.models import Status
from hehuo.residents.models import Household, Person

NUMBER = re.compile(r"\s*(\d{4})-(\d{6,})\s*")
"""A record number as it is shown: year and running number."""
OF_A_LEDGER = 5
"""Rows shown of one ledger; its own list has the rest."""
SHOWN_COLUMNS = 3


@dataclass(frozen=True)
class Found:
    """One thing found: its name, what is known about it, its page, and the row behind it."""

    label: str
    under: str
    url: str
    row: Any = None

    @property
    def key(self) -> str:
        """The row as a choice of a form."""
        return f"{self.row._meta.label_lower}:{self.row.pk}"


def cases_found(
    user: Any, text: str, ledgers: Sequence[Any] = LEDGERS, settlement: Any = None, shown: int = OF_A_LEDGER
) -> list[Found]:
    """Rows of ledgers, in menu order. People and households have lists of their own unless they are asked for.

    One question tells which ledgers have hits; only these are read.
    """
    asked = {}
    for ledger in ledgers:
        apart = ledgers is LEDGERS and ledger.model in (Household, Person)
        if apart or not ledger.allowed("read")(user):
            continue
        rows = _rows(ledger, user, text)
        if rows is not None:
            asked[ledger] = rows if settlement is None else rows.filter(settlement=settlement)
    found: list[Found] = []
    for ledger, keys in first_keys(asked, shown).items():
        display, paths = Display(ledger.model, user), _paths(ledger)
        related = related_paths(ledger.model, paths)
        rows = ledger.model.objects.filter(pk__in=keys).order_by("-pk")
        found += [_line(ledger, row, display, paths) for row in rows.select_related("settlement", *related)]
    return found


def _paths(ledger: Any) -> list[str]:
    """Columns of the ledger that may stand under a name."""
    paths = [column if isinstance(column, str) else column[0] for column in ledger.columns]
    return [path for path in paths if "__" not in path and path not in ("settlement", "status")]


def _rows(ledger: Any, user: Any, text: str) -> QuerySet | None:
    """Rows by number, else by the ledger's own columns that are not hidden from the user; None when it has none."""
    rows = ledger.model.objects.visible_to(user).exclude(status=Status.VOID).order_by("-pk")
    number = NUMBER.fullmatch(text)
    if number:
        return rows.filter(pk=int(number[2]), occurred_on__year=int(number[1]))
    display = Display(ledger.model, user)
    names = tuple(
        name for name in ledger.search if "__" not in name and not display.hides(ledger.model, name)
    )
    return matching(rows, names, text) if names else None


def _line(ledger: Any, row: Any, display: Display, paths: list[str]) -> Found:
    told = (str(display.value(row, path)) for path in paths)
    words = list(islice((text for text in told if text), SHOWN_COLUMNS))
    under = " · ".join([row.settlement.name, *words])
    name = f"{ledger.model._meta.verbose_name} {row.record_no}"
    return Found(name, under, ledger.url("detail", pk=row.pk), row)


def files_found(user: Any, text: str, limit: int) -> list[Found]:
    """Evidence files that the user may open: through a record that may be read, or one's own."""
    proofs = proofs_visible_to(user).filter(file__isnull=False).order_by()
    written = [ledger.model._meta.label_lower for ledger in LEDGERS if may_write(user, ledger.model.domain)]
    proving = proofs.filter(Q(file__has_minors=False) | Q(record_model__in=written))
    wanted = Q(pk__in=proving.values("file_id")) | Q(pk__in=unused_files(user).order_by().values("pk"))
    rows = EvidenceFile.objects.live().filter(wanted | Q(created_by=user), original_name__icontains=text)
    rows = rows.in_scope(scope_of(user)).select_related("settlement")
    files = list(rows.order_by("-pk")[:limit])
    allowed = openable(user, files)
    shown = [file for file in files if file.pk in allowed]
    uses = {proof.file_id: proof for proof in proofs.filter(file__in=shown)}
    return [
        Found(file.original_name, f"{file.settlement.name} · {file.occurred_on}", _page(uses.get(file.pk)))
        for file in shown
    ]


def _page(proof: Proof | None) -> str:
    return address_of(proof.record_model, proof.record_id) if proof else ""
