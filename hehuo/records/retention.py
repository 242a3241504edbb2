"""保存期: after so many years the personal part of a record goes, the record stays and is counted as before (domain §6.2).

What goes is taken out of the record and of every version in its history. The audit trail tells which fields, not what stood
there. Rows are found by what they still hold, so that a run may be repeated or broken off at any time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from hehuo.audit import trail
from hehuo.records.models import LedgerRecord
from hehuo.records.writing import history_rows, records_changed

GONE = "（已过保存期）"
"""Stands in text columns that may not be empty."""
AT_ONCE = 500


@dataclass(frozen=True)
class Retention:
    """How long the personal fields of one kind of record are kept.

    `since` is the date field from which `years` run; rows without that date are not old. `blank` maps each personal field to
    what stands there afterwards. No measure may read one of these fields.
    """

    model: type[LedgerRecord]
    since: str
    years: int
    blank: Mapping[str, Any]

    def old(self, at: date) -> models.QuerySet:
        """Rows whose time is over and that still hold something personal."""
        told = Q()
        for name, empty in self.blank.items():
            told |= Q(**{f"{name}__isnull": False}) if empty is None else ~Q(**{name: empty})
        return self.model._base_manager.filter(told, **{f"{self.since}__lte": years_before(at, self.years)})


def years_before(day: date, years: int) -> date:
    """The same day so many years ago; 29 February becomes 28."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def forget(rule: Retention, *, at: date, settlement: Any = None) -> int:
    """Blank what is older than its time, some hundred records a transaction; how many records it was."""
    done = 0
    while True:
        rows = rule.old(at) if settlement is None else rule.old(at).filter(settlement=settlement)
        keys = list(rows.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
        if not keys:
            return done
        done += _forget_some(rule, keys)


@transaction.atomic
def _forget_some(rule: Retention, keys: list[int]) -> int:
    model, reason = rule.model, f"保存期 {rule.years} 年已满"
    model._base_manager.filter(pk__in=keys).update(**rule.blank, version=F("version") + 1)
    history = model.history.model  # type: ignore[attr-defined]
    history.objects.filter(id__in=keys).update(**rule.blank)
    rows = list(model._base_manager.filter(pk__in=keys))
    history.objects.bulk_create(history_rows(model, rows, "~", None, timezone.now(), reason))
    data = {"fields": list(rule.blank), "reason": reason}
    trail.append([trail.note_for("forget", row, data) for row in rows], by=None)
    records_changed.send(model, model=model, settlement_ids={row.settlement_id for row in rows})
    return len(rows)
