"""零就业家庭台账 (item 12, life cycle §3.8)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from hehuo.records.models import LedgerRecord


class ZeroEmploymentCase(LedgerRecord):
    """A household with labour and without a job: suspected by the system, verified by two persons, closed by proof.

    The household is shown as the register shows it (its name by right); why nobody works there stays P3.
    """

    domain = "D"
    grid_path = "household__grid_id"
    privacy = {"obstacles": "P3", "exempt": "P3"}

    class State(models.TextChoices):
        SUSPECTED = "suspected", "待核实"
        VERIFIED = "verified", "已认定"
        DISMISSED = "dismissed", "不属实"
        PLANNED = "planned", "已定帮扶计划"
        OFFERING = "offering", "推荐岗位中"
        EMPLOYED = "employed", "已就业"
        WATCHING = "watching", "跟踪中"
        CLOSED = "closed", "已销号"
        EXEMPTED = "exempted", "已豁免"
        REOPENED = "reopened", "重新打开"

    class FoundBy(models.TextChoices):
        SYSTEM = "system", "系统发现"
        VISIT = "visit", "走访"
        APPLICATION = "application", "申请"

    class Exempt(models.TextChoices):
        NONE = "none", "无"
        UNWILLING = "unwilling_written", "全部成员书面确认不愿就业"
        CARE = "care", "照料无法替代"
        ILLNESS = "illness_pending", "病残待鉴定"

    household = models.ForeignKey(
        "residents.Household", models.PROTECT, verbose_name="户", related_name="zero_employment_cases"
    )
    state = models.CharField("办理状态", max_length=10, choices=State.choices, default=State.SUSPECTED)
    found_by = models.CharField("发现方式", max_length=12, choices=FoundBy.choices, default=FoundBy.SYSTEM)
    found_on = models.DateField("发现日期")
    confirmed_on = models.DateField("认定日期", null=True, blank=True)
    first_confirmer = models.CharField("认定人一", max_length=50, blank=True)
    second_confirmer = models.CharField("认定人二", max_length=50, blank=True)
    first_confirmer_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        verbose_name="认定人一账号",
        related_name="+",
    )
    second_confirmer_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        verbose_name="认定人二账号",
        related_name="+",
    )
    obstacles = models.CharField("困难", max_length=60, blank=True)
    plan = models.CharField("帮扶计划", max_length=300, blank=True)
    planned_on = models.DateField("计划日期", null=True, blank=True)
    employed_person = models.ForeignKey(
        "residents.Person", models.PROTECT, null=True, blank=True, verbose_name="就业成员", related_name="+"
    )
    employed_on = models.DateField("就业日期", null=True, blank=True)
    proof = models.CharField("印证", max_length=100, blank=True)
    exempt = models.CharField("豁免", max_length=18, choices=Exempt.choices, default=Exempt.NONE)
    exempt_from = models.DateField("豁免起", null=True, blank=True)
    exempt_review_on = models.DateField("豁免复核日期", null=True, blank=True)
    watch_until = models.DateField("跟踪期至", null=True, blank=True)
    closed_on = models.DateField("销号日期", null=True, blank=True)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "零就业家庭"
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["household"],
                condition=Q(state__in=["suspected", "verified", "planned", "offering", "employed", "watching", "exempted", "reopened"]) & ~Q(status="void"),
                name="livelihood_zero_case_one_open", violation_error_message="这户已有一个未结的个案。",
            ),
            models.CheckConstraint(
                condition=Q(exempt="none") | Q(exempt_review_on__isnull=False), name="livelihood_zero_case_exempt_review",
                violation_error_message="豁免要写明复核日期（不超过 6 个月）。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.household} {self.get_state_display()}"

    @property
    def days_open(self) -> int | str:
        """Days since the case was verified (or found), while nobody works and nothing is exempt; help is due in 30."""
        if self.state in ("employed", "watching", "closed", "dismissed", "exempted"):
            return ""
        return (timezone.localdate() - (self.confirmed_on or self.found_on)).days
