"""The hash chain, with the standard library alone, so that an exported log can be verified anywhere and offline.

A log is one JSON object a line: seq, at (ISO 8601), actor, action, object_type, object_id, settlement_id, data,
prev_hash, hash. Verify one with ``python chain.py LOG [HEAD]``; HEAD is a hash that was kept or published earlier.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

GENESIS = "0" * 64


class Link(NamedTuple):
    """One entry as it is hashed. `target` is (object type, object id, settlement id)."""

    seq: int
    at: datetime
    actor_id: int | None
    action: str
    target: tuple[str, int | None, int | None]
    data: dict[str, Any]
    prev_hash: str
    hash: str


@dataclass(frozen=True)
class Verdict:
    """Outcome of a verification: `broken_at` is the first seq whose link does not hold."""

    entries: int
    head: str
    broken_at: int | None
    message: str


def canonical(seq: int, at: datetime, actor_id: int | None, action: str, target: tuple, data: dict) -> bytes:
    """The bytes that are hashed: JSON with sorted keys, UTC microseconds, no spaces."""
    moment = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    body = [seq, moment, actor_id, action, *target, data]
    return json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str).encode()


def chain_hash(prev_hash: str, body: bytes) -> str:
    """SHA-256 over the previous hash and this entry's bytes."""
    return hashlib.sha256(prev_hash.encode() + body).hexdigest()


def verify_links(links: Iterable[Link], expected_head: str | None = None) -> Verdict:
    """Walk a chain from its first entry. `expected_head` is a hash kept earlier: it must lie on the chain."""
    seq, head, seen = 0, GENESIS, not expected_head or expected_head == GENESIS
    for link in links:
        body = canonical(link.seq, link.at, link.actor_id, link.action, link.target, link.data)
        if link.seq != seq + 1 or link.prev_hash != head or link.hash != chain_hash(head, body):
            return Verdict(seq, head, seq + 1, f"第 {seq + 1} 条审计记录被改动、删除或插入。")
        seq, head = link.seq, link.hash
        seen = seen or head == expected_head
    if not seen:
        return Verdict(seq, head, seq + 1, "留存的末端指纹不在链条上：审计记录的末尾被截断，或者整条被重写。")
    return Verdict(seq, head, None, f"共 {seq} 条，链条完整。")


def line_of(link: Link) -> str:
    """An entry as a line of an exported log."""
    row = dict(zip(("object_type", "object_id", "settlement_id"), link.target, strict=True))
    row |= {
        "seq": link.seq,
        "at": link.at.astimezone(UTC).isoformat(),
        "actor": link.actor_id,
        "action": link.action,
    }
    row |= {"data": link.data, "prev_hash": link.prev_hash, "hash": link.hash}
    return json.dumps(row, ensure_ascii=False, sort_keys=True)


def links_of(lines: Iterable[str]) -> Iterator[Link]:
    """Entries of an exported log; a line that cannot be read breaks the chain there."""
    for number, line in enumerate(lines, 1):
        try:
            row = json.loads(line)
            target = (row["object_type"], row["object_id"], row["settlement_id"])
            yield Link(
                row["seq"], datetime.fromisoformat(row["at"]), row["actor"], row["action"], target, row["data"],
                row["prev_hash"], row["hash"],
            )  # fmt: skip
        except (ValueError, KeyError, TypeError):
            yield Link(number, datetime.now(UTC), None, "", ("", None, None), {}, "", "")


def verify_log(path: Path, expected_head: str | None = None) -> Verdict:
    """Verify an exported log, without database or settings."""
    with path.open(encoding="utf-8") as lines:
        return verify_links(links_of(lines), expected_head)


if __name__ == "__main__":
    found = verify_log(Path(sys.argv[1]), *sys.argv[2:3])
    print(found.message, found.head)
    sys.exit(found.broken_at is not None)
