"""Spot checks (domain §3.2): rule fixed beforehand, frozen draws, sites with teams, samples, blind judgements."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models

from hehuo.org.rights import roles_of
from hehuo.org.roles import Role
from hehuo.org.scope import scope_of
from hehuo.programme.models.supervision import Subject, sees_all, unit_ids_of

USER = settings.AUTH_USER_MODEL


class CheckState(models.TextChoices):
    """Where a spot check stands."""

    DRAFTED = "drafted", "已拟定"
    SAMPLED = "sampled", "已抽样"
    ASSIGNED = "assigned", "已派组"
    ON_SITE = "on_site", "现场检查"
    EVIDENCE = "evidence_checked", "已核资料"
    FINDINGS = "draft_findings", "拟定问题"
    REPLY = "unit_reply", "单位反馈"
    FINAL = "final", "结果已定"
    CLOSED = "closed_ok", "已办结"
    RECTIFY = "to_rectification", "转整改"
    BULLETIN = "to_bulletin", "转通报"
    CLUE = "to_discipline_clue", "转问题线索"
    CANCELLED = "cancelled", "已取消"


CHECK_TOLD = (
    CheckState.REPLY,
    CheckState.FINAL,
    CheckState.CLOSED,
    CheckState.RECTIFY,
    CheckState.BULLETIN,
    CheckState.CLUE,
)
"""From here on the drawn units see their own result."""


class SpotCheckQuerySet(models.QuerySet):
    """Spot checks by right."""

    def visible_to(self, user: Any) -> SpotCheckQuerySet:
        """The city sees all; teams their own; units only when they are asked for a reply."""
        if sees_all(user):
            return self
        mine = SpotMember.objects.filter(user=user).values("site__check_of")
        wanted = (
            models.Q(pk__in=mine)
            if roles_of(user) & {Role.INSPECTOR, Role.CITY_BUREAU}
            else models.Q(pk=None)
        )
        if unit_ids_of(user) and not scope_of(user).everything:
            told = SpotSite.objects.filter(
                unit__settlements__in=scope_of(user).settlement_ids, check_of__state__in=CHECK_TOLD
            )
            wanted |= models.Q(pk__in=told.values("check_of"))
        return self.filter(wanted)


class SpotCheck(Subject):
    """抽查. `rule` holds sizes, items, ledgers and the widening rule; it is fixed when the draw is made."""

    title = models.CharField("名称", max_length=80)
    edition = models.ForeignKey(
        "assessment.StandardEdition", models.PROTECT, verbose_name="考核标准", related_name="+"
    )
    planned_on = models.DateField("计划日期")
    rule = models.JSONField("抽查办法")
    state = models.CharField(
        "状态", max_length=20, choices=CheckState.choices, default=CheckState.DRAFTED, editable=False
    )
    result = models.JSONField("结果", null=True, editable=False)
    conclusion = models.CharField("结论", max_length=500, blank=True, editable=False)

    objects = SpotCheckQuerySet.as_manager()

    class Meta:
        verbose_name = "抽查"
        ordering = ["-planned_on", "-id"]

    def __str__(self) -> str:
        return self.title


class SpotDraw(models.Model):
    """One draw: seed, frame and sizes. Stage 1 is the sample, later stages widen failed strata. Never changes (trigger)."""

    check_of = models.ForeignKey(SpotCheck, models.PROTECT, related_name="draws", verbose_name="抽查")
    stage = models.PositiveSmallIntegerField("批次")
    seed = models.CharField("随机种子", max_length=64)
    rule = models.JSONField("抽样办法")
    frame = models.JSONField("抽样总体")
    frame_hash = models.CharField("总体指纹", max_length=64)
    sizes = models.JSONField("各层抽取数")
    drawn_by = models.ForeignKey(USER, models.PROTECT, verbose_name="抽样人", related_name="+")
    drawn_at = models.DateTimeField("抽样时间")

    class Meta:
        verbose_name = "抽签记录"
        ordering = ["stage"]
        constraints = [models.UniqueConstraint(fields=["check_of", "stage"], name="programme_spot_draw_once")]

    def __str__(self) -> str:
        return f"{self.check_of} 第 {self.stage} 批"


class SpotSite(models.Model):
    """A drawn creation unit with what it said itself, kept from the day of the draw."""

    check_of = models.ForeignKey(SpotCheck, models.PROTECT, related_name="sites", verbose_name="抽查")
    stage = models.PositiveSmallIntegerField("批次")
    order_no = models.PositiveIntegerField("序号")
    stratum = models.CharField("层", max_length=40)
    unit = models.ForeignKey("org.CreationUnit", models.PROTECT, verbose_name="创建单位", related_name="+")
    self_points = models.JSONField("自评得分")
    system_points = models.JSONField("系统得分")
    started_on = models.DateField("到场日期", null=True)
    reply = models.CharField("单位反馈", max_length=500, blank=True)
    replied_by = models.ForeignKey(USER, models.PROTECT, null=True, verbose_name="反馈人", related_name="+")
    replied_on = models.DateField("反馈日期", null=True)

    class Meta:
        verbose_name = "抽查点"
        ordering = ["stage", "order_no"]
        constraints = [
            models.UniqueConstraint(fields=["check_of", "unit"], name="programme_spot_site_once"),
        ]

    def __str__(self) -> str:
        return str(self.unit)


class ServingMembers(models.Manager):
    """Members who have not stepped down."""

    def get_queryset(self) -> models.QuerySet:
        """Without those who are recused."""
        return super().get_queryset().filter(declined_on__isnull=True)


class SpotMember(models.Model):
    """One of two who judge a site: recusal declared; points given blind and once (`client_uuid` makes sending idempotent)."""

    site = models.ForeignKey(SpotSite, models.PROTECT, related_name="members", verbose_name="抽查点")
    user = models.ForeignKey(USER, models.PROTECT, verbose_name="成员", related_name="+")
    is_leader = models.BooleanField("组长", default=False)
    declaration = models.CharField("回避声明", max_length=200)
    declined_on = models.DateField("申请回避日期", null=True, editable=False)
    points = models.JSONField("评分", default=dict)
    client_uuid = models.UUIDField("提交编号", null=True)
    submitted_at = models.DateTimeField("提交时间", null=True)

    objects = ServingMembers()
    everyone = models.Manager()

    class Meta:
        verbose_name = "抽查组成员"
        ordering = ["-is_leader", "id"]
        constraints = [models.UniqueConstraint(fields=["site", "user"], name="programme_spot_member_once")]

    def __str__(self) -> str:
        return str(self.user)


class SpotFrame(models.Model):
    """The frame of records or households at a site on the day of the draw, so that the sample can be drawn again."""

    site = models.ForeignKey(SpotSite, models.PROTECT, related_name="frames", verbose_name="抽查点")
    source = models.CharField("台账", max_length=60)
    ids = models.JSONField("总体")
    frame_hash = models.CharField("总体指纹", max_length=64)
    wanted = models.PositiveIntegerField("抽取数")

    class Meta:
        verbose_name = "台账抽样总体"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["site", "source"], name="programme_spot_frame_once")]

    def __str__(self) -> str:
        return f"{self.site} {self.source}"


class SpotRecord(models.Model):
    """A drawn record of a ledger: does paper and place agree with what is entered."""

    class Verdict(models.TextChoices):
        PENDING = "pending", "待核对"
        RIGHT = "right", "相符"
        WRONG = "wrong", "不符"
        NO_PROOF = "no_proof", "无佐证"

    site = models.ForeignKey(SpotSite, models.PROTECT, related_name="records", verbose_name="抽查点")
    order_no = models.PositiveIntegerField("序号")
    source = models.CharField("台账", max_length=60)
    record_id = models.PositiveBigIntegerField("记录")
    verdict = models.CharField("核对结果", max_length=8, choices=Verdict.choices, default=Verdict.PENDING)
    note = models.CharField("说明", max_length=200, blank=True)
    checked_by = models.ForeignKey(USER, models.PROTECT, null=True, verbose_name="核对人", related_name="+")

    class Meta:
        verbose_name = "抽查记录"
        ordering = ["source", "order_no"]
        constraints = [
            models.UniqueConstraint(fields=["site", "source", "record_id"], name="programme_spot_record_once")
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.record_id}"


class SpotHousehold(models.Model):
    """A drawn household: the visit and whether the household confirms what the ledgers say. Never a score of people."""

    class Result(models.TextChoices):
        PENDING = "pending", "待入户"
        AGREES = "agrees", "与台账一致"
        DIFFERS = "differs", "与台账不一致"
        REFUSED = "refused", "婉拒"
        ABSENT = "absent", "不在家"

    site = models.ForeignKey(SpotSite, models.PROTECT, related_name="households", verbose_name="抽查点")
    order_no = models.PositiveIntegerField("序号")
    household = models.ForeignKey("residents.Household", models.PROTECT, verbose_name="户", related_name="+")
    result = models.CharField("结果", max_length=8, choices=Result.choices, default=Result.PENDING)
    note = models.CharField("说明", max_length=200, blank=True)
    visited_by = models.ForeignKey(USER, models.PROTECT, null=True, verbose_name="入户人", related_name="+")

    class Meta:
        verbose_name = "抽查户"
        ordering = ["order_no"]
        constraints = [
            models.UniqueConstraint(fields=["site", "household"], name="programme_spot_household_once")
        ]

    def __str__(self) -> str:
        return f"第 {self.order_no} 户"
