"""Inspections and their findings (domain §3.3): facts, points taken, rectification, verification by another person."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models

from hehuo.org.rights import roles_of
from hehuo.org.roles import Role
from hehuo.org.scope import scope_of
from hehuo.programme.models.spot_checks import SpotSite
from hehuo.programme.models.supervision import OnLadder, Proved, Subject, sees_all, unit_ids_of

USER = settings.AUTH_USER_MODEL


class InspectionKind(models.TextChoices):
    """督查、明查暗访."""

    OPEN_VISIT = "open_visit", "明查"
    UNANNOUNCED = "unannounced", "暗访"
    FIELD = "field_supervision", "实地督查"


class InspectionState(models.TextChoices):
    """Where an inspection stands; each problem then goes its own way."""

    PLANNED = "planned", "已计划"
    IN_PROGRESS = "in_progress", "检查中"
    FACTS = "fact_recorded", "已记事实"
    CONFIRMED = "problem_confirmed", "问题已确认"
    CLEAN = "no_problem", "未发现问题"
    CLOSED = "closed", "已办结"
    CANCELLED = "cancelled", "已取消"


class InspectionQuerySet(models.QuerySet):
    """Inspections by right."""

    def visible_to(self, user: Any) -> InspectionQuerySet:
        """The city and the inspectors. A unit sees announced ones, and its own problems once the notice is out."""
        if sees_all(user):
            return self
        mine = InspectionMember.objects.filter(user=user).values("inspection")
        wanted = (
            models.Q(pk__in=mine)
            if roles_of(user) & {Role.INSPECTOR, Role.CITY_BUREAU}
            else models.Q(pk=None)
        )
        if unit_ids_of(user) and not scope_of(user).everything:
            announced = [InspectionKind.OPEN_VISIT, InspectionKind.FIELD]
            wanted |= models.Q(kind__in=announced, settlement__in=scope_of(user).settlement_ids)
        return self.filter(wanted)


class Inspection(Proved, Subject):
    """督查、明查暗访 of one settlement. Unannounced: no notice before, identity shown after, no home without consent."""

    kind = models.CharField("方式", max_length=20, choices=InspectionKind.choices)
    settlement = models.ForeignKey(
        "org.Settlement", models.PROTECT, verbose_name="安置点", related_name="inspections"
    )
    edition = models.ForeignKey(
        "assessment.StandardEdition", models.PROTECT, verbose_name="考核标准", related_name="+"
    )
    visit_on = models.DateField("检查日期")
    focus = models.CharField("检查重点", max_length=200)
    state = models.CharField(
        "状态",
        max_length=20,
        choices=InspectionState.choices,
        default=InspectionState.PLANNED,
        editable=False,
    )
    facts = models.CharField("现场情况", max_length=1000, blank=True, editable=False)
    identity_shown_at = models.TimeField("亮明身份时间", null=True, editable=False)
    homes_entered = models.PositiveSmallIntegerField("入户数", default=0, editable=False)
    recorded_by = models.ForeignKey(
        USER, models.PROTECT, null=True, editable=False, verbose_name="记录人", related_name="+"
    )

    objects = InspectionQuerySet.as_manager()

    class Meta:
        verbose_name = "督查"
        ordering = ["-visit_on", "-id"]

    def __str__(self) -> str:
        return f"{self.settlement} {self.get_kind_display()}"

    @classmethod
    def proved_for(cls, user: Any) -> models.QuerySet:
        """Like the facts: the city and the members."""
        mine = models.Q(pk__in=InspectionMember.objects.filter(user=user).values("inspection"))
        return cls.objects.visible_to(user).filter(models.Q() if sees_all(user) else mine)

    def may_prove(self, user: Any) -> bool:
        """Members, from the visit on until it is closed."""
        taken = (InspectionState.IN_PROGRESS, InspectionState.FACTS, InspectionState.CONFIRMED)
        return self.state in taken and self.members.filter(user=user).exists()


class InspectionMember(models.Model):
    """An inspector with the recusal declaration."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="members")
    user = models.ForeignKey(USER, models.PROTECT, verbose_name="成员", related_name="+")
    declaration = models.CharField("回避声明", max_length=200)

    class Meta:
        verbose_name = "督查成员"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "user"], name="programme_inspector_once")
        ]

    def __str__(self) -> str:
        return str(self.user)


class FindingState(models.TextChoices):
    """From the fact to the check that it is put right."""

    RECORDED = "recorded", "已记录"
    CONFIRMED = "problem_confirmed", "问题已确认"
    NOTIFIED = "rectification_notice_issued", "已发整改通知"
    RECEIVED = "received", "已签收"
    PLANNED = "plan_submitted", "已报方案"
    PLAN_RETURNED = "plan_returned", "方案退回"
    PLAN_ACCEPTED = "plan_accepted", "方案通过"
    RECTIFYING = "rectifying", "整改中"
    REPORTED = "reported_done", "已报完成"
    VERIFYING = "verifying", "复查中"
    CLOSED = "verified_closed", "已销号"
    REOPENED = "reopened", "重新整改"
    WITHDRAWN = "withdrawn", "已撤销"


S = FindingState
FINDING_TOLD = tuple(s for s in S if s not in (S.RECORDED, S.CONFIRMED))
"""From the notice on the responsible unit sees the problem."""
FINDING_OPEN = tuple(s for s in S if s not in (S.RECORDED, S.CONFIRMED, S.CLOSED, S.WITHDRAWN))
"""Being put right."""
FINDING_DUE = tuple(s for s in FINDING_OPEN if s not in (S.REPORTED, S.VERIFYING))
"""The unit's turn: only here it can be late."""


class FindingQuerySet(models.QuerySet):
    """Findings by right."""

    def visible_to(self, user: Any) -> FindingQuerySet:
        """The city and inspectors see all; units what they must put right, and what lies in their area, once told."""
        if sees_all(user) or Role.INSPECTOR in roles_of(user):
            return self
        units = unit_ids_of(user)
        if not units:
            return self.none()
        scope = scope_of(user)
        wanted = models.Q(responsible__in=units)
        if not scope.everything:
            wanted |= models.Q(settlement__in=scope.settlement_ids)
        return self.filter(wanted, state__in=FINDING_TOLD)


class Finding(Proved, OnLadder):
    """督查问题: one fact, the sub-criterion and the points that it takes, who puts it right by when. No resident is named."""

    class Kind(models.TextChoices):
        SPOT_CHECK = "spot_check", "抽查"
        FIELD = "field_supervision", "实地督查"
        OPEN_VISIT = "open_visit", "明查"
        UNANNOUNCED = "unannounced", "暗访"
        QUESTION = "question", "核实问题"

    class Urgency(models.TextChoices):
        IMMEDIATE = "immediate", "立行立改（3 天）"
        NORMAL = "normal", "限期整改（30 天）"
        LONG = "long_term", "长期整改（分阶段）"

    kind = models.CharField("方式", max_length=20, choices=Kind.choices)
    inspection = models.ForeignKey(
        Inspection, models.PROTECT, null=True, verbose_name="督查", related_name="findings"
    )
    site = models.ForeignKey(
        SpotSite, models.PROTECT, null=True, verbose_name="抽查点", related_name="findings"
    )
    query = models.ForeignKey(
        "programme.VerificationQuery",
        models.PROTECT,
        null=True,
        verbose_name="核实问题单",
        related_name="findings",
    )
    settlement = models.ForeignKey(
        "org.Settlement", models.PROTECT, verbose_name="安置点", related_name="findings"
    )
    edition = models.ForeignKey(
        "assessment.StandardEdition", models.PROTECT, verbose_name="考核标准", related_name="+"
    )
    item_no = models.PositiveSmallIntegerField("条目")
    criterion = models.CharField("子项", max_length=8)
    points = models.DecimalField("扣分", max_digits=5, decimal_places=2)
    fact = models.CharField("问题事实", max_length=300)
    basis = models.CharField("依据", max_length=200)
    requirement = models.CharField("整改要求", max_length=300)
    urgency = models.CharField("整改类型", max_length=10, choices=Urgency.choices, default=Urgency.NORMAL)
    residents_concerned = models.BooleanField("涉及群众", default=False)
    responsible = models.ForeignKey("org.OrgUnit", models.PROTECT, verbose_name="责任单位", related_name="+")
    state = models.CharField(
        "状态", max_length=30, choices=FindingState.choices, default=FindingState.RECORDED, editable=False
    )
    plan_person = models.CharField("责任人", max_length=50, blank=True, editable=False)
    plan_measures = models.CharField("整改措施", max_length=500, blank=True, editable=False)
    plan_until = models.DateField("计划完成", null=True, editable=False)
    done_report = models.CharField("完成情况", max_length=500, blank=True, editable=False)
    reported_by = models.ForeignKey(
        USER, models.PROTECT, null=True, editable=False, verbose_name="报告人", related_name="+"
    )
    verify_method = models.CharField(
        "复查方式",
        max_length=10,
        blank=True,
        editable=False,
        choices=[("on_site", "现场复查"), ("data", "数据核验")],
    )
    verified_by = models.ForeignKey(
        USER, models.PROTECT, null=True, editable=False, verbose_name="复查人", related_name="+"
    )
    proof = models.CharField("销号依据", max_length=300, blank=True, editable=False)
    residents_confirm = models.BooleanField("群众已确认", default=False, editable=False)
    closed_on = models.DateField("销号日期", null=True, editable=False)
    reopened_times = models.PositiveSmallIntegerField("重开次数", default=0, editable=False)

    due_states = FINDING_DUE
    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = "督查问题"
        ordering = ["-id"]
        indexes = [models.Index(fields=["state", "due_on"], name="programme_finding_due")]
        constraints = [
            models.CheckConstraint(condition=models.Q(points__gt=0), name="programme_finding_points"),
            models.UniqueConstraint(
                fields=["query"], condition=~models.Q(state="withdrawn"), name="programme_finding_of_question"
            ),
            models.CheckConstraint(
                condition=models.Q(verified_by__isnull=True) | ~models.Q(verified_by=models.F("reported_by")),
                name="programme_finding_two_persons",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion} {self.fact[:30]}"

    def may_prove(self, user: Any) -> bool:
        """Before and after: inspectors and the office, and the unit once it is told, until it is over."""
        if self.state in (FindingState.CLOSED, FindingState.WITHDRAWN):
            return False
        if roles_of(user) & {Role.INSPECTOR, Role.CITY_OFFICE}:
            return True
        return self.state in FINDING_TOLD and self.responsible_id in unit_ids_of(user)

    @property
    def is_open(self) -> bool:
        """Being put right."""
        return self.state in FINDING_OPEN
