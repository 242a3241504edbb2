"""以奖代补: the city's table by settlement size, and grants in fen. The 2018 document prints no amount."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from hehuo.programme.models.campaigns import Campaign

USER = settings.AUTH_USER_MODEL


class RewardScheme(models.Model):
    """A version of the reward table. Approved = frozen; the approver is not the author."""

    name = models.CharField("名称", max_length=80)
    version = models.PositiveSmallIntegerField("版本")
    document_no = models.CharField("文号", max_length=60, blank=True)
    budget_fen = models.BigIntegerField("预算总额（分）", null=True, blank=True)
    created_by = models.ForeignKey(USER, models.PROTECT, verbose_name="编制人", related_name="+")
    created_at = models.DateTimeField("编制时间", auto_now_add=True)
    approved_by = models.ForeignKey(USER, models.PROTECT, null=True, verbose_name="批准人", related_name="+")
    approved_at = models.DateTimeField("批准时间", null=True)
    valid_from = models.DateField("有效期起", null=True)
    valid_to = models.DateField("有效期止（含）", null=True)
    retired_on = models.DateField("停用日期", null=True)
    demo = models.BooleanField("演示数据", default=False, editable=False)

    class Meta:
        verbose_name = "奖补办法"
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["version"], name="programme_scheme_version"),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("created_by")),
                name="programme_scheme_two",
            ),
            models.CheckConstraint(
                condition=Q(budget_fen__isnull=True) | Q(budget_fen__gt=0), name="programme_scheme_budget"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_from__lte=F("valid_to")),
                name="programme_scheme_span",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}（第 {self.version} 版）"

    def standing(self, day: date) -> str:
        """draft, future, current, expired or retired on a day."""
        if self.approved_at is None:
            return "draft"
        if self.retired_on and self.retired_on <= day:
            return "retired"
        if self.valid_from and day < self.valid_from:
            return "future"
        return "expired" if self.valid_to and self.valid_to < day else "current"


class RewardBand(models.Model):
    """A line of the table: from so many households (included), a fixed amount or one per household."""

    scheme = models.ForeignKey(RewardScheme, models.PROTECT, related_name="bands")
    from_households = models.PositiveIntegerField("户数（含）以上")
    amount_fen = models.BigIntegerField("金额（分）")
    per_household = models.BooleanField("按每户计", default=False)

    class Meta:
        verbose_name = "奖补档次"
        ordering = ["from_households"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "from_households"], name="programme_band_once"),
            models.CheckConstraint(condition=Q(amount_fen__gte=0), name="programme_band_amount"),
        ]

    def __str__(self) -> str:
        return f"{self.from_households} 户以上"


class RewardGrant(models.Model):
    """奖补: amount from the table by the frozen size, paid once (Appendix `reward_grant`)."""

    campaign = models.OneToOneField(Campaign, models.PROTECT, related_name="grant")
    scheme = models.ForeignKey(RewardScheme, models.PROTECT, verbose_name="办法版本", related_name="grants")
    scale_households = models.PositiveIntegerField("安置规模（户）")
    table_fen = models.BigIntegerField("按表金额（分）")
    amount_fen = models.BigIntegerField("奖补金额（分）")
    approved_by = models.ForeignKey(USER, models.PROTECT, verbose_name="审批人", related_name="+")
    approved_at = models.DateTimeField("审批时间")
    cleared_by = models.ForeignKey(
        USER, models.PROTECT, null=True, verbose_name="财政审核人", related_name="+"
    )
    cleared_at = models.DateTimeField("财政审核时间", null=True)
    payee = models.CharField("收款单位", max_length=80, blank=True)
    paid_by = models.ForeignKey(USER, models.PROTECT, null=True, verbose_name="拨付人", related_name="+")
    paid_at = models.DateTimeField("拨付时间", null=True)
    voucher_no = models.CharField("拨付凭证号", max_length=60, blank=True)

    class Meta:
        verbose_name = "奖补"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_fen__gte=0, amount_fen__lte=F("table_fen")), name="programme_grant_capped"
            ),
            models.CheckConstraint(
                condition=Q(paid_at__isnull=True) | (~Q(voucher_no="") & ~Q(paid_by=F("approved_by"))),
                name="programme_grant_paid",
            ),
            models.CheckConstraint(
                condition=Q(cleared_at__isnull=True) | (~Q(payee="") & ~Q(cleared_by=F("approved_by"))),
                name="programme_grant_cleared",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign} {self.amount_fen} 分"


class RewardClawback(models.Model):
    """追回: proposed by the headquarters after a revocation, decided by finance, until the money is back (domain §3.1)."""

    class State(models.TextChoices):
        PROPOSED = "proposed", "待财政决定"
        DECIDED = "decided", "待收回"
        DECLINED = "declined", "不追回"
        RETURNED = "returned", "已收回"

    grant = models.OneToOneField(RewardGrant, models.PROTECT, verbose_name="奖补", related_name="clawback")
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.PROPOSED)
    proposed_fen = models.BigIntegerField("建议追回（分）")
    reason = models.CharField("建议理由", max_length=300)
    proposed_by = models.ForeignKey(USER, models.PROTECT, verbose_name="建议人", related_name="+")
    proposed_on = models.DateField("建议日期")
    decided_fen = models.BigIntegerField("决定追回（分）", null=True)
    decision_no = models.CharField("决定文号", max_length=60, blank=True)
    opinion = models.CharField("决定意见", max_length=300, blank=True)
    decided_by = models.ForeignKey(USER, models.PROTECT, null=True, verbose_name="决定人", related_name="+")
    decided_on = models.DateField("决定日期", null=True)
    due_on = models.DateField("收回期限", null=True)
    returned_on = models.DateField("收回日期", null=True)
    receipt_no = models.CharField("收款凭证号", max_length=60, blank=True)
    returned_by = models.ForeignKey(
        USER, models.PROTECT, null=True, verbose_name="收款登记人", related_name="+"
    )

    class Meta:
        verbose_name = "奖补追回"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(proposed_fen__gt=0), name="programme_clawback_positive"),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
                name="programme_clawback_two",
            ),
            models.CheckConstraint(
                condition=Q(returned_on__isnull=True) | ~Q(receipt_no=""), name="programme_clawback_receipt"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.grant} {self.get_state_display()}"
