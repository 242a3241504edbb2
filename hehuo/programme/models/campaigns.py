"""A campaign of one unit of creation, its step log, deadlines, frozen population, shortfalls and returned items."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from hehuo.org.models import CreationUnit
from hehuo.org.rights import may_read_rows, roles_of
from hehuo.org.roles import Role
from hehuo.org.scope import scope_of
from hehuo.programme.states import ENDED, TITLED, State

USER = settings.AUTH_USER_MODEL


class CampaignQuerySet(models.QuerySet):
    """Campaigns by right and by state."""

    def visible_to(self, user) -> models.QuerySet:
        """Own area; inspectors their own tasks; finance what is to be rewarded (domain §1.4, column A)."""
        roles = roles_of(user)
        if not may_read_rows(user, "A") or not roles - {Role.GRID_MEMBER}:
            return self.none()
        scope = scope_of(user)
        rows = self
        if not scope.everything:
            rows = rows.filter(unit__in=CreationUnit.objects.filter(settlements__in=scope.settlement_ids))
        if roles <= {Role.INSPECTOR}:
            return rows.filter(pk__in=Campaign.objects.filter(groups__members__user=user).values("pk"))
        if roles <= {Role.CITY_FINANCE}:
            return rows.filter(state__in=TITLED)
        return rows

    def running(self) -> models.QuerySet:
        """Not ended."""
        return self.exclude(state__in=ENDED)


class Campaign(models.Model):
    """创建活动: one unit, one phase, from the county's plan to the reward (domain §3.1)."""

    class Phase(models.TextChoices):
        PILOT = "pilot", "2018 年示范点"
        ROLL_OUT = "roll_out", "2019 年全面推进"
        CONSOLIDATION = "consolidation", "2020 年巩固完善"
        LATER = "later", "后续创建"

    unit = models.ForeignKey(
        "org.CreationUnit", models.PROTECT, verbose_name="创建单位", related_name="campaigns"
    )
    edition = models.ForeignKey(
        "assessment.StandardEdition", models.PROTECT, null=True, verbose_name="考核标准", related_name="+"
    )
    phase = models.CharField("阶段", max_length=14, choices=Phase.choices)
    demonstration = models.BooleanField("示范点", default=False)
    round_no = models.PositiveIntegerField("评分轮次", default=1)
    state = models.CharField("状态", max_length=24, choices=State.choices, default=State.PLANNED)
    authorization_basis = models.CharField("批准依据", max_length=200)
    planned_on = models.DateField("列入计划日期")
    launched_on = models.DateField("启动日期", null=True)
    cut_off_on = models.DateField("规模截止日期", null=True)
    due_on = models.DateField("本步时限", null=True)
    due_provisional = models.BooleanField("按暂定日历", default=False)
    signed_by = models.ForeignKey(
        USER, models.PROTECT, null=True, verbose_name="自评签署人", related_name="+"
    )
    rectified_once = models.BooleanField("已用整改机会", default=False)
    self_sheet = models.ForeignKey("assessment.ScoreSheet", models.PROTECT, null=True, related_name="+")
    county_sheet = models.ForeignKey("assessment.ScoreSheet", models.PROTECT, null=True, related_name="+")
    baseline = models.ForeignKey("assessment.Snapshot", models.PROTECT, null=True, related_name="+")
    submitted = models.ForeignKey("assessment.Snapshot", models.PROTECT, null=True, related_name="+")
    demo = models.BooleanField("演示数据", default=False, editable=False)
    created_at = models.DateTimeField("登记时间", auto_now_add=True)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = "创建活动"
        ordering = ["-id"]
        indexes = [models.Index(fields=["state"], name="programme_campaign_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "phase"],
                condition=~Q(state__in=sorted(ENDED)),
                name="programme_campaign_once",
            ),
            models.CheckConstraint(
                condition=~Q(authorization_basis=""), name="programme_campaign_authorised"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}（{self.get_phase_display()}）"

    @property
    def scale_households(self) -> int:
        """安置规模（户）, frozen at the cut-off; 0 before the launch."""
        freeze = PopulationFreeze.objects.filter(campaign=self).only("households").first()
        return freeze.households if freeze else 0


class CampaignStep(models.Model):
    """Who did what, when and why. Append-only (database trigger)."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="steps")
    event = models.CharField("步骤", max_length=40)
    label = models.CharField("步骤名称", max_length=40)
    from_state = models.CharField("原状态", max_length=24, choices=State.choices, blank=True)
    to_state = models.CharField("新状态", max_length=24, choices=State.choices)
    actor = models.ForeignKey(USER, models.PROTECT, verbose_name="办理人", related_name="+")
    at = models.DateTimeField("办理时间")
    recorded_at = models.DateTimeField("登记时间", auto_now_add=True)
    reason = models.CharField("原因（说明）", max_length=500, blank=True)
    attachments = models.JSONField("附件", default=list)
    data = models.JSONField("内容", default=dict)

    class Meta:
        verbose_name = "办理记录"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.label} {self.at:%Y-%m-%d}"


class CampaignDeadline(models.Model):
    """A date of the plan (domain §2.18), or one the city set: due at 24:00 of `due_on`."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="deadlines")
    code = models.CharField("代号", max_length=20)
    title = models.CharField("事项", max_length=80)
    due_on = models.DateField("期限")
    printed = models.CharField("原文", max_length=200, blank=True)
    met_on = models.DateField("完成日期", null=True)

    class Meta:
        verbose_name = "期限"
        ordering = ["due_on", "id"]
        constraints = [models.UniqueConstraint(fields=["campaign", "code"], name="programme_deadline_once")]

    def __str__(self) -> str:
        return f"{self.title} {self.due_on:%Y-%m-%d}"


class PopulationFreeze(models.Model):
    """Who counted on the cut-off day: fixes size, kind of unit and reward. Never changes (database trigger)."""

    campaign = models.OneToOneField(Campaign, models.PROTECT, related_name="population")
    cut_off_on = models.DateField("规模截止日期")
    households = models.PositiveIntegerField("搬迁户数")
    persons = models.PositiveIntegerField("搬迁人数")
    household_ids = models.JSONField("户清单")
    by_settlement = models.JSONField("各安置点户数")
    hash = models.CharField("指纹", max_length=64)
    frozen_at = models.DateTimeField("固化时间")

    class Meta:
        verbose_name = "规模固化"

    def __str__(self) -> str:
        return f"{self.households} 户 {self.persons} 人（{self.cut_off_on:%Y-%m-%d}）"


class Shortfall(models.Model):
    """补短板清单: what a failed self-assessment still lacks, one row a sub-criterion."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="shortfalls")
    round_no = models.PositiveIntegerField("轮次")
    item_no = models.PositiveSmallIntegerField("条目")
    criterion = models.CharField("子项", max_length=8)
    title = models.CharField("内容", max_length=120)
    points = models.DecimalField("自评得分", max_digits=5, decimal_places=2)
    full = models.DecimalField("满分", max_digits=5, decimal_places=2)

    class Meta:
        verbose_name = "短板"
        ordering = ["item_no", "criterion"]

    def __str__(self) -> str:
        return f"{self.criterion} {self.title}"

    @property
    def gap(self):
        """Points that are missing."""
        return self.full - self.points


class ItemReturn(models.Model):
    """One item that the county sent back with a reason, and its correction."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="returns")
    item_no = models.PositiveSmallIntegerField("条目")
    reason = models.CharField("退回原因", max_length=500)
    returned_by = models.ForeignKey(USER, models.PROTECT, verbose_name="退回人", related_name="+")
    returned_on = models.DateField("退回日期")
    corrected_by = models.ForeignKey(USER, models.PROTECT, null=True, verbose_name="改正人", related_name="+")
    corrected_on = models.DateField("改正日期", null=True)
    note = models.CharField("改正说明", max_length=500, blank=True)
    snapshot = models.ForeignKey("assessment.Snapshot", models.PROTECT, null=True, related_name="+")
    corrected = models.JSONField("改正后的得分", default=dict)
    round_no = models.PositiveIntegerField("轮次")

    class Meta:
        verbose_name = "单项退回"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "item_no"],
                condition=Q(corrected_on__isnull=True),
                name="programme_return_open_once",
            )
        ]

    def __str__(self) -> str:
        return f"第 {self.item_no} 条退回"
