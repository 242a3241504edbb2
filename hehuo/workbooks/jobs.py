"""The two jobs of a batch, check and write: run by a worker, or by the page itself when no worker takes them."""

from __future__ import annotations

import base64
import hashlib
import logging
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks import task

from hehuo.audit.models import ImportBatch
from hehuo.records.sealed import seal, unseal
from hehuo.workbooks.applying import apply_outcome
from hehuo.workbooks.importer import Importer
from hehuo.workbooks.reading import Refused, read_table
from hehuo.workbooks.shapes import Outcome, Problem

State = ImportBatch.State
INLINE_BYTES = 250_000
STALE = timedelta(minutes=5)
STARTS = {State.TO_CHECK: State.CHECKING, State.TO_WRITE: State.WRITING}
log = logging.getLogger(__name__)


def open_batch(user: Any, slug: str, settlement: Any, name: str, content: bytes) -> ImportBatch:
    """Keep an uploaded file, sealed, until it is written or refused."""
    return ImportBatch.objects.create(
        ledger=slug, by=user, settlement=settlement, file_name=name[:200], sha256=hashlib.sha256(content).hexdigest(),
        content=seal(base64.b64encode(content).decode()).encode(),
    )  # fmt: skip


def enqueue(batch: ImportBatch, importer: type[Importer]) -> None:
    """Small files at once; large ones for the worker (the progress page takes over when none comes)."""
    path = f"{importer.__module__}.{importer.__qualname__}"
    if len(batch.content) <= INLINE_BYTES:
        run(batch.pk, importer)
    else:
        run_batch.enqueue(batch.pk, path)


@task()
def run_batch(batch_id: int, importer_path: str) -> None:
    """What the worker runs."""
    run(batch_id, import_string(importer_path))


def retry(batch: ImportBatch) -> bool:
    """Put a broken or abandoned batch back in line."""
    back = {State.CHECKING: State.TO_CHECK, State.WRITING: State.TO_WRITE}
    if batch.state in back and timezone.now() - batch.touched_at > STALE:
        batch.state = back[State(batch.state)]
    elif batch.state == State.FAILED and batch.content:
        batch.state = State.TO_WRITE if batch.counts.get("confirmed") else State.TO_CHECK
    else:
        return False
    batch.save()
    return True


def run(batch_id: int, kind: type[Importer]) -> None:
    """Take the waiting step of a batch, if nobody else has."""
    for waiting, working in STARTS.items():
        mine = ImportBatch.objects.filter(pk=batch_id, state=waiting).update(
            state=working, touched_at=timezone.now()
        )
        if mine:
            break
    else:
        return
    batch = ImportBatch.objects.select_related("by", "settlement").get(pk=batch_id)

    def progress(percent: int) -> None:
        ImportBatch.objects.filter(pk=batch_id).update(progress=percent, touched_at=timezone.now())

    try:
        _work(batch, kind(batch.by, batch.settlement, progress), working)
    except Refused as problem:
        batch.state, batch.message, batch.content = State.REFUSED, str(problem)[:300], b""
    except Exception:
        log.exception("import batch %s broke off", batch_id)
        batch.state, batch.message = (
            State.FAILED,
            "处理中断，没有写入任何内容。请点“重试”；仍不行请告诉系统管理员批次号，由他查后台任务。",
        )
    batch.save()


def _work(batch: ImportBatch, importer: Importer, phase: str) -> None:
    importer.progress(5)
    content = base64.b64decode(unseal(bytes(batch.content).decode()))
    outcome = importer.check(read_table(content, batch.file_name, importer.all_columns()))
    batch.counts = {**batch.counts, **outcome.counts}
    batch.errors, batch.warnings, batch.differences = outcome.errors, outcome.warnings, outcome.differences
    if outcome.errors:
        batch.state, batch.content = State.REFUSED, b""
        batch.message = f"有 {len(outcome.errors)} 处错误，整批没有导入。请改正后重新上传。"
    elif phase == State.CHECKING:
        batch.state, batch.progress = State.CHECKED, 100
    else:
        with transaction.atomic():  # rows and batch together: a kill in between would import twice
            batch.written = apply_outcome(importer, outcome, batch)
            batch.state, batch.progress, batch.content = State.DONE, 100, b""
            batch.save()


def run_import(
    ledger: Any, content: bytes, name: str, *, by: Any, settlement: Any = None, commit: bool = False
) -> Outcome:
    """Check a file, and write it when `commit` is set and there is no error (command line, interfaces)."""
    importer = ledger.importer(by, settlement)
    try:
        outcome = importer.check(read_table(content, name, importer.all_columns()))
        if commit and not outcome.errors:
            with transaction.atomic():
                batch = open_batch(by, ledger.slug, settlement, name, content)
                batch.written = apply_outcome(importer, outcome, batch)
                batch.state, batch.progress, batch.content, batch.counts = (
                    State.DONE,
                    100,
                    b"",
                    outcome.counts,
                )
                batch.save()
    except Refused as problem:
        importer.outcome.errors.append(Problem(0, "", name, str(problem)))
    return importer.outcome
