"""What every ledger record has in common (domain §2.0.1)."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from hehuo.org.rights import may_read_rows
from hehuo.org.scope import scope_of

LATE_AFTER_DAYS = 7


class Status(models.TextChoices):
    """Where a record stands."""

    DRAFT = "draft", "草稿"
    SUBMITTED = "submitted", "已提交"
    VERIFIED = "verified", "已核实"
    RETURNED = "returned", "已退回"
    VOID = "void", "已作废"


class Source(models.TextChoices):
    """How a record came in."""

    WEB = "web", "网页"
    MOBILE = "mobile", "手机"
    KIOSK = "kiosk", "自助机"
    IMPORT = "import", "表格导入"
    API = "api", "接口"
    SYSTEM = "system", "系统发现"


class VerifyMethod(models.TextChoices):
    """How a second person made sure."""

    SITE_VISIT = "site_visit", "现场查看"
    PHONE = "phone_callback", "电话回访"
    DOCUMENT = "document", "查验材料"
    DATA_MATCH = "data_match", "数据比对"
    RESIDENT = "resident_confirm", "群众确认"


class RecordQuerySet(models.QuerySet):
    """Rows of a ledger, by right."""

    def visible_to(self, user: Any) -> models.QuerySet:
        """The only door to rows: area by posts, domain by the rights matrix."""
        scope = scope_of(user)
        if not may_read_rows(user, self.model.domain):
            return self.none()
        return self.in_scope(scope)

    def in_scope(self, scope: Any) -> models.QuerySet:
        """Rows inside an area scope, whatever the domain (lists, choices, filters, exports, sync)."""
        if scope.everything:
            return self
        wanted = Q(settlement_id__in=scope.settlement_ids)
        if scope.grid_ids and self.model.grid_path:
            wanted |= Q(**{f"{self.model.grid_path}__in": scope.grid_ids})
        elif scope.grid_ids:
            wanted |= Q(settlement_id__in=scope.grid_settlement_ids)
        return self.filter(wanted)

    def live(self) -> models.QuerySet:
        """Without void rows."""
        return self.exclude(status=Status.VOID)


class TypedHistory(HistoricalRecords):
    """The typed row per version; the reason's column is made anew for each table (one shared field would keep the name of
    the table that was read first)."""

    def _get_history_change_reason_field(self) -> models.Field:
        return models.CharField(max_length=200, null=True)


class LedgerRecord(models.Model):
    """Abstract base of every ledger table. Save through `records.writing`, never hard-delete."""

    domain: ClassVar[str] = "C"
    """Data domain A–J of domain §1.4."""
    grid_path: ClassVar[str] = ""
    """Lookup from the model to a grid id, e.g. ``household__grid_id``; empty: the whole settlement."""
    privacy: ClassVar[dict[str, str]] = {}
    """Privacy class of fields: P2, P3 or P4; unlisted fields are P0 or P1."""

    settlement = models.ForeignKey("org.Settlement", models.PROTECT, verbose_name="安置点", related_name="+")
    occurred_on = models.DateField("发生日期", default=timezone.localdate)
    recorded_at = models.DateTimeField("登记时间", default=timezone.now, editable=False)
    source = models.CharField(
        "来源", max_length=10, choices=Source.choices, default=Source.WEB, editable=False
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        verbose_name="登记人",
        related_name="+",
    )
    status = models.CharField(
        "状态", max_length=10, choices=Status.choices, default=Status.SUBMITTED, editable=False
    )
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        verbose_name="核实人",
        related_name="+",
    )
    verified_on = models.DateField("核实日期", null=True, editable=False)
    verify_method = models.CharField(
        "核实方式", max_length=20, choices=VerifyMethod.choices, blank=True, editable=False
    )
    void_reason = models.CharField("作废（退回）原因", max_length=200, blank=True, editable=False)
    version = models.PositiveIntegerField("版本", default=1, editable=False)
    client_uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    batch_id = models.BigIntegerField("导入批次", null=True, editable=False)
    demo = models.BooleanField("演示数据", default=False, editable=False)

    objects = RecordQuerySet.as_manager()
    history = TypedHistory(inherit=True)

    class Meta:
        abstract = True
        ordering = ["-id"]
        indexes = [models.Index(fields=["settlement", "-id"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(verified_by__isnull=True) | ~Q(verified_by=models.F("created_by")),
                name="%(app_label)s_%(class)s_two",
            )
        ]

    @property
    def is_late(self) -> bool:
        """Late record (domain §2.0.1): entered more than 7 days after it happened. Allowed, marked, counted."""
        return (timezone.localtime(self.recorded_at).date() - self.occurred_on).days > LATE_AFTER_DAYS

    @property
    def record_no(self) -> str:
        """Number shown to people: year of the event and running number."""
        return f"{self.occurred_on:%Y}-{self.pk:06d}" if self.pk else ""
