"""The one way to change a ledger: validate, save, history, audit entry and dirty mark in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.dispatch import Signal
from django.utils import timezone

from hehuo.audit import trail
from hehuo.records.models import LedgerRecord, Status
from hehuo.records.names import fill_initials

records_changed = Signal()
"""Sent inside the transaction with `model` and `settlement_ids` (set of int) after any change of ledger rows."""


def _shown(value: Any) -> Any:
    return str(value) if value is not None and not isinstance(value, (int, bool, list, dict)) else value


def snapshot(record: models.Model) -> dict[str, Any]:
    """Column values as they go to the audit trail (sealed ones masked)."""
    return {f.attname: _shown(getattr(record, f.attname)) for f in record._meta.concrete_fields}


def changes_between(before: dict[str, Any], after: dict[str, Any]) -> dict[str, list[Any]]:
    """What differs, as {column: [old, new]}, without the version counter."""
    return {
        k: [before.get(k), v]
        for k, v in after.items()
        if before.get(k) != v and k not in {"version", "recorded_at"}
    }


@transaction.atomic
def save_record(
    record: LedgerRecord,
    *,
    by: Any,
    action: str = "",
    reason: str = "",
    at: datetime | None = None,
    validate: bool = True,
) -> LedgerRecord:
    """Create or update one ledger record.

    Raises `ValidationError` when the record breaks a rule of its model; nothing is saved then.
    """
    moment = at or timezone.now()
    creating = record._state.adding
    before = {} if creating else snapshot(type(record)._base_manager.get(pk=record.pk))
    if creating:
        record.created_by = record.created_by or by
        record.recorded_at = moment
    else:
        record.version += 1
    fill_initials(record)
    if validate:
        unseen = [f.name for f in record._meta.fields if not f.editable]
        record.full_clean(exclude=unseen, validate_constraints=False)
        record.validate_constraints()  # with the status: unique constraints speak of live records only
    record._history_user = by
    record._history_date = moment
    record._change_reason = reason[:200] or None
    record.save()
    settlements = {record.settlement_id} | ({before["settlement_id"]} if before else set())
    after = snapshot(record)
    data: dict[str, Any] = {"new": after} if creating else {"changes": changes_between(before, after)}
    if reason:
        data["reason"] = reason
    trail.record(action or ("create" if creating else "update"), record, by=by, data=data, at=moment)
    records_changed.send(type(record), model=type(record), settlement_ids=settlements)
    return record


def verify_record(record: LedgerRecord, *, by: Any, method: str, on: date | None = None) -> LedgerRecord:
    """A second person confirms a record; the author may not (domain §1.4, separation of duties)."""
    if record.created_by_id == by.pk:
        raise PermissionDenied("登记人不能核实自己的记录，请由另一位同事核实。")
    if record.status not in (Status.SUBMITTED, Status.RETURNED):
        raise ValidationError(f"这条记录现在是“{record.get_status_display()}”，不能核实。")
    record.status, record.verified_by, record.verify_method = Status.VERIFIED, by, method
    record.verified_on = on or timezone.localdate()
    return save_record(record, by=by, action="verify")


def return_record(record: LedgerRecord, *, by: Any, reason: str) -> LedgerRecord:
    """Send a record back to its author with a reason."""
    if not reason.strip():
        raise ValidationError("请写明退回原因。")
    if record.status == Status.VOID:
        raise ValidationError("这条记录已作废，不能退回。")
    record.status, record.void_reason, record.verified_by, record.verified_on = (
        Status.RETURNED,
        reason,
        None,
        None,
    )
    return save_record(record, by=by, action="return", reason=reason, validate=False)


def void_record(record: LedgerRecord, *, by: Any, reason: str) -> LedgerRecord:
    """Take a record out of every count without deleting it."""
    if not reason.strip():
        raise ValidationError("请写明作废原因。")
    if record.status == Status.VOID:
        raise ValidationError("这条记录已经作废。")
    record.status, record.void_reason = Status.VOID, reason
    return save_record(record, by=by, action="void", reason=reason, validate=False)


def history_rows(
    model: type[LedgerRecord],
    rows: Iterable[LedgerRecord],
    kind: str,
    by: Any,
    at: datetime | None,
    reason: str,
) -> list:
    """Rows of the history table as the records are now."""
    history = model.history.model
    columns = [f.attname for f in model._meta.concrete_fields]
    return [
        history(
            history_date=at or row.recorded_at, history_type=kind, history_user=by, history_change_reason=reason or None,
            **{name: getattr(row, name) for name in columns},
        )
        for row in rows
    ]  # fmt: skip


@transaction.atomic
def create_records(
    rows: Sequence[LedgerRecord],
    *,
    by: Any,
    at: datetime | None = None,
    reason: str = "",
    audit: str = "rows",
) -> list[LedgerRecord]:
    """Insert many validated records of one model at once, with history, audit and dirty marks.

    `at` overrides `recorded_at` (default: keep each row's own). `audit` is ``rows`` (one entry a row) or ``batch``.
    """
    if not rows:
        return []
    model = type(rows[0])
    for row in rows:
        row.created_by = row.created_by or by
        fill_initials(row)
        if at:
            row.recorded_at = at
    made = model._base_manager.bulk_create(rows, batch_size=2000)
    model.history.model.objects.bulk_create(history_rows(model, made, "+", by, at, reason), batch_size=2000)
    if audit == "rows":
        trail.append([trail.note_for("create", row, {"new": snapshot(row)}) for row in made], by=by, at=at)
    else:
        first, last = min(row.pk for row in made), max(row.pk for row in made)
        note = trail.Note(
            "create_many", model._meta.label_lower, None, None, {"count": len(made), "ids": [first, last]}
        )
        trail.append([note], by=by, at=at)
    records_changed.send(model, model=model, settlement_ids={row.settlement_id for row in made})
    return made


@transaction.atomic
def update_records(
    rows: Sequence[LedgerRecord], fields: Sequence[str], *, by: Any, at: datetime | None = None, reason: str = "",
    action: str = "update", before: dict[int, dict] | None = None,
) -> None:  # fmt: skip
    """Update many records of one model at once. `before` maps pk to the old snapshot for the audit trail."""
    if not rows:
        return
    model, moment = type(rows[0]), at or timezone.now()
    old = (
        before
        if before is not None
        else {r.pk: snapshot(r) for r in model._base_manager.filter(pk__in=[r.pk for r in rows])}
    )
    for row in rows:
        row.version += 1
    model._base_manager.bulk_update(rows, [*fields, "version"], batch_size=500)
    model.history.model.objects.bulk_create(
        history_rows(model, rows, "~", by, moment, reason), batch_size=2000
    )
    notes = [
        trail.note_for(
            action, row, {"changes": changes_between(old.get(row.pk, {}), snapshot(row)), "reason": reason}
        )
        for row in rows
    ]
    trail.append(notes, by=by, at=moment)
    touched = {row.settlement_id for row in rows} | {o["settlement_id"] for o in old.values()}
    records_changed.send(model, model=model, settlement_ids=touched)
