"""岗位, 岗位推送与招聘活动, 推荐 (item 12, life cycle §3.8)."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from hehuo.records.models import LedgerRecord

FOLLOW_UP_DAYS = 30
"""After so many days those who came to a job event are asked whether they have work."""


class JobOpening(LedgerRecord):
    """岗位台账."""

    domain = "D"

    class State(models.TextChoices):
        DRAFT = "draft", "草拟"
        VERIFIED = "verified", "已核验"
        OPEN = "open", "招聘中"
        PAUSED = "paused", "暂停"
        FILLED = "filled", "已招满"
        EXPIRED = "expired", "已过期"
        WITHDRAWN = "withdrawn", "已撤回"
        BLACKLISTED = "blacklisted_employer", "单位不予合作"

    class Kind(models.TextChoices):
        PUBLIC_POST = "public_post", "公益性岗位"
        NEARBY_COMPANY = "nearby_company", "周边企业"
        NEARBY_INDUSTRY = "nearby_industry", "周边产业"
        COMMUNITY = "community", "社区公共服务"
        FACTORY = "factory", "扶贫工厂"
        CITY = "city", "市内"
        PROVINCE = "province", "省内"
        OUT_PROVINCE = "out_province", "省外"

    employer = models.ForeignKey(
        "livelihood.Employer", models.PROTECT, verbose_name="单位", related_name="openings"
    )
    state = models.CharField("办理状态", max_length=20, choices=State.choices, default=State.DRAFT)
    title = models.CharField("岗位", max_length=60)
    headcount = models.PositiveIntegerField("人数")
    source_kind = models.CharField("来源", max_length=16, choices=Kind.choices)
    priority_relocated = models.BooleanField("优先搬迁群众", default=False)
    wage_min_yuan = models.PositiveIntegerField("月工资下限（元）")
    wage_max_yuan = models.PositiveIntegerField("月工资上限（元）")
    requirements = models.CharField("要求", max_length=200, blank=True)
    valid_from = models.DateField("发布日期")
    valid_to = models.DateField("有效期")

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "岗位"
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.CheckConstraint(
                condition=Q(headcount__gt=0),
                name="livelihood_opening_headcount",
                violation_error_message="人数应大于 0。",
            ),
            models.CheckConstraint(
                condition=Q(wage_max_yuan__gte=F("wage_min_yuan")),
                name="livelihood_opening_wage",
                violation_error_message="工资上限不能低于下限。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}（{self.employer}）"


class JobEvent(LedgerRecord):
    """岗位推送、招聘活动台账: unit of the two-quarter rule (body of item 12)."""

    domain = "D"

    class Kind(models.TextChoices):
        PUSH = "push", "岗位推送"
        FAIR = "fair", "专场招聘会"
        MOBILE = "mobile", "流动招聘"
        ONLINE = "online", "线上推送"
        HOME = "home", "入户推荐"

    kind = models.CharField("类型", max_length=8, choices=Kind.choices)
    held_on = models.DateField("日期")
    place = models.CharField("地点", max_length=60, blank=True)
    openings = models.ManyToManyField(JobOpening, blank=True, verbose_name="岗位清单", related_name="events")
    openings_count = models.PositiveIntegerField("推送岗位条数")
    jobs_count = models.PositiveIntegerField("岗位数", default=0)
    reached = models.PositiveIntegerField("覆盖人数")
    intents = models.PositiveIntegerField("达成意向", default=0)
    materials = models.CharField("资料", max_length=200, blank=True)
    followed_up_on = models.DateField("30 日回访日期", null=True, blank=True, editable=False)
    asked_30d = models.PositiveIntegerField("回访人数", null=True, blank=True, editable=False)
    hired_30d = models.PositiveIntegerField("30 日内入职人数", null=True, blank=True, editable=False)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "招聘（推送）活动"
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.CheckConstraint(
                condition=Q(intents__lte=F("reached")),
                name="livelihood_event_intents",
                violation_error_message="达成意向数不能大于覆盖人数。",
            ),
            models.CheckConstraint(
                condition=Q(hired_30d__isnull=True, asked_30d__isnull=True)
                | Q(hired_30d__lte=F("asked_30d"), asked_30d__lte=F("reached")),
                name="livelihood_event_hired",
                violation_error_message="入职人数不能大于回访人数，回访人数不能大于覆盖人数。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.held_on:%Y-%m-%d} {self.get_kind_display()}"

    def hired(self) -> str:
        """How many had work after thirty days; not asked yet is no zero."""
        if self.hired_30d is not None:
            return f"{self.hired_30d} 人（问了 {self.asked_30d} 人）"
        ready = self.held_on + timedelta(days=FOLLOW_UP_DAYS)
        return "还没有回访" if ready <= timezone.localdate() else f"{ready:%m-%d} 起回访"

    hired.short_description = "30 日内入职"  # type: ignore[attr-defined]

    @property
    def window(self) -> str:
        """所属两季度窗口 (domain item 12, job_push_compliance): the half-year of the event."""
        return f"{self.held_on.year}年{'上' if self.held_on.month <= 6 else '下'}半年"


class JobRecommendation(LedgerRecord):
    """推荐台账: person × opening; the employer sees the candidate only after consent."""

    domain = "D"
    grid_path = "person__household__grid_id"

    class State(models.TextChoices):
        PROPOSED = "proposed", "拟推荐"
        CONSENTED = "candidate_consented", "本人同意"
        DECLINED = "candidate_declined", "本人不同意"
        REFERRED = "referred", "已推荐"
        INTERVIEWED = "interviewed", "已面试"
        OFFERED = "offered", "已录用待岗"
        HIRED = "hired", "已录用"
        NOT_HIRED = "not_hired", "未录用"
        STARTED = "started", "已上岗"
        LEFT = "left", "已离岗"

    class NoReason(models.TextChoices):
        WAGE = "wage", "工资"
        DISTANCE = "distance", "距离"
        CARE = "care", "照料"
        SKILL = "skill", "技能"
        MEDICAL = "medical", "体检"
        EMPLOYER = "employer", "单位不录"
        OTHER = "other", "其他"

    person = models.ForeignKey(
        "residents.Person", models.PROTECT, verbose_name="求职者", related_name="recommendations"
    )
    opening = models.ForeignKey(
        JobOpening, models.PROTECT, verbose_name="岗位", related_name="recommendations"
    )
    state = models.CharField("办理状态", max_length=20, choices=State.choices, default=State.PROPOSED)
    zero_case = models.ForeignKey(
        "livelihood.ZeroEmploymentCase",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="零就业个案",
        related_name="offers",
    )
    suitable = models.BooleanField("合适岗位", default=True)
    candidate_consent_on = models.DateField("本人同意日期", null=True, blank=True)
    started_on = models.DateField("上岗日期", null=True, blank=True)
    no_reason = models.CharField("未成原因", max_length=10, choices=NoReason.choices, blank=True)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "岗位推荐"

    def __str__(self) -> str:
        return f"{self.person} → {self.opening}"
