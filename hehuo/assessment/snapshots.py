"""Snapshots: what was submitted can be shown for ever, and how far life has moved since."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from hehuo.assessment.models import Snapshot, StandardEdition
from hehuo.assessment.scoring import unit_scorecard
from hehuo.audit import trail
from hehuo.org.models import CreationUnit


def fingerprint(data: dict[str, Any]) -> str:
    """SHA-256 over canonical JSON."""
    return hashlib.sha256(
        json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    ).hexdigest()


@transaction.atomic
def freeze(
    unit: CreationUnit,
    edition: StandardEdition,
    as_of: date,
    purpose: str,
    *,
    by: Any,
    known_at: datetime | None = None,
) -> Snapshot:
    """Score the unit now and keep the result unchanged (a database trigger refuses updates)."""
    moment = known_at or timezone.now()
    card = unit_scorecard(unit, edition, as_of, known_at)
    data = card.to_dict()
    print_ = fingerprint(data)
    head = trail.record("freeze", unit, by=by, data={"purpose": purpose, "as_of": as_of, "hash": print_})
    return Snapshot.objects.create(
        unit=unit, edition=edition, purpose=purpose, as_of=as_of, known_at=moment, data=data,
        total=card.total, hash=print_, audit_head=head, created_by=by,
    )  # fmt: skip


@dataclass(frozen=True)
class Drift:
    """One item: what was submitted and what it is today."""

    no: int
    title: str
    then: Decimal
    now: Decimal

    @property
    def change(self) -> Decimal:
        """Points gained (positive) or lost since."""
        return self.now - self.then


def drift(snapshot: Snapshot, as_of: date | None = None) -> list[Drift]:
    """Item by item: the snapshot against the same edition computed for `as_of` (default today)."""
    card = unit_scorecard(snapshot.unit, snapshot.edition, as_of or timezone.localdate())
    today = {item.no: item for section in card.sections for item in section.items}
    return [
        Drift(item["no"], today[item["no"]].title, Decimal(item["points"]), today[item["no"]].points)
        for item in snapshot.data["items"]
    ]


def is_intact(snapshot: Snapshot) -> bool:
    """Whether the stored data still gives the stored hash."""
    return fingerprint(snapshot.data) == snapshot.hash
