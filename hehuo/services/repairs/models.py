"""报修台账 (item 13 “适时维护”; domain §3.7)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from hehuo.records.models import LedgerRecord
from hehuo.services.facilities.models import Facility


class RepairTicket(LedgerRecord):
    """报修单: a fault of a facility, its priority and limits, who mends it, and who says that it works."""

    domain = "F"
    privacy = {"reporter": "P2"}

    class ReportedBy(models.TextChoices):
        RESIDENT = "resident", "群众"
        GRID = "grid", "网格员"
        INSPECTION = "inspection", "巡检"
        PROPERTY = "property", "物业"
        DEVICE = "device", "设备告警"

    class Priority(models.TextChoices):
        P1 = "p1", "一级（危及安全）"
        P2 = "p2", "二级（服务中断）"
        P3 = "p3", "三级（一般）"
        P4 = "p4", "四级（计划维修）"

    class State(models.TextChoices):
        REPORTED = "reported", "待定级"
        TRIAGED = "triaged", "待派修"
        ASSIGNED = "assigned", "已派修"
        ON_SITE = "on_site", "已到场"
        WAITING = "waiting", "待配件（暂停）"
        FIXED = "fixed", "已修好待确认"
        CLOSED = "closed", "已办结"
        CONVERTED = "converted", "转为工程"
        WITHDRAWN = "withdrawn", "已撤回"

    class Repairer(models.TextChoices):
        WARRANTY = "warranty", "质保单位"
        UTILITY = "utility", "水电气讯单位"
        OPERATOR = "operator", "管养单位"
        COMMUNITY = "community", "社区（网格）"

    class Pause(models.TextChoices):
        PARTS = "parts", "等配件"
        WEATHER = "weather", "天气不能施工"
        ACCESS = "access", "等住户约时间"
        OUTSIDE = "outside", "等外部单位"

    class Confirmed(models.TextChoices):
        REPORTER = "reporter", "报修人"
        GRID = "grid", "网格员"

    facility = models.ForeignKey(Facility, models.PROTECT, verbose_name="设施", related_name="tickets")
    fault = models.CharField("故障情况", max_length=120)
    effect = models.CharField(
        "对使用的影响", max_length=10, choices=Facility.State.choices, default=Facility.State.NORMAL,
        help_text="还能正常用的选“正常”。",
    )  # fmt: skip
    reported_by = models.CharField("来源", max_length=12, choices=ReportedBy.choices)
    reporter = models.ForeignKey(
        "residents.Person", models.PROTECT, null=True, blank=True, verbose_name="报修人", related_name="+",
        help_text="匿名报修的不填。",
    )  # fmt: skip
    reported_on = models.DateField("报修日期")
    reported_time = models.TimeField("报修时间")
    state = models.CharField(
        "办理状态", max_length=10, choices=State.choices, default=State.REPORTED, editable=False
    )
    priority = models.CharField("级别", max_length=2, choices=Priority.choices, blank=True, editable=False)
    on_site_due = models.DateTimeField("应到场时间", null=True, editable=False)
    fix_due = models.DateTimeField("应修好时间", null=True, editable=False)
    due_on = models.DateField("办理期限", null=True, editable=False)
    repairer_kind = models.CharField(
        "维修方", max_length=10, choices=Repairer.choices, blank=True, editable=False
    )
    repairer = models.CharField("维修单位", max_length=60, blank=True, editable=False)
    on_site_at = models.DateTimeField("到场时间", null=True, editable=False)
    pause_reason = models.CharField(
        "暂停原因", max_length=8, choices=Pause.choices, blank=True, editable=False
    )
    paused_at = models.DateTimeField("暂停时间", null=True, editable=False)
    paused_minutes = models.PositiveIntegerField("累计暂停分钟", default=0, editable=False)
    fixed_at = models.DateTimeField("修好时间", null=True, editable=False)
    fixed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, verbose_name="登记修好的人", related_name="+"
    )  # fmt: skip
    work_done = models.CharField("维修内容", max_length=120, blank=True, editable=False)
    late = models.BooleanField("超过期限", default=False, editable=False)
    confirmed_by = models.CharField(
        "确认人", max_length=8, choices=Confirmed.choices, blank=True, editable=False
    )
    closed_on = models.DateField("办结日期", null=True, editable=False)
    reopened = models.PositiveSmallIntegerField("重修次数", default=0, editable=False)
    rating = models.PositiveSmallIntegerField("评价（1 至 5）", null=True, editable=False)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "报修单"
        ordering = ["-reported_on", "-id"]
        indexes = [
            models.Index(fields=["settlement", "-reported_on", "-id"], name="services_repairticket_day"),
            *LedgerRecord.Meta.indexes,
            models.Index(fields=["settlement", "reported_on"], name="services_repair_day"),
        ]
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.CheckConstraint(
                condition=Q(rating__isnull=True) | Q(rating__gte=1, rating__lte=5), name="services_repair_rating",
                violation_error_message="评价为 1 至 5。",
            ),
            models.CheckConstraint(condition=Q(reopened__lte=2), name="services_repair_reopened",
                                   violation_error_message="最多重修两次，仍不行的请转为工程。"),
            models.CheckConstraint(
                condition=~Q(state="closed") | Q(closed_on__isnull=False), name="services_repair_closed",
                violation_error_message="已办结的须有办结日期。",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("reported_on")), name="services_repair_order",
                violation_error_message="办结日期不能早于报修日期。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.facility}：{self.fault}"
