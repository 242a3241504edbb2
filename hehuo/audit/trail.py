"""Write and verify the audit trail.

Every entry is written in the same transaction as what it tells of. Entries never hold full ID numbers or phones:
changed values of sealed fields are recorded as masked text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from hehuo.audit.chain import GENESIS, Link, Verdict, canonical, chain_hash, line_of, verify_links
from hehuo.audit.models import Entry


@dataclass(frozen=True)
class Note:
    """What is to be recorded: an action on one object."""

    action: str
    object_type: str = ""
    object_id: int | None = None
    settlement_id: int | None = None
    data: dict | None = None


def _lock_tail() -> tuple[int, str]:
    """The last entry's number and hash; on PostgreSQL others wait until we commit (SQLite has one writer anyway)."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_xact_lock(704218)")
    tail = Entry.objects.order_by("-seq").values_list("seq", "hash").first()
    return tail or (0, GENESIS)


def append(notes: Iterable[Note], *, by: Any, at: datetime | None = None) -> str:
    """Append entries in one go, inside the caller's transaction; returns the new head hash."""
    if not connection.in_atomic_block:
        with transaction.atomic():
            return append(notes, by=by, at=at)
    moment = at or timezone.now()
    seq, head = _lock_tail()
    actor_id = getattr(by, "pk", None)
    rows = []
    for note in notes:
        seq += 1
        text = json.dumps(note.data or {}, default=str, ensure_ascii=False)
        data = json.loads(
            text, parse_float=str
        )  # databases write fractions differently; texts stay as they are
        target = (note.object_type, note.object_id, note.settlement_id)
        previous, head = head, chain_hash(head, canonical(seq, moment, actor_id, note.action, target, data))
        rows.append(
            Entry(
                seq=seq, at=moment, actor_id=actor_id, action=note.action, object_type=note.object_type,
                object_id=note.object_id, settlement_id=note.settlement_id, data=data, prev_hash=previous, hash=head,
            )
        )  # fmt: skip
    Entry.objects.bulk_create(rows, batch_size=2000)
    return head


def record(
    action: str, obj: Any = None, *, by: Any, data: dict | None = None, at: datetime | None = None
) -> str:
    """Append one entry about `obj` (any model instance or None)."""
    return append([note_for(action, obj, data)], by=by, at=at)


def note_for(action: str, obj: Any = None, data: dict | None = None) -> Note:
    """A note about a model instance."""
    if obj is None:
        return Note(action, data=data)
    label = obj._meta.label_lower
    settlement_id = obj.pk if label == "org.settlement" else getattr(obj, "settlement_id", None)
    return Note(action, label, obj.pk, settlement_id, data)


def looked_at(obj: Any, fields: Iterable[str], *, by: Any, reason: str = "") -> str:
    """Record that somebody looked at personal data of `obj`."""
    return record("look", obj, by=by, data={"fields": list(fields), "reason": reason})


def _links() -> Iterator[Link]:
    for entry in Entry.objects.order_by("seq").iterator(chunk_size=5000):
        target = (entry.object_type, entry.object_id, entry.settlement_id)
        yield Link(
            entry.seq, entry.at, entry.actor_id, entry.action, target, entry.data, entry.prev_hash, entry.hash
        )


def verify(expected_head: str | None = None) -> Verdict:
    """Walk the whole chain and report the first broken link, or the head.

    `expected_head` is a hash that was kept or published earlier; it must lie on the chain, so that neither a
    shortened nor a rewritten chain passes.
    """
    return verify_links(_links(), expected_head)


def export_log(path: Path) -> str:
    """Write every entry as a line of JSON for `chain.verify_log`; returns the head hash to keep apart from the file."""
    head = GENESIS
    with path.open("w", encoding="utf-8") as out:
        for link in _links():
            out.write(line_of(link) + "\n")
            head = link.hash
    return head
