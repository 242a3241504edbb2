"""设施台账, 停用记录, 巡检台账 (item 13)."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from hehuo.records.models import LedgerRecord


def new_token() -> str:
    """An opaque key for the QR code of a facility; it says nothing about place or number."""
    return secrets.token_urlsafe(12)


class Facility(LedgerRecord):
    """设施台账: one facility, own or shared with the town, and who looks after it."""

    domain = "F"

    class Kind(models.TextChoices):
        WATER = "water", "供水"
        POWER = "power", "供电"
        ROAD = "road", "道路"
        TELECOM = "telecom", "通讯"
        GAS = "gas", "燃气"
        LEISURE = "leisure", "文体娱乐"
        GREEN = "green", "绿化"
        LIGHTING = "lighting", "亮化"
        SEWAGE = "sewage", "污水"
        GARBAGE = "garbage", "垃圾"
        LIFT = "lift", "电梯"
        FIRE = "fire", "消防"
        ELDER_CENTRE = "elder_centre", "老年人活动中心"
        CHILD_CENTRE = "child_centre", "儿童托管中心"
        SUPERMARKET = "supermarket", "超市（便利店）"
        SQUARE = "square", "广场"
        SERVICE_WINDOW = "service_window", "便民服务窗口"
        MANAGEMENT = "management", "综合管理用房"
        CULTURE_SQUARE = "culture_square", "文化广场"
        BOARD = "board", "宣传栏"
        TOILET = "toilet", "公共卫生间"
        BENCH = "bench", "休闲桌椅"
        COURT = "court", "球场"
        FITNESS = "fitness", "健身设施"
        SCHOOL = "school", "学校"
        KINDERGARTEN = "kindergarten", "幼儿园"
        CLINIC = "clinic", "卫生室（医院）"

    class Ownership(models.TextChoices):
        OWN = "own", "自有"
        SHARED = "shared", "共享"

    class State(models.TextChoices):
        NORMAL = "normal", "正常"
        DEGRADED = "degraded", "降级"
        STOPPED = "stopped", "停用"
        REPAIRING = "repairing", "维修中"

    class Substitute(models.TextChoices):
        NONE = "none", "无"
        BOTTLED = "bottled", "瓶装气"
        ELECTRIC = "electric", "以电替代"

    kind = models.CharField("类别", max_length=16, choices=Kind.choices)
    name = models.CharField("名称", max_length=60)
    ownership = models.CharField("归属", max_length=6, choices=Ownership.choices, default=Ownership.OWN)
    building = models.ForeignKey(
        "org.Building", models.PROTECT, null=True, blank=True, verbose_name="楼栋", related_name="+"
    )
    place = models.CharField("位置", max_length=60)
    owner = models.CharField("权属单位", max_length=60)
    operator = models.CharField("管养单位", max_length=60)
    capacity = models.CharField("规模", max_length=40, blank=True)
    opened_on = models.DateField("投用日期")
    closed_on = models.DateField("撤除日期", null=True, blank=True)
    warranty_by = models.CharField("质保单位", max_length=60, blank=True)
    warranty_to = models.DateField("质保到期", null=True, blank=True)
    check_cycle_days = models.PositiveSmallIntegerField("巡检周期（天）", default=30)
    substitute = models.CharField(
        "燃气替代", max_length=8, choices=Substitute.choices, default=Substitute.NONE,
        help_text="没有管道燃气的，选择替代方式并填写市里认定文号。",
    )  # fmt: skip
    decision_no = models.CharField("市里认定文号", max_length=40, blank=True)
    state = models.CharField(
        "状况", max_length=10, choices=State.choices, default=State.NORMAL, editable=False
    )
    token = models.CharField("二维码编码", max_length=24, unique=True, default=new_token, editable=False)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "设施"
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["settlement", "kind", "name"], condition=~Q(status="void"), name="services_facility_once",
                violation_error_message="这一类已有同名设施，请换一个能区分的名称。",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")), name="services_facility_span",
                violation_error_message="撤除日期不能早于投用日期。",
            ),
            models.CheckConstraint(
                condition=Q(check_cycle_days__gte=1), name="services_facility_cycle",
                violation_error_message="巡检周期至少 1 天。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class FacilityOutage(LedgerRecord):
    """停用记录: from `valid_from` until before `valid_to` a facility did not work as it should."""

    domain = "F"

    facility = models.ForeignKey(Facility, models.PROTECT, verbose_name="设施", related_name="outages")
    kind = models.CharField(
        "情况", max_length=10, choices=[c for c in Facility.State.choices if c[0] != "normal"]
    )
    reason = models.CharField("原因", max_length=100)
    valid_from = models.DateField("起")
    valid_to = models.DateField("恢复日期", null=True, blank=True)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "停用（维修）记录"
        ordering = ["-valid_from", "-id"]
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="services_outage_span",
                violation_error_message="恢复日期不能早于停用日期。",
            ),
            models.UniqueConstraint(
                fields=["facility"], condition=Q(valid_to__isnull=True) & ~Q(status="void"),
                name="services_outage_one_open", violation_error_message="这处设施已有没结束的停用记录。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.facility} {self.get_kind_display()}"


class FacilityInspection(LedgerRecord):
    """巡检台账: a planned look at a facility and what it found."""

    domain = "F"

    class State(models.TextChoices):
        PLANNED = "planned", "待巡检"
        DONE = "done", "已巡检"
        CANCELLED = "cancelled", "已取消"

    class Result(models.TextChoices):
        OK = "ok", "正常"
        PROBLEM = "problem", "有问题"

    facility = models.ForeignKey(Facility, models.PROTECT, verbose_name="设施", related_name="inspections")
    planned_on = models.DateField("计划日期")
    done_on = models.DateField("巡检日期", null=True, blank=True)
    state = models.CharField(
        "办理状态", max_length=10, choices=State.choices, default=State.PLANNED, editable=False
    )
    result = models.CharField("结果", max_length=8, choices=Result.choices, blank=True)
    finding = models.CharField("发现的问题", max_length=120, blank=True)
    inspector = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, verbose_name="巡检人", related_name="+"
    )  # fmt: skip
    ticket = models.ForeignKey(
        "services.RepairTicket", models.PROTECT, null=True, editable=False, verbose_name="报修单",
        related_name="inspections",
    )  # fmt: skip

    class Meta(LedgerRecord.Meta):
        indexes = [
            *LedgerRecord.Meta.indexes,
            models.Index(fields=["settlement", "-planned_on", "-id"], name="services_facilityinsp_day"),
        ]
        abstract = False
        verbose_name = "设施巡检"
        ordering = ["-planned_on", "-id"]
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["facility", "planned_on"], condition=~Q(status="void"), name="services_inspection_once",
                violation_error_message="这处设施当天已有巡检计划。",
            ),
            models.CheckConstraint(
                condition=Q(state="done", done_on__isnull=False) | ~Q(state="done") & Q(done_on__isnull=True),
                name="services_inspection_day", violation_error_message="已巡检的填写巡检日期；没有巡检的不填。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.planned_on} 巡检 {self.facility}"
