"""Uploaded files, and what proves what."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone

from hehuo.evidence.formats import FORMATS, FileKind
from hehuo.records.models import LedgerRecord, Status


class Consent(models.TextChoices):
    """How far the people shown have agreed."""

    INTERNAL = "internal", "仅内部印证"
    PUBLICITY = "publicity_window", "公示期内可展示"
    MEDIA = "media", "可用于宣传"


class EvidenceFile(LedgerRecord):
    """印证资料 (domain §2.0.4): one uploaded file. `occurred_on` is the day of the fact, `recorded_at` of the upload.

    `sha256` names the stored bytes, `original_sha256` the bytes as they came (photos are encoded anew in between).
    """

    domain = "B"
    privacy = {"original_name": "P2", "place": "P2"}

    sha256 = models.CharField("校验值", max_length=64, editable=False, db_index=True)
    original_sha256 = models.CharField("原件校验值", max_length=64, editable=False, db_index=True)
    size = models.PositiveBigIntegerField("大小（字节）", editable=False)
    kind = models.CharField("类别", max_length=10, choices=FileKind.choices, editable=False)
    format = models.CharField(
        "格式", max_length=10, choices=[(f.code, f.label) for f in FORMATS.values()], editable=False
    )
    original_name = models.CharField("文件名", max_length=150)
    place = models.CharField("地点", max_length=100, blank=True)
    consent = models.CharField("同意范围", max_length=20, choices=Consent.choices, default=Consent.INTERNAL)
    has_minors = models.BooleanField("含未成年人", default=False)
    taken_at = models.DateTimeField("拍摄时间", null=True, editable=False)
    fingerprint = models.BigIntegerField("图片指纹", null=True, editable=False)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "印证资料"
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["settlement", "original_sha256"],
                condition=~Q(status=Status.VOID),
                name="evidence_file_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.record_no}"

    def clean(self) -> None:
        """The fact does not lie in the future."""
        if self.occurred_on and self.occurred_on > timezone.localdate():
            raise ValidationError({"occurred_on": "事实日期不能晚于今天。"})

    @property
    def download_name(self) -> str:
        """The name people gave, with the extension that the content has."""
        extension = FORMATS[self.format].extension
        stem = self.original_name.rsplit(".", 1)[0] if "." in self.original_name else self.original_name
        return f"{stem or self.record_no}{extension}"


class ProofKind(models.TextChoices):
    """What may prove a record; a photo is never compulsory."""

    FILE = "file", "文件"
    ROW = "row", "台账记录"
    REPORT = "report", "报告"
    RESIDENT = "resident", "群众确认"
    DATA = "data_match", "数据比对"


class ProofState(models.TextChoices):
    """Where a piece of evidence stands (domain §3.14). A file that proves nothing yet is only uploaded."""

    UPLOADED = "uploaded", "已上传"
    LINKED = "linked", "待核实"
    QUERIED = "queried", "有疑问"
    VERIFIED = "verified", "已核实"
    ACCEPTED = "accepted", "已采信"
    REJECTED = "rejected", "不采信"
    ARCHIVED = "archived", "已归档"


class Confirmed(models.TextChoices):
    """How a resident confirmed."""

    IN_PERSON = "in_person", "当面"
    VISIT = "visit", "入户"
    PHONE = "phone", "电话"
    WRITTEN = "written", "书面签字"
    ONLINE = "online", "微信等网上方式"


class Proof(LedgerRecord):
    """This file, row, report or confirmation proves that record. Withdrawn by a reason, never deleted.

    `state` moves by `evidence.lifecycle` alone; `counts` is false for what was rejected, also after it was archived.
    """

    domain = "B"
    privacy = {"statement": "P2"}

    kind = models.CharField("印证方式", max_length=10, choices=ProofKind.choices)
    record_model = models.CharField("被印证的台账", max_length=60)
    record_id = models.PositiveBigIntegerField("被印证的记录")
    file = models.ForeignKey(
        EvidenceFile, models.PROTECT, null=True, blank=True, verbose_name="文件", related_name="proofs"
    )
    row_model = models.CharField("引用的台账", max_length=60, blank=True)
    row_id = models.PositiveBigIntegerField("引用的记录", null=True, blank=True)
    statement = models.CharField("说明", max_length=300, blank=True)
    shared = models.BooleanField("引用同一份资料", default=False)
    source_name = models.CharField("来源", max_length=120, blank=True)
    confirmed = models.CharField("确认方式", max_length=10, choices=Confirmed.choices, blank=True)
    taken_by = models.CharField("经办人", max_length=40, blank=True)
    state = models.CharField(
        "核实进度", max_length=10, choices=ProofState.choices, default=ProofState.LINKED, editable=False
    )
    counts = models.BooleanField("作为印证", default=True, editable=False)
    question = models.CharField("疑问", max_length=300, blank=True, editable=False)
    answer = models.CharField("答复", max_length=300, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        verbose_name="采信人",
        related_name="+",
    )
    decided_on = models.DateField("采信日期", null=True, editable=False)
    decision = models.CharField("不采信原因", max_length=300, blank=True, editable=False)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "印证"
        indexes = [
            *LedgerRecord.Meta.indexes,
            models.Index(fields=["record_model", "record_id"], name="evidence_proof_of"),
            models.Index(fields=["row_model", "row_id"], name="evidence_proof_by"),
            models.Index(fields=["state", "settlement", "-id"], name="evidence_proof_state"),
        ]
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.CheckConstraint(
                condition=(Q(kind="file", file__isnull=False) | (~Q(kind="file") & Q(file__isnull=True))),
                name="evidence_proof_file",
            ),
            models.CheckConstraint(
                condition=(
                    Q(kind__in=["row", "report"], row_id__isnull=False) & ~Q(row_model="")
                    | ~Q(kind="row") & Q(row_id__isnull=True, row_model="")
                ),
                name="evidence_proof_row",
            ),
            models.CheckConstraint(
                condition=~Q(state="rejected") | Q(counts=False), name="evidence_proof_rejected"
            ),
            models.UniqueConstraint(
                fields=["record_model", "record_id", "row_model", "row_id"],
                condition=Q(row_id__isnull=False) & ~Q(status=Status.VOID),
                name="evidence_proof_row_once",
            ),
            models.UniqueConstraint(
                fields=["record_model", "record_id", "file"],
                condition=Q(file__isnull=False) & ~Q(status=Status.VOID),
                name="evidence_proof_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.record_no}"
