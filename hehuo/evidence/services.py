"""Take files in, and say what proves what. Each call is one transaction with its audit entry."""

from __future__ import annotations

import io
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from hehuo.evidence import files
from hehuo.evidence.checking import check_upload
from hehuo.evidence.formats import FileKind
from hehuo.evidence.lifecycle import PROOF
from hehuo.evidence.models import Consent, EvidenceFile, Proof, ProofKind, ProofState
from hehuo.evidence.photos import clean_photo
from hehuo.evidence.previews import preview_later
from hehuo.evidence.queries import gone, title_of
from hehuo.evidence.scanning import scan
from hehuo.evidence.steps import may_withdraw
from hehuo.records.models import LedgerRecord, Status
from hehuo.records.writing import save_record, void_record

NAME_MOST = 150


def store_upload(
    file: Any,
    *,
    settlement: Any,
    fact_on: date,
    by: Any,
    name: str = "",
    place: str = "",
    consent: str = Consent.INTERNAL,
    has_minors: bool = False,
    client_uuid: UUID | None = None,
) -> EvidenceFile:
    """Check, clean and keep an uploaded file (domain §2.0.4).

    `file` is open and seekable; `fact_on` is the day of what it shows. Sent again with the same `client_uuid`, the
    first answer is given again. Raises `ValidationError` when the content is refused or is here already.
    """
    original = files.hash_of(file)
    if client_uuid and (earlier := _sent_before(client_uuid, original, by)):
        return earlier
    stated = check_upload(file)
    scan(file)
    _refuse_second_copy(settlement, original)
    record = EvidenceFile(
        settlement=settlement, occurred_on=fact_on, original_sha256=original, kind=stated.kind, place=place,
        original_name=_bare_name(name or getattr(file, "name", "") or ""), consent=consent, has_minors=has_minors,
        client_uuid=client_uuid or uuid4(),
    )  # fmt: skip
    _keep_content(record, file, stated)
    try:
        with transaction.atomic():
            saved = save_record(record, by=by, action="upload")
            if record.kind == FileKind.DOCUMENT:
                transaction.on_commit(lambda: preview_later.enqueue(record.pk))
            return saved
    except IntegrityError:
        if client_uuid and (earlier := _sent_before(client_uuid, original, by)):
            return earlier
        _refuse_second_copy(settlement, original)
        raise


def _sent_before(client_uuid: UUID, original: str, by: Any) -> EvidenceFile | None:
    earlier = EvidenceFile.objects.filter(client_uuid=client_uuid).first()
    if earlier and (earlier.original_sha256 != original or earlier.created_by_id != by.pk):
        raise ValidationError("这次上传的编号已用过，请刷新页面后再传。")
    return earlier


def _refuse_second_copy(settlement: Any, original: str) -> None:
    same = EvidenceFile.objects.live().filter(settlement=settlement, original_sha256=original).first()
    if same:
        raise ValidationError(f"这份文件已经上传过（{same}），请在“引用已有资料”中选择它。")


def _keep_content(record: EvidenceFile, file: Any, stated: Any) -> None:
    """Write the bytes before the row: a row never points at nothing."""
    if stated.kind != FileKind.PHOTO:
        record.format, record.sha256 = stated.code, record.original_sha256
        record.size = file.seek(0, io.SEEK_END)
        files.keep(files.pieces_of(file), files.place_of(record.sha256), record.size)
        return
    photo = clean_photo(file, stated)
    content = io.BytesIO(photo.content)
    record.format, record.sha256, record.size = photo.format.code, files.hash_of(content), len(photo.content)
    record.fingerprint, record.taken_at = photo.fingerprint, photo.taken_at
    files.keep([photo.content], files.place_of(record.sha256), record.size)
    files.keep([photo.preview], files.place_of(record.sha256, files.PREVIEW), len(photo.preview))


def _bare_name(name: str) -> str:
    """The last part of the name, without signs that are not shown or that turn the direction of writing."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(sign for sign in last if sign.isprintable() and sign not in '<>:"|?*').strip(" .")
    stem, dot, extension = shown.rpartition(".")
    return shown if len(shown) <= NAME_MOST else f"{stem[: NAME_MOST - 10]}{dot}{extension[:9]}"


@transaction.atomic
def prove(
    record: LedgerRecord,
    *,
    by: Any,
    kind: str = ProofKind.FILE,
    file: EvidenceFile | None = None,
    row: Any = None,
    statement: str = "",
    occurred_on: date | None = None,
    shared: bool = False,
    source_name: str = "",
    confirmed: str = "",
    taken_by: str = "",
) -> Proof:
    """Say that a file, a ledger row, a report, a resident's confirmation or a data match proves `record`.

    A file that already proves another record is taken again only with `shared=True`, which is kept on the proof.
    `row` is the ledger row, or the issued paper that a report is. Raises `ValidationError` with what is missing.
    """
    row = row if kind in (ProofKind.ROW, ProofKind.REPORT) else None
    if kind == ProofKind.FILE:
        _check_file(record, file, shared)
    elif kind == ProofKind.ROW or row is not None:
        _check_row(record, row)
    elif not statement.strip():
        raise ValidationError("请写明印证内容：什么报告、谁以什么方式确认，或与哪份数据比对。")
    if record.status == Status.VOID:
        raise ValidationError("这条记录已作废，不能再添加印证。")
    day = occurred_on or (file.occurred_on if file else record.occurred_on)
    proof = Proof(
        settlement=record.settlement, occurred_on=day, kind=kind, statement=statement.strip(), shared=shared,
        record_model=record._meta.label_lower, record_id=record.pk, file=file if kind == ProofKind.FILE else None,
        row_model=row._meta.label_lower if row is not None else "", row_id=row.pk if row is not None else None,
        source_name=source_name.strip(), confirmed=confirmed, taken_by=taken_by.strip(), state=ProofState.UPLOADED,
    )  # fmt: skip
    PROOF.apply(proof, "link", by=by)
    try:
        with transaction.atomic():
            return save_record(proof, by=by, action="prove")
    except IntegrityError as problem:
        raise ValidationError("这份资料已经用来印证本记录。") from problem


def _check_row(record: LedgerRecord, row: Any) -> None:
    if row is None or gone(row) or _same(row, record):
        raise ValidationError("请选择一条有效的台账记录作为印证，不能引用本记录自己。")
    place = getattr(row, "settlement_id", None)
    if place is not None and place != record.settlement_id:
        raise ValidationError("两条记录不在同一个安置点，不能互相印证。")
    uses = Proof.objects.live().filter(record_model=record._meta.label_lower, record_id=record.pk)
    if uses.filter(row_model=row._meta.label_lower, row_id=row.pk).exists():
        raise ValidationError("这条记录已经引用过了。")


def _same(row: Any, record: LedgerRecord) -> bool:
    return (row._meta.label, row.pk) == (record._meta.label, record.pk)


def _check_file(record: LedgerRecord, file: EvidenceFile | None, shared: bool) -> None:
    if file is None or file.status == Status.VOID:
        raise ValidationError("请选择一份有效的资料。")
    if file.settlement_id != record.settlement_id:
        raise ValidationError("资料和记录不在同一个安置点，不能互相印证。")
    EvidenceFile.objects.select_for_update().get(pk=file.pk)  # two writers take their turn
    uses = Proof.objects.live().filter(file=file)
    if uses.filter(record_model=record._meta.label_lower, record_id=record.pk).exists():
        raise ValidationError("这份资料已经用来印证本记录。")
    other = uses.first()
    if other and not shared:
        raise ValidationError(
            f"这份资料已用来印证“{title_of(other.record_model, other.record_id)}”。"
            "如确实同时印证本记录，请勾选“引用同一份资料”。"
        )


def withdraw_proof(proof: Proof, *, by: Any, reason: str) -> Proof:
    """Take a proof back with a reason; the file and the history stay. Raises `ValidationError`."""
    if not may_withdraw(proof):
        raise ValidationError(f"这件印证{proof.get_state_display()}，不能撤回。")
    return void_record(proof, by=by, reason=reason)
