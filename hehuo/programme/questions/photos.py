"""FD01 and FD02: photos that prove two things, photos taken on another day than the fact."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from hehuo.evidence.models import EvidenceFile, Proof
from hehuo.evidence.photos import distance
from hehuo.programme.models.questions import target_model
from hehuo.programme.questions.hits import Field, Hit

ALIKE_BITS = 6
"""Of 64; domain §2.0.5 FD01."""
DAYS_APART = 3
"""A photo may be taken on the eve or the morrow; the question starts beyond."""


def same_photos(where: Field) -> Iterator[Hit]:
    """FD01: two files that look alike prove different records, and nobody said that one picture serves both."""
    uses = _uses(where)
    files = [file for file in where.rows(EvidenceFile).filter(fingerprint__isnull=False) if file.pk in uses]
    recent = [file for file in files if timezone.localtime(file.recorded_at).date() >= where.since]
    for newer in recent:
        for older in files:
            if older.pk >= newer.pk or older.settlement_id != newer.settlement_id:
                continue
            bits = distance(newer.fingerprint, older.fingerprint)
            first, second = uses[older.pk], uses[newer.pk]
            if bits <= ALIKE_BITS and _key(first) != _key(second):
                yield Hit(
                    newer.settlement_id,
                    f"印证 {newer.record_no} 与 {older.record_no} 两张照片相近（64 位指纹相差 {bits} 位），分别印证"
                    f"“{_name(first)}”和“{_name(second)}”。请说明是否同一次活动；如是同一张，请改为引用同一份资料。",
                    second, f"照片 {older.pk}-{newer.pk}",
                )  # fmt: skip


def photos_of_another_day(where: Field) -> Iterator[Hit]:
    """FD02: the camera's date lies more than three days from the day of the fact."""
    uses = _uses(where)
    for file in where.rows(EvidenceFile).filter(taken_at__isnull=False, occurred_on__gte=where.since):
        taken = timezone.localtime(file.taken_at).date()
        if file.pk in uses and abs((taken - file.occurred_on).days) > DAYS_APART:
            yield Hit(
                file.settlement_id,
                f"印证 {file.record_no} 填的事实日期是 {file.occurred_on}，照片记录的拍摄日期是 {taken}。请核对是日期填错、"
                "相机时间不准，还是用了别的照片。",
                uses[file.pk], f"照片 {file.pk}",
            )  # fmt: skip


def _uses(where: Field) -> dict[int, Any]:
    """The record that each file proves, where it may be asked about; files that serve several by reference are left out."""
    rows = where.rows(Proof).filter(file__isnull=False, file__fingerprint__isnull=False)
    found: dict[int, Any] = {}
    shared = set()
    for proof in rows:
        if proof.shared:
            shared.add(proof.file_id)
        model = target_model(proof.record_model)
        record = model.objects.filter(pk=proof.record_id).first() if model else None
        if record is not None:
            found.setdefault(proof.file_id, record)
    return {pk: record for pk, record in found.items() if pk not in shared}


def _key(record: Any) -> tuple[str, int]:
    return record._meta.label_lower, record.pk


def _name(record: Any) -> str:
    return f"{record._meta.verbose_name} {record.record_no}"
