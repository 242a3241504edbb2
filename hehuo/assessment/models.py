"""Editions of the standard, judgements, deductions, score sheets, snapshots."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from hehuo.org.roles import Role


class StandardEdition(models.Model):
    """An edition of the standard as data. Published = frozen: `hash` covers `data` and never changes again."""

    class State(models.TextChoices):
        DRAFT = "draft", "草稿"
        PUBLISHED = "published", "已发布"
        RETIRED = "retired", "已停用"

    code = models.CharField("版本代号", max_length=40, unique=True)
    name = models.CharField("名称", max_length=120)
    document_no = models.CharField("文号", max_length=60, blank=True)
    issued_on = models.DateField("印发日期", null=True, blank=True)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.DRAFT)
    data = models.JSONField("内容")
    hash = models.CharField("指纹", max_length=64, blank=True)
    source_name = models.CharField("来源文件", max_length=120, blank=True)
    source_sha256 = models.CharField("来源文件指纹", max_length=64, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, verbose_name="录入人", related_name="+"
    )
    created_at = models.DateTimeField("录入时间", auto_now_add=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, verbose_name="发布人", related_name="+"
    )
    published_at = models.DateTimeField("发布时间", null=True)
    in_force_from = models.DateField("现行起始日", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "考核标准"
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.name


class StandardFinding(models.Model):
    """Something the importer found odd in the official table; a person decides, with a reason."""

    edition = models.ForeignKey(StandardEdition, models.PROTECT, related_name="findings")
    code = models.CharField("代码", max_length=40)
    severity = models.CharField(
        "程度", max_length=8, choices=[("error", "须处理"), ("warning", "请核对"), ("info", "提示")]
    )
    where = models.CharField("位置", max_length=80)
    message = models.CharField("内容", max_length=400)
    resolution = models.CharField("处理意见", max_length=300, blank=True)
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    resolved_at = models.DateTimeField("处理时间", null=True)

    class Meta:
        verbose_name = "标准导入发现"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.where}：{self.message}"


class Judgement(models.Model):
    """A criterion that needs a human eye: points with author, reason and what was looked at (architecture §4).

    Written once; only the three columns of the withdrawal follow (`hehuo.assessment.judgements`).
    """

    settlement = models.ForeignKey(
        "org.Settlement", models.PROTECT, verbose_name="安置点", related_name="judgements"
    )
    edition = models.ForeignKey(StandardEdition, models.PROTECT, verbose_name="考核标准", related_name="+")
    part = models.CharField("子项", max_length=20)
    points = models.DecimalField("得分", max_digits=5, decimal_places=2)
    reason = models.CharField("理由", max_length=400)
    evidence = models.JSONField("看过的资料", default=list)
    occurred_on = models.DateField("评判日期")
    recorded_at = models.DateTimeField("登记时间", default=timezone.now)
    judged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField("撤回时间", null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    withdraw_reason = models.CharField("撤回原因", max_length=200, blank=True)

    class Meta:
        verbose_name = "人工评判"
        ordering = ["-recorded_at"]
        indexes = [models.Index(fields=["settlement", "edition", "part"], name="assessment_judged")]
        constraints = [
            models.CheckConstraint(condition=Q(points__gte=0), name="assessment_judgement_points"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdraw_reason="")
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdraw_reason=""),
                name="assessment_judgement_withdrawn",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.part} {self.points}"


class CityDecision(models.Model):
    """市里认定: whether a part of the standard applies to a settlement, with its legal ground (domain §2.0.6, 14.2).

    What does not apply takes its full points and is never weighted anew. Of several decisions the one of the latest day
    up to the day of the score holds; nothing is withdrawn, so an earlier day keeps its own.
    """

    class Outcome(models.TextChoices):
        APPLIES = "applies", "适用（有条件）"
        NOT_APPLICABLE = "not_applicable", "不适用（不具备条件）"

    settlement = models.ForeignKey(
        "org.Settlement", models.PROTECT, verbose_name="安置点", related_name="city_decisions"
    )
    edition = models.ForeignKey(StandardEdition, models.PROTECT, verbose_name="考核标准", related_name="+")
    part = models.CharField("子项", max_length=20)
    outcome = models.CharField("认定结果", max_length=16, choices=Outcome.choices)
    ground = models.CharField("依据", max_length=200)
    occurred_on = models.DateField("认定日期")
    recorded_at = models.DateTimeField("登记时间", default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="认定人", related_name="+"
    )

    class Meta:
        verbose_name = "市里认定"
        ordering = ["-occurred_on", "-recorded_at", "-pk"]
        indexes = [models.Index(fields=["settlement", "edition", "part"], name="assessment_decided")]

    def __str__(self) -> str:
        return f"{self.part} {self.get_outcome_display()}"


class Deduction(models.Model):
    """Points that a confirmed problem takes from a sub-criterion until it is checked again (domain §3.3).

    Rooms above name what took them by `source_model` and `source_id`. The ledgers cannot bring the points back: only
    `restored_on`, set at the re-check by another person, does.
    """

    settlement = models.ForeignKey(
        "org.Settlement", models.PROTECT, verbose_name="安置点", related_name="deductions"
    )
    edition = models.ForeignKey(StandardEdition, models.PROTECT, verbose_name="考核标准", related_name="+")
    criterion = models.CharField("子项", max_length=8)
    points = models.DecimalField("扣分", max_digits=5, decimal_places=2)
    reason = models.CharField("扣分原因", max_length=200)
    source_model = models.CharField("来源", max_length=60)
    source_id = models.PositiveBigIntegerField("来源编号")
    occurred_on = models.DateField("扣分日期")
    recorded_at = models.DateTimeField("登记时间", default=timezone.now)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="登记人", related_name="+"
    )
    restored_on = models.DateField("恢复日期", null=True)
    restored_at = models.DateTimeField("恢复登记时间", null=True)
    restored_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, verbose_name="恢复人", related_name="+"
    )
    restore_reason = models.CharField("恢复依据", max_length=200, blank=True)

    class Meta:
        verbose_name = "督查扣分"
        ordering = ["id"]
        indexes = [models.Index(fields=["settlement", "edition"], name="assessment_deducted")]
        constraints = [
            models.CheckConstraint(condition=Q(points__gt=0), name="assessment_deduction_positive"),
            models.CheckConstraint(
                condition=Q(restored_by__isnull=True) | ~Q(restored_by=models.F("taken_by")),
                name="assessment_deduction_two_persons",
            ),
            models.UniqueConstraint(
                fields=["source_model", "source_id"],
                condition=Q(restored_on__isnull=True),
                name="assessment_deduction_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion} 扣 {self.points}"


class Snapshot(models.Model):
    """A frozen scorecard: what was submitted can be shown for ever. Never updated (database trigger)."""

    unit = models.ForeignKey("org.CreationUnit", models.PROTECT, related_name="snapshots")
    edition = models.ForeignKey(StandardEdition, models.PROTECT, related_name="+")
    purpose = models.CharField("用途", max_length=30)
    as_of = models.DateField("截至日期")
    known_at = models.DateTimeField("知悉时点")
    data = models.JSONField("评分表")
    total = models.DecimalField("总分", max_digits=6, decimal_places=1)
    hash = models.CharField("指纹", max_length=64)
    audit_head = models.CharField("审计末端", max_length=64)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        verbose_name = "评分快照"
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.unit} {self.purpose} {self.as_of}"


class ScoreSheet(models.Model):
    """One column of scores for a unit: self, county or a city reviewer (blind until submitted)."""

    class Column(models.TextChoices):
        SELF = "self", "自评"
        COUNTY = "county", "县级初核"
        REVIEWER = "reviewer", "市级评分"

    unit = models.ForeignKey("org.CreationUnit", models.PROTECT, related_name="score_sheets")
    edition = models.ForeignKey(StandardEdition, models.PROTECT, related_name="+")
    round_no = models.PositiveIntegerField("轮次", default=1)
    column = models.CharField("栏目", max_length=10, choices=Column.choices)
    scorer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    as_of = models.DateField("截至日期")
    submitted_at = models.DateTimeField("提交时间", null=True)

    class Meta:
        verbose_name = "评分表"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "edition", "round_no", "column", "scorer"], name="assessment_sheet_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.get_column_display()}"


class ScoreEntry(models.Model):
    """评分记录: a person's points for one sub-criterion; a difference from the computed points needs a reason."""

    sheet = models.ForeignKey(ScoreSheet, models.PROTECT, related_name="entries")
    criterion = models.CharField("子项", max_length=8)
    auto_points = models.DecimalField("系统分", max_digits=5, decimal_places=2)
    points = models.DecimalField("得分", max_digits=5, decimal_places=2)
    reason = models.CharField("理由", max_length=300, blank=True)

    class Meta:
        verbose_name = "评分记录"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "criterion"], name="assessment_entry_once"),
            models.CheckConstraint(
                condition=Q(points=models.F("auto_points")) | ~Q(reason=""),
                name="assessment_entry_difference_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion} {self.points}"


class MeasureEffort(models.Model):
    """What one case of a measure takes in this city; replaces the assumption of the gap planner (`efforts`)."""

    measure = models.CharField("指标", max_length=80, unique=True)
    minutes = models.PositiveIntegerField("每件用时（分钟）", validators=[MinValueValidator(1)])
    lead_days = models.PositiveSmallIntegerField("办成并计分约需（天）")
    owner = models.CharField("由谁办", max_length=30, choices=Role.choices)
    repairable = models.BooleanField("现在还能补办", default=True)
    basis = models.CharField("依据", max_length=200)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="设定人", related_name="+"
    )
    set_at = models.DateTimeField("设定时间", auto_now=True)

    class Meta:
        verbose_name = "每件用时设定"
        ordering = ["measure"]
        constraints = [models.CheckConstraint(condition=Q(minutes__gt=0), name="assessment_effort_minutes")]

    def __str__(self) -> str:
        return f"{self.measure} {self.minutes} 分钟"
