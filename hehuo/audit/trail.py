"""Write and verify the audit trail.

Every entry is written in the same transaction as what it tells of. Entries never hold full ID numbers or phones:
changed values of sealed fields are recorded as masked text.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from hehuo.audit.models import Entry

GENESIS = "0" * 64


def canonical(seq: int, at: datetime, actor_id: int | None, action: str, target: tuple, data: dict) -> bytes:
    """The bytes that are hashed: JSON with sorted keys, UTC microseconds, no spaces."""
    moment = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    body = [seq, moment, actor_id, action, *target, data]
    return json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str).encode()


def chain_hash(prev_hash: str, body: bytes) -> str:
    """SHA-256 over the previous hash and this entry's bytes."""
    return hashlib.sha256(prev_hash.encode() + body).hexdigest()


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
        data = json.loads(json.dumps(note.data or {}, default=str, ensure_ascii=False))
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


@dataclass(frozen=True)
class Verdict:
    """Outcome of a verification: `broken_at` is the first seq whose link does not hold."""

    entries: int
    head: str
    broken_at: int | None
    message: str


def verify(expected_head: str | None = None) -> Verdict:
    """Walk the whole chain and report the first broken link, or the head."""
    seq, head = 0, GENESIS
    for entry in Entry.objects.order_by("seq").iterator(chunk_size=5000):
        target = (entry.object_type, entry.object_id, entry.settlement_id)
        body = canonical(entry.seq, entry.at, entry.actor_id, entry.action, target, entry.data)
        if entry.seq != seq + 1 or entry.prev_hash != head or entry.hash != chain_hash(head, body):
            return Verdict(seq, head, seq + 1, f"第 {seq + 1} 条审计记录被改动、删除或插入。")
        seq, head = entry.seq, entry.hash
    if expected_head and expected_head != head:
        return Verdict(seq, head, seq + 1, "审计记录的末尾被截断：末尾哈希与留存的不一致。")
    return Verdict(seq, head, None, f"共 {seq} 条，链条完整。")
