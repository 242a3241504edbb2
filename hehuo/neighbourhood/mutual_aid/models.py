"""互助组织: which there are, what they did, when the care centre was open (item 4; domain item 4)."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q

from hehuo.org.rights import roles_of
from hehuo.org.roles import Role
from hehuo.records.models import LedgerRecord, RecordQuerySet
from hehuo.records.sealed import SealedField


class MutualAidOrg(LedgerRecord):
    """互助组织台账."""

    domain = "F"

    class Kind(models.TextChoices):
        ELDER_CARE = "elder_care", "老人日间照料中心"
        ELDER_SERVICE = "elder_service", "购买居家照料服务"
        PUPIL_CARE = "pupil_care", "小学生临时看护中心"
        NEIGHBOURS = "neighbours", "邻里互助组"
        WEDDINGS = "weddings", "红白理事会"
        HELPERS = "helpers", "帮帮办"
        OTHER = "other", "其他"

    class Registration(models.TextChoices):
        FILED = "filed", "备案"
        REGISTERED = "registered", "登记"
        INTERNAL = "internal", "内部"

    class Funding(models.TextChoices):
        FISCAL = "fiscal", "财政"
        COLLECTIVE = "collective", "集体"
        DONATION = "donation", "捐赠"
        FEES = "fees", "收费"
        VOLUNTARY = "voluntary", "志愿"

    kind = models.CharField("类型", max_length=14, choices=Kind.choices)
    name = models.CharField("名称", max_length=60)
    set_up_on = models.DateField("成立日期")
    ended_on = models.DateField("停办日期", null=True, blank=True)
    registration = models.CharField("登记情况", max_length=12, choices=Registration.choices)
    lead = models.CharField("负责人", max_length=50, help_text="经本人同意公开。")
    members = models.PositiveIntegerField("成员数")
    premises = models.CharField("场地", max_length=60, blank=True)
    rules = models.TextField("章程制度", max_length=3000)
    fire_checked_on = models.DateField("消防检查", null=True, blank=True)
    staff_checked = models.BooleanField("从业人员已查询", default=False, help_text="看护儿童的须查询。")
    funding = models.CharField("经费来源", max_length=12, choices=Funding.choices, blank=True)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "互助组织"
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.CheckConstraint(
                condition=Q(members__gte=3) | Q(kind="elder_service"), name="neighbourhood_org_members",
                violation_error_message="互助组织至少 3 名成员。",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=("elder_care", "pupil_care")) | ~Q(premises="") & Q(fire_checked_on__isnull=False),
                name="neighbourhood_care_premises", violation_error_message="照料（看护）中心须填写场地和消防检查日期。",
            ),
            models.CheckConstraint(
                condition=~Q(kind="pupil_care") | Q(staff_checked=True), name="neighbourhood_child_staff",
                violation_error_message="看护儿童的从业人员须先依法查询。",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("set_up_on")), name="neighbourhood_org_span",
                violation_error_message="停办日期不能早于成立日期。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class MutualAidActivity(LedgerRecord):
    """互助服务台账."""

    domain = "F"

    class Service(models.TextChoices):
        CARE = "care", "照料"
        MEALS = "meals", "送餐"
        ESCORT = "escort", "陪诊"
        PICK_UP = "pick_up", "接送"
        DISPUTES = "disputes", "调解（转人民调解）"
        OCCASIONS = "occasions", "红白事"
        ERRANDS = "errands", "代办"
        COMPANY = "company", "关爱"
        OTHER = "other", "其他"

    org = models.ForeignKey(MutualAidOrg, models.PROTECT, verbose_name="组织", related_name="activities")
    served_on = models.DateField("日期")
    service = models.CharField("服务", max_length=10, choices=Service.choices)
    households_served = models.PositiveIntegerField("服务户数")
    hours = models.DecimalField("时长（小时）", max_digits=5, decimal_places=1)
    volunteers = models.PositiveIntegerField("志愿者数")
    cost_fen = models.BigIntegerField("支出（分）", null=True, blank=True)
    feedback = models.PositiveSmallIntegerField("群众评价（1—5）", null=True, blank=True)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "互助服务"
        ordering = ["-served_on", "-id"]
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.CheckConstraint(
                condition=Q(hours__gt=0), name="neighbourhood_activity_hours", violation_error_message="时长要大于 0。"
            ),
            models.CheckConstraint(
                condition=Q(feedback__isnull=True) | Q(feedback__gte=1, feedback__lte=5), name="neighbourhood_activity_feedback",
                violation_error_message="群众评价为 1 到 5。",
            ),
            models.CheckConstraint(
                condition=Q(cost_fen__isnull=True) | Q(cost_fen__gte=0), name="neighbourhood_activity_cost",
                violation_error_message="支出不能是负数。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.served_on:%Y-%m-%d} {self.get_service_display()}"


class CareLog(LedgerRecord):
    """照料看护日志: was it open, how many came, who was on duty. No names of those cared for."""

    domain = "F"
    privacy = {"incidents": "P3"}

    org = models.ForeignKey(MutualAidOrg, models.PROTECT, verbose_name="中心", related_name="logs")
    day = models.DateField("日期")
    opened = models.BooleanField("开放", default=True)
    closed_why = models.CharField("未开放原因", max_length=60, blank=True)
    elders = models.PositiveIntegerField("老人数", default=0)
    pupils = models.PositiveIntegerField("学生数", default=0)
    staff_on_duty = models.PositiveSmallIntegerField("在岗人数", default=0)
    meals = models.PositiveIntegerField("供餐（份）", default=0)
    incidents = models.CharField("异常", max_length=200, blank=True, help_text="不写诊断，不写姓名。")

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "照料看护日志"
        ordering = ["-day", "-id"]
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["org", "day"], condition=~Q(status="void"), name="neighbourhood_care_day",
                violation_error_message="这个中心这一天已有日志。",
            ),
            models.CheckConstraint(
                condition=Q(opened=True) | Q(elders=0, pupils=0) & ~Q(closed_why=""), name="neighbourhood_care_closed",
                violation_error_message="没有开放的，人数填 0，并写明原因。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {self.org}"


class GuardedQuerySet(RecordQuerySet):
    """The roll of children: for the community's secretary and staff only."""

    def visible_to(self, user: Any) -> models.QuerySet:
        """Whoever else may read the domain gets no rows."""
        if not roles_of(user) & {Role.SECRETARY, Role.COMMITTEE}:
            return self.none()
        return super().visible_to(user)


class CareChild(LedgerRecord):
    """看护儿童名册（受限）: every column is opened one by one with a reason; nothing of it is exported in clear."""

    domain = "F"
    privacy = {"consented_on": "P4"}

    org = models.ForeignKey(
        MutualAidOrg, models.PROTECT, verbose_name="看护中心", related_name="children_in_care"
    )
    child = SealedField("儿童姓名", kind="text", blank=False)
    guardian = SealedField("监护人", kind="text", blank=False)
    consented_on = models.DateField("监护人同意日期")
    pick_up = SealedField("接送人", kind="text", blank=False)
    emergency_phone = SealedField("紧急电话", kind="phone", blank=False)
    allergy = SealedField("过敏提示", kind="text")
    valid_from = models.DateField("起")
    valid_to = models.DateField("止", null=True, blank=True)

    objects = GuardedQuerySet.as_manager()

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "看护儿童"
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.CheckConstraint(
                condition=Q(consented_on__lte=F("valid_from")), name="neighbourhood_child_consent",
                violation_error_message="监护人同意应当在看护开始之前。",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="neighbourhood_child_span",
                violation_error_message="止的日期不能早于起的日期。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"看护名册 {self.record_no}"
