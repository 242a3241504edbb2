"""创业扶持政策, 创业扶持申请, 回访 (body of item 16 “经济融通”; domain item 16 `policy_used`)."""

from django.db import models
from django.db.models import F, Q

from hehuo.records.models import LedgerRecord
from hehuo.services.organisations.models import span
from hehuo.services.shops.models import BusinessEntity


class StartupPolicy(LedgerRecord):
    """创业扶持政策: what is on offer, to whom, how much, and how it is asked for."""

    domain = "A"

    class Kind(models.TextChoices):
        FUND = "fund", "扶贫发展基金"
        SUBSIDY = "subsidy", "小微企业补助"
        LOAN = "loan", "创业担保贷款"
        RENT = "rent", "租金减免"

    name = models.CharField("政策名称", max_length=80)
    kind = models.CharField("类别", max_length=8, choices=Kind.choices)
    issuer = models.CharField("发文单位", max_length=60)
    document_no = models.CharField("文号", max_length=40)
    for_relocated = models.BooleanField("面向搬迁群众", default=False)
    for_students = models.BooleanField("面向大学生", default=False)
    for_returning = models.BooleanField("面向返乡农民工", default=False)
    most_fen = models.BigIntegerField("最高额度（分）", null=True, blank=True)
    how_to = models.CharField("怎么申请", max_length=200)
    valid_from = models.DateField("起")
    valid_to = models.DateField("止", null=True, blank=True)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "创业扶持政策"
        constraints = [
            *LedgerRecord.Meta.constraints,
            span("services_policy_span"),
            models.CheckConstraint(
                condition=Q(most_fen__isnull=True) | Q(most_fen__gt=0), name="services_policy_most",
                violation_error_message="最高额度应大于 0；没有上限的不填。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class StartupApplication(LedgerRecord):
    """创业扶持申请: from the application to what became of the business."""

    domain = "D"
    grid_path = "person__household__grid_id"
    privacy = {"applicant_name": "P2", "asked_fen": "P2", "granted_fen": "P2", "paid_fen": "P2"}

    class Group(models.TextChoices):
        RELOCATED = "relocated", "搬迁群众"
        STUDENT = "student", "大学生"
        RETURNING = "returning", "返乡农民工"
        LOCAL = "local", "原住民"

    class State(models.TextChoices):
        APPLIED = "applied", "待审核"
        REVIEWING = "reviewing", "已上报"
        GRANTED = "granted", "已批准待拨付"
        REFUSED = "refused", "未批准"
        PAID = "paid", "已拨付"
        WITHDRAWN = "withdrawn", "已撤回"

    class Outcome(models.TextChoices):
        PREPARING = "preparing", "筹备中"
        OPERATING = "operating", "正常经营"
        CHANGED = "changed", "转行经营"
        STOPPED = "stopped", "停止经营"

    policy = models.ForeignKey(
        StartupPolicy, models.PROTECT, verbose_name="政策", related_name="applications"
    )
    applicant_group = models.CharField("申请人身份", max_length=10, choices=Group.choices)
    person = models.ForeignKey(
        "residents.Person", models.PROTECT, null=True, blank=True, verbose_name="申请人（台账）",
        related_name="startup_applications", help_text="本安置点居民请从台账选择。",
    )  # fmt: skip
    applicant_name = models.CharField("申请人", max_length=50, blank=True, help_text="台账里没有的人填姓名。")
    business = models.ForeignKey(
        BusinessEntity,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="网点",
        related_name="applications",
    )
    project = models.CharField("创业项目", max_length=80)
    applied_on = models.DateField("申请日期")
    asked_fen = models.BigIntegerField("申请金额（分）")
    state = models.CharField(
        "办理状态", max_length=10, choices=State.choices, default=State.APPLIED, editable=False
    )
    decided_on = models.DateField("审批日期", null=True, editable=False)
    granted_fen = models.BigIntegerField("批准金额（分）", null=True, editable=False)
    paid_on = models.DateField("拨付日期", null=True, editable=False)
    paid_fen = models.BigIntegerField("拨付金额（分）", null=True, editable=False)
    outcome = models.CharField("经营情况", max_length=10, choices=Outcome.choices, blank=True, editable=False)
    followed_on = models.DateField("最近回访", null=True, editable=False)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "创业扶持申请"
        ordering = ["-applied_on", "-id"]
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.CheckConstraint(
                condition=Q(asked_fen__gt=0), name="services_startup_asked", violation_error_message="申请金额应大于 0。"
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | ~Q(applicant_name=""), name="services_startup_who",
                violation_error_message="请选择申请人，或填写申请人姓名。",
            ),
            models.CheckConstraint(
                condition=Q(paid_fen__isnull=True) | Q(paid_fen__lte=F("granted_fen")), name="services_startup_paid",
                violation_error_message="拨付金额不能多于批准金额。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.project}（{self.policy}）"


class StartupFollowup(LedgerRecord):
    """创业回访: what became of the business on a day."""

    domain = "D"
    grid_path = "application__person__household__grid_id"

    application = models.ForeignKey(
        StartupApplication, models.PROTECT, verbose_name="申请", related_name="followups"
    )
    followed_on = models.DateField("回访日期")
    outcome = models.CharField("经营情况", max_length=10, choices=StartupApplication.Outcome.choices)
    jobs = models.PositiveSmallIntegerField("带动就业人数", default=0)
    needs = models.CharField("需要的帮助", max_length=100, blank=True)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "创业回访"
        ordering = ["-followed_on", "-id"]

    def __str__(self) -> str:
        return f"{self.followed_on} {self.get_outcome_display()}"
