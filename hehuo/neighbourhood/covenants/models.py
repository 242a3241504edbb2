"""居规民约 and what is done with it (item 1; domain item 1)."""

from django.db import models
from django.db.models import F, Q

from hehuo.records.models import LedgerRecord


class ResidentCovenant(LedgerRecord):
    """居规民约台账: one version of the covenant, from asking the residents to publication.

    The five lawful steps are dated facts that only steps of the life cycle change.
    """

    domain = "B"

    class State(models.TextChoices):
        PLANNED = "planned", "待征集民意"
        CONSULTED = "consulted", "已征集民意"
        DRAFTED = "drafted", "已拟定草案"
        REVIEWED = "reviewed", "已审核"
        ADOPTED = "adopted", "已表决通过"
        IN_FORCE = "in_force", "现行有效"
        REPLACED = "replaced", "已废止"

    class Review(models.TextChoices):
        PASS = "pass", "通过"
        REVISE = "revise", "退回修改"

    title = models.CharField("名称", max_length=60)
    version_no = models.PositiveSmallIntegerField("版本号", default=1)
    text = models.TextField("约定正文", max_length=6000)
    speaks_kindly = models.BooleanField("语言美", default=False)
    behaves_well = models.BooleanField("行为美", default=False)
    mutual_respect = models.BooleanField("互相尊重", default=False)
    courtesy = models.BooleanField("文明礼让", default=False)
    healthy_life = models.BooleanField("健康向上", default=False)
    other_themes = models.CharField(
        "其他主题", max_length=100, blank=True, help_text="如公共秩序、移风易俗、环境卫生"
    )
    audio_languages = models.CharField(
        "双语音频", max_length=40, blank=True, help_text="如普通话、苗语、彝语、布依语"
    )
    state = models.CharField(
        "办理状态", max_length=10, choices=State.choices, default=State.PLANNED, editable=False
    )
    consulted_from = models.DateField("征集民意起", null=True, blank=True, editable=False)
    consulted_to = models.DateField("征集民意止", null=True, blank=True, editable=False)
    opinions = models.PositiveIntegerField("收到意见（条）", null=True, blank=True, editable=False)
    drafted_on = models.DateField("草案拟定", null=True, blank=True, editable=False)
    reviewed_on = models.DateField("审核日期", null=True, blank=True, editable=False)
    review_result = models.CharField(
        "审核结果", max_length=8, choices=Review.choices, blank=True, editable=False
    )
    reviewer = models.CharField("审核单位和人员", max_length=60, blank=True, editable=False)
    penalty_clause = models.BooleanField("含有处罚条款", default=False, editable=False)
    penalty_note = models.CharField("处罚字样的说明", max_length=200, blank=True, editable=False)
    meeting = models.ForeignKey(
        "neighbourhood.ResidentsMeeting",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        verbose_name="表决会议",
        related_name="covenants",
    )
    adopted_on = models.DateField("表决通过", null=True, blank=True, editable=False)
    quorum_met = models.BooleanField("达到法定人数", default=False, editable=False)
    filed_on = models.DateField("备案日期", null=True, blank=True, editable=False)
    filed_to = models.CharField("备案机关", max_length=60, blank=True, editable=False)
    filing_no = models.CharField("备案号", max_length=40, blank=True, editable=False)
    published_on = models.DateField("公布日期", null=True, blank=True, editable=False)
    published_places = models.CharField("公布位置", max_length=120, blank=True, editable=False)
    valid_to = models.DateField("废止日期", null=True, blank=True, editable=False)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "居规民约"
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["settlement", "version_no"], condition=~Q(status="void"), name="neighbourhood_covenant_version",
                violation_error_message="本安置点已有这个版本号的居规民约。",
            ),
            models.UniqueConstraint(
                fields=["settlement"], condition=Q(state="in_force") & ~Q(status="void"), name="neighbourhood_covenant_one",
                violation_error_message="同一时间只能有一个现行版本。",
            ),
            models.CheckConstraint(
                condition=Q(consulted_to__isnull=True) | Q(consulted_to__gte=F("consulted_from")), name="neighbourhood_covenant_consult",
                violation_error_message="征集民意的结束日期不能早于开始日期。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.title}（第 {self.version_no} 版）"


class CovenantPractice(LedgerRecord):
    """居规民约践行台账: what was done to make the covenant live. No name of anybody who broke it."""

    domain = "B"

    class Kind(models.TextChoices):
        PUBLICITY = "publicity", "宣传"
        DISTRIBUTION = "distribution", "入户发放"
        PERSUASION = "persuasion", "劝导"
        REVIEW = "review", "评议"

    covenant = models.ForeignKey(
        ResidentCovenant, models.PROTECT, verbose_name="居规民约", related_name="practices"
    )
    kind = models.CharField("类型", max_length=12, choices=Kind.choices)
    held_on = models.DateField("日期")
    place = models.CharField("地点", max_length=60)
    audience = models.PositiveIntegerField("受众人数")
    clauses = models.CharField("涉及条款", max_length=80, help_text="如第三条、第五条")
    outcome = models.CharField(
        "结果", max_length=300, blank=True, help_text="只写做法和成效，不写任何人的姓名。"
    )
    staff = models.CharField("经办人", max_length=50)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "居规民约践行"
        ordering = ["-held_on", "-id"]

    def __str__(self) -> str:
        return f"{self.held_on:%Y-%m-%d} {self.get_kind_display()}"
