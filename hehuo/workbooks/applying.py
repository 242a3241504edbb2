"""Write a checked outcome, all or nothing, and take a batch back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from hehuo.audit import trail
from hehuo.audit.models import ImportBatch
from hehuo.records.bulk import (
    copy_to_history,
    insert_rows,
    next_ids,
    preparer,
    refresh_statistics,
    update_rows,
)
from hehuo.records.models import LedgerRecord, Source, Status
from hehuo.records.names import initials, initials_fields
from hehuo.records.sealed import SealedField, blind_index
from hehuo.records.writing import changes_between, records_changed, snapshot
from hehuo.workbooks.importer import CHUNK, Importer
from hehuo.workbooks.reading import Refused
from hehuo.workbooks.shapes import Outcome, Row

MANY = 1000
"""From so many new rows on the database is asked to look at the table again."""


def _derived(model: type[LedgerRecord]) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Makes the index and initials columns that follow from a row's values."""
    meta = model._meta
    sealed = [
        f.name
        for f in meta.concrete_fields
        if isinstance(f, SealedField) and hasattr(model, f"{f.name}_index")
    ]
    names = [(target, source, meta.get_field(target).max_length) for target, source in initials_fields(model)]

    def derive(values: dict[str, Any]) -> dict[str, Any]:
        found = {f"{name}_index": blind_index(text) for name in sealed if (text := values.get(name))}
        for target, source, longest in names:
            if values.get(source):
                found[target] = initials(values[source])[:longest]
        return found

    return derive


def _new_tuples(
    model: type[LedgerRecord], rows: Sequence[Row], ids: Sequence[int], batch: ImportBatch, now: Any
) -> Iterator[tuple]:
    fields = model._meta.concrete_fields
    place = {field.name: i for i, field in enumerate(fields)}
    prepare = [preparer(field) for field in fields]
    blank = model(
        source=Source.IMPORT, status=Status.SUBMITTED, created_by=batch.by, recorded_at=now, batch_id=batch.pk
    )
    template = [make(getattr(blank, field.attname)) for field, make in zip(fields, prepare, strict=True)]
    uuid_place, id_place, derive = place["client_uuid"], place["id"], _derived(model)
    for row, pk in zip(rows, ids, strict=True):
        line = template.copy()
        line[id_place], line[uuid_place] = pk, prepare[uuid_place](uuid4())
        for name, value in row.values.items():
            if value is not None:
                line[place[name]] = prepare[place[name]](value)
        for name, value in derive(row.values).items():
            line[place[name]] = value
        yield tuple(line)


def _create(model: type[LedgerRecord], rows: list[Row], batch: ImportBatch, now: Any) -> range:
    ids = next_ids(model, len(rows))
    insert_rows(model, model._meta.concrete_fields, _new_tuples(model, rows, ids, batch, now))
    copy_to_history(
        model, "id between %s and %s and batch_id = %s", [ids[0], ids[-1], batch.pk],
        kind="+", by=batch.by, at=now, reason=f"导入批次 {batch.pk}",
    )  # fmt: skip
    if len(rows) >= MANY:
        refresh_statistics([model._meta.db_table, model.history.model._meta.db_table])
    return range(ids[0], ids[-1] + 1)


def _store(
    records: list[LedgerRecord],
    before: list[dict],
    names: set[str],
    *,
    by: Any,
    at: Any,
    reason: str,
    action: str,
) -> None:
    """Save changed records with history and one audit entry each."""
    model = type(records[0])
    fields = [f for f in model._meta.concrete_fields if f.name in names]
    for record in records:
        record.version += 1
    update_rows(
        model,
        fields,
        [(*(f.get_db_prep_save(f.pre_save(r, False), connection) for f in fields), r.pk) for r in records],
    )
    pks = [record.pk for record in records]
    for start in range(0, len(pks), CHUNK):
        part = pks[start : start + CHUNK]
        marks = ", ".join(["%s"] * len(part))
        copy_to_history(model, f"id in ({marks})", part, kind="~", by=by, at=at, reason=reason)
    notes = [
        trail.note_for(action, record, {"changes": changes_between(old, snapshot(record)), "reason": reason})
        for record, old in zip(records, before, strict=True)
    ]
    trail.append(notes, by=by, at=at)


def _change(model: type[LedgerRecord], outcome: Outcome, batch: ImportBatch, now: Any) -> dict[str, int]:
    versions: dict[str, int] = {}
    by_pk, derive = {row.pk: row for row in outcome.changed}, _derived(model)
    pks = list(by_pk)
    for start in range(0, len(pks), CHUNK):
        records = list(model._base_manager.select_for_update().filter(pk__in=pks[start : start + CHUNK]))
        before = [snapshot(record) for record in records]
        names = {"version", "batch_id", "status", "verified_by", "verified_on", "verify_method"}
        for record in records:
            if record.version != outcome.versions[record.pk]:
                raise Refused("检查之后有记录被别人改过，请重新上传，再核对一次。")
            row = by_pk[record.pk]
            for name, value in {**row.changed, **derive(row.changed)}.items():
                field = model._meta.get_field(name)
                setattr(
                    record, field.attname, field.to_python(value) if isinstance(field, SealedField) else value
                )
                names.add(name)
            record.batch_id = batch.pk
            if record.status in (Status.VERIFIED, Status.RETURNED):
                record.status, record.verified_by_id, record.verified_on, record.verify_method = (
                    Status.SUBMITTED,
                    None,
                    None,
                    "",
                )
        _store(records, before, names, by=batch.by, at=now, reason=f"导入批次 {batch.pk}", action="update")
        versions |= {str(record.pk): record.version for record in records}
    return versions


def _explain(model: type[models.Model], problem: IntegrityError) -> str:
    """The constraint's own message instead of the database's."""
    for constraint in model._meta.constraints:
        columns = ".".join([model._meta.db_table, *getattr(constraint, "fields", ())[:1]])
        if constraint.name in str(problem) or (getattr(constraint, "fields", ()) and columns in str(problem)):
            return str(constraint.get_violation_error_message())
    return "有记录与系统中的内容冲突，请重新检查后再导入。"


def apply_outcome(importer: Importer, outcome: Outcome, batch: ImportBatch) -> dict[str, Any]:
    """Write everything in one transaction; `Refused` leaves nothing behind."""
    model, now = importer.model, timezone.now()
    try:
        with transaction.atomic():
            made = _create(model, outcome.new, batch, now) if outcome.new else range(0)
            if made and model.objects.visible_to(batch.by).filter(
                pk__gte=made[0], pk__lte=made[-1]
            ).count() != len(made):
                raise Refused("有记录不在您负责的范围内（网格或户不属于您），整批没有导入。请核对后再上传。")
            versions = _change(model, outcome, batch, now) if outcome.changed else {}
            importer.after_write(made, [int(pk) for pk in versions])
            written = {"first": made[0] if made else 0, "last": made[-1] if made else 0, "versions": versions}
            data = {
                "batch": batch.pk,
                "ledger": batch.ledger,
                "file": batch.file_name,
                "sha256": batch.sha256,
                **outcome.counts,
            }
            data["ids"] = [written["first"], written["last"]]
            trail.append(
                [trail.Note("import", model._meta.label_lower, None, batch.settlement_id, data)],
                by=batch.by,
                at=now,
            )
            touched = {row.values["settlement"] for row in (*outcome.new, *outcome.changed)}
            if touched:
                records_changed.send(model, model=model, settlement_ids=touched)
    except IntegrityError as problem:
        raise Refused(_explain(model, problem)) from problem
    return written


def why_not_undo(model: type[LedgerRecord], batch: ImportBatch) -> str:
    """Why a batch cannot be taken back, or ''."""
    if batch.state != ImportBatch.State.DONE:
        return "只有已导入的批次可以撤销。"
    first, last, versions = (batch.written.get(key) for key in ("first", "last", "versions"))
    later = 0
    if first:
        later += (
            model._base_manager.filter(pk__gte=first, pk__lte=last, batch_id=batch.pk)
            .exclude(version=1)
            .count()
        )
        later += model._base_manager.filter(pk__gte=first, pk__lte=last).exclude(batch_id=batch.pk).count()
    pks = [int(pk) for pk in versions or ()]
    for start in range(0, len(pks), CHUNK):
        now = model._base_manager.filter(pk__in=pks[start : start + CHUNK]).values_list("pk", "version")
        later += sum(1 for pk, version in now if version != versions[str(pk)])
    return f"导入之后有 {later} 条记录又被修改、核实或作废，不能整批撤销。请逐条处理。" if later else ""


@transaction.atomic
def undo_batch(model: type[LedgerRecord], batch: ImportBatch, *, by: Any) -> None:
    """Void what the batch made, put back what it changed; `ValidationError` with the reason when that cannot be."""
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    problem = why_not_undo(model, batch)
    if problem:
        raise ValidationError(problem)
    now, reason = timezone.now(), f"撤销导入批次 {batch.pk}"
    first, last, versions = batch.written["first"], batch.written["last"], batch.written["versions"]
    touched: set[int] = set()
    if first:
        made = model._base_manager.filter(pk__gte=first, pk__lte=last, batch_id=batch.pk)
        touched |= set(made.order_by().values_list("settlement_id", flat=True).distinct())
        made.update(status=Status.VOID, void_reason=reason, version=2)
        copy_to_history(
            model,
            "id between %s and %s and batch_id = %s",
            [first, last, batch.pk],
            kind="~",
            by=by,
            at=now,
            reason=reason,
        )
    names = {f.name for f in model._meta.concrete_fields} - {"id", "client_uuid", "recorded_at", "created_by"}
    pks = [int(pk) for pk in versions]
    for start in range(0, len(pks), CHUNK):
        records = {r.pk: r for r in model._base_manager.filter(pk__in=pks[start : start + CHUNK])}
        before = [snapshot(record) for record in records.values()]
        for old in model.history.filter(id__in=records).order_by("history_id"):
            if old.version == versions[str(old.id)] - 1:
                for field in model._meta.concrete_fields:
                    if field.name in names and field.name != "version":
                        setattr(records[old.id], field.attname, getattr(old, field.attname))
        touched |= {record.settlement_id for record in records.values()}
        _store(list(records.values()), before, names, by=by, at=now, reason=reason, action="undo_import")
    trail.append(
        [trail.Note("undo_import", model._meta.label_lower, None, batch.settlement_id, {"batch": batch.pk})],
        by=by,
        at=now,
    )
    batch.state, batch.content = ImportBatch.State.UNDONE, b""
    batch.save()
    if touched:
        records_changed.send(model, model=model, settlement_ids=touched)
