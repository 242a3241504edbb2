"""City acceptance: group with recusal declarations, sample, decision."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from hehuo.programme.models.campaigns import Campaign

USER = settings.AUTH_USER_MODEL


class AcceptanceGroup(models.Model):
    """验收组, formed by the city office; forming it again before the draw replaces it."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="groups")
    formed_on = models.DateField("组成日期")
    formed_by = models.ForeignKey(USER, models.PROTECT, verbose_name="组建人", related_name="+")
    replaced_on = models.DateField("更换日期", null=True)

    class Meta:
        verbose_name = "验收组"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign"], condition=Q(replaced_on__isnull=True), name="programme_group_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.campaign} 验收组"


class GroupMember(models.Model):
    """A member with the recusal declaration (domain §1.4). `draft` holds scores until they are submitted."""

    group = models.ForeignKey(AcceptanceGroup, models.PROTECT, related_name="members")
    user = models.ForeignKey(USER, models.PROTECT, verbose_name="成员", related_name="+")
    is_leader = models.BooleanField("组长", default=False)
    declaration = models.CharField("回避声明", max_length=200)
    draft = models.JSONField("未提交的评分", default=dict)

    class Meta:
        verbose_name = "验收组成员"
        ordering = ["-is_leader", "id"]
        constraints = [models.UniqueConstraint(fields=["group", "user"], name="programme_member_once")]

    def __str__(self) -> str:
        return str(self.user)


class Sample(models.Model):
    """A drawn sample. Same frame, rule and seed give the same rows; drawing again is refused (domain §3.2)."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="samples")
    purpose = models.CharField("用途", max_length=20, default="acceptance")
    seed = models.CharField("随机种子", max_length=64)
    rule = models.JSONField("抽样办法")
    frame_size = models.PositiveIntegerField("总体数")
    frame_hash = models.CharField("总体指纹", max_length=64)
    drawn_by = models.ForeignKey(USER, models.PROTECT, verbose_name="抽样人", related_name="+")
    drawn_at = models.DateTimeField("抽样时间")

    class Meta:
        verbose_name = "抽样"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["campaign", "purpose"], name="programme_sample_once")]

    def __str__(self) -> str:
        return f"{self.campaign} 抽样 {self.seed}"


class SampleRow(models.Model):
    """A drawn household. Refused and absent are recorded, never replaced (domain §3.2)."""

    class Result(models.TextChoices):
        PENDING = "pending", "待入户"
        MET = "met", "已见面"
        REFUSED = "refused", "婉拒"
        ABSENT = "absent", "不在家"

    sample = models.ForeignKey(Sample, models.PROTECT, related_name="rows")
    order_no = models.PositiveIntegerField("序号")
    stratum = models.CharField("层", max_length=40)
    household = models.ForeignKey("residents.Household", models.PROTECT, verbose_name="户", related_name="+")
    result = models.CharField("结果", max_length=8, choices=Result.choices, default=Result.PENDING)
    note = models.CharField("说明", max_length=200, blank=True)
    visited_by = models.ForeignKey(USER, models.PROTECT, null=True, verbose_name="入户人", related_name="+")
    visited_on = models.DateField("入户日期", null=True)

    class Meta:
        verbose_name = "样本户"
        ordering = ["order_no"]
        constraints = [
            models.UniqueConstraint(fields=["sample", "order_no"], name="programme_sample_order"),
            models.UniqueConstraint(fields=["sample", "household"], name="programme_sample_household"),
        ]

    def __str__(self) -> str:
        return f"第 {self.order_no} 户"


class Decision(models.Model):
    """验收结论: proposed by one, countersigned by another, approved by the leader (domain §3.1)."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="decisions")
    accepted = models.BooleanField("达标")
    harmonious = models.DecimalField("和谐社区", max_digits=4, decimal_places=1)
    vibrant = models.DecimalField("活力社区", max_digits=4, decimal_places=1)
    total = models.DecimalField("总分", max_digits=5, decimal_places=1)
    opinion = models.CharField("结论意见", max_length=500)
    red_line = models.CharField("一票否决情形", max_length=200, blank=True)
    proposed_by = models.ForeignKey(USER, models.PROTECT, verbose_name="提出人", related_name="+")
    proposed_at = models.DateTimeField("提出时间")
    countersigned_by = models.ForeignKey(
        USER, models.PROTECT, null=True, verbose_name="会签人", related_name="+"
    )
    countersigned_at = models.DateTimeField("会签时间", null=True)
    approved_by = models.ForeignKey(
        USER, models.PROTECT, null=True, verbose_name="审定领导", related_name="+"
    )
    approved_at = models.DateTimeField("审定时间", null=True)
    withdrawn_at = models.DateTimeField("撤回时间", null=True)

    class Meta:
        verbose_name = "验收结论"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign"], condition=Q(withdrawn_at__isnull=True), name="programme_decision_once"
            ),
            models.CheckConstraint(
                condition=Q(countersigned_by__isnull=True) | ~Q(countersigned_by=F("proposed_by")),
                name="programme_decision_two_persons",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | (
                    Q(countersigned_by__isnull=False)
                    & ~Q(approved_by=F("proposed_by"))
                    & ~Q(approved_by=F("countersigned_by"))
                ),
                name="programme_decision_leader",
            ),
        ]

    def __str__(self) -> str:
        return f"{'达标' if self.accepted else '未达标'} {self.total}"
