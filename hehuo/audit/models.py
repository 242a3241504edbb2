"""The audit trail: append-only, hash-chained."""

from django.conf import settings
from django.db import models


class Entry(models.Model):
    """One thing that was done or looked at. `hash` covers `prev_hash` and every other column."""

    seq = models.BigIntegerField("序号", unique=True)
    at = models.DateTimeField("时间")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, verbose_name="人员", related_name="+"
    )
    action = models.CharField("动作", max_length=30)
    object_type = models.CharField("对象类别", max_length=60, blank=True)
    object_id = models.BigIntegerField("对象编号", null=True)
    settlement_id = models.BigIntegerField("安置点", null=True)
    data = models.JSONField("内容", default=dict)
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = "审计记录"
        ordering = ["seq"]
        indexes = [models.Index(fields=["object_type", "object_id"], name="audit_object")]

    def __str__(self) -> str:
        return f"{self.seq} {self.action}"


class ImportBatch(models.Model):
    """One uploaded workbook on its way into a ledger. `content` is sealed and emptied when the batch is over."""

    class State(models.TextChoices):
        TO_CHECK = "to_check", "等待检查"
        CHECKING = "checking", "正在检查"
        CHECKED = "checked", "等待确认"
        REFUSED = "refused", "有错误，未导入"
        TO_WRITE = "to_write", "等待写入"
        WRITING = "writing", "正在写入"
        DONE = "done", "已导入"
        FAILED = "failed", "中断"
        UNDONE = "undone", "已撤销"

    ledger = models.CharField("台账", max_length=60)
    file_name = models.CharField("文件名", max_length=200)
    sha256 = models.CharField("文件校验值", max_length=64)
    settlement = models.ForeignKey(
        "org.Settlement", models.PROTECT, null=True, verbose_name="安置点", related_name="+"
    )
    content = models.BinaryField("文件", default=b"")
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.TO_CHECK)
    progress = models.PositiveSmallIntegerField("进度（%）", default=0)
    message = models.CharField("说明", max_length=300, blank=True)
    counts = models.JSONField("数量", default=dict)
    errors = models.JSONField("错误", default=list)
    warnings = models.JSONField("提醒", default=list)
    differences = models.JSONField("变化", default=list)
    written = models.JSONField("写入的记录", default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="导入人", related_name="+")
    at = models.DateTimeField("上传时间", auto_now_add=True)
    touched_at = models.DateTimeField("最近动作", auto_now=True)

    class Meta:
        verbose_name = "导入批次"
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.file_name}（{self.get_state_display()}）"
