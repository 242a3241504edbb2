"""以奖代补: the city's table by settlement size, and grants in fen. The 2018 document prints no amount."""

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
        ]

    def __str__(self) -> str:
        return f"{self.name}（第 {self.version} 版）"


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
        ]

    def __str__(self) -> str:
        return f"{self.campaign} {self.amount_fen} 分"
