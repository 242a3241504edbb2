"""讲习场所, its plans, sessions, and the theme practice activity (item 2)."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from hehuo.culture.gatherings import Gathering
from hehuo.culture.words import WordsOf
from hehuo.records.models import LedgerRecord

VIRTUES = WordsOf("推己及人", "遵守规矩", "谨守本分", "明辨是非", "温和友善", "诚实守信", "忠国爱家")
CANONICAL_TITLE = "明礼知耻·崇德向善"


class EducationVenue(LedgerRecord):
    """讲习场所台账: 新时代讲习所, 道德讲堂, 妇女夜校 and others, each with somebody responsible."""

    domain = "C"

    class Kind(models.TextChoices):
        WORKSHOP = "workshop", "新时代讲习所"
        MORAL = "moral", "道德讲堂"
        NIGHT = "night", "妇女夜校"
        OTHER = "other", "其他"

    class Host(models.TextChoices):
        COMMUNITY = "community", "社区"
        WOMEN = "women", "妇联"
        UNION = "union", "总工会"
        YOUTH = "youth", "团委"
        CIVILITY = "civility", "文明办"
        OTHER = "other", "其他"

    class State(models.TextChoices):
        ACTIVE = "active", "正在使用"
        PAUSED = "paused", "暂停"
        CLOSED = "closed", "停办"

    kind = models.CharField("类型", max_length=10, choices=Kind.choices)
    name = models.CharField("名称", max_length=60)
    venue = models.ForeignKey("culture.Venue", models.PROTECT, verbose_name="场所", related_name="lectures")
    host = models.CharField("主办", max_length=10, choices=Host.choices)
    responsible = models.CharField("负责人", max_length=50)
    opened_on = models.DateField("设立日期")
    state = models.CharField(
        "使用情况", max_length=8, choices=State.choices, default=State.ACTIVE, editable=False
    )
    paused_on = models.DateField("暂停日期", null=True, editable=False)
    closed_on = models.DateField("停办日期", null=True, editable=False)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "讲习场所"

    def __str__(self) -> str:
        return self.name


class EducationPlan(LedgerRecord):
    """年度计划: one a year and venue."""

    domain = "C"

    lecture_hall = models.ForeignKey(
        EducationVenue, models.PROTECT, verbose_name="讲习场所", related_name="plans"
    )
    title = models.CharField("计划名称", max_length=80)
    year = models.PositiveSmallIntegerField("年度")
    sessions_planned = models.PositiveSmallIntegerField("计划场次")
    starts_on = models.DateField("起始日期")
    ends_on = models.DateField("截止日期（含）")

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "年度计划"
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["lecture_hall", "year"], condition=~Q(status="void"), name="culture_plan_once",
                violation_error_message="这个场所当年已有计划。",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="culture_plan_span",
                violation_error_message="截止日期不能早于起始日期。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title


class EducationSession(Gathering):
    """教育培训场次台账. The file is complete with a lesson text and a sign-in or a count by a second person."""

    domain = "C"

    class Series(models.TextChoices):
        WORKSHOP = "workshop", "讲习所"
        MORAL = "moral", "道德讲堂"
        NIGHT = "night", "妇女夜校"
        OTHER = "other", "其他"

    class Topic(models.TextChoices):
        GRATITUDE = "gratitude", "感恩"
        MORALS = "morals", "道德"
        NEW_WAYS = "new_ways", "三新一清洁"
        MANNERS = "manners", "文明礼仪"
        FAMILY = "family", "家庭美德"
        OTHER = "other", "其他"

    class Language(models.TextChoices):
        MANDARIN = "mandarin", "普通话"
        DIALECT = "dialect", "本地话"
        MINORITY = "minority", "民族语言"
        MIXED = "mixed", "普通话和民族语言"

    lecture_hall = models.ForeignKey(
        EducationVenue, models.PROTECT, verbose_name="讲习场所", related_name="sessions"
    )
    series = models.CharField("系列", max_length=10, choices=Series.choices, editable=False)
    topic = models.CharField("主题", max_length=10, choices=Topic.choices)
    lecturer = models.CharField("主讲人", max_length=50)
    lecturer_org = models.CharField("主讲人单位", max_length=60)
    language = models.CharField("语言", max_length=10, choices=Language.choices, default=Language.MANDARIN)
    has_lesson = models.BooleanField("有教案（讲稿）", default=False)
    has_slides = models.BooleanField("有课件", default=False)
    has_test = models.BooleanField("有测评", default=False)
    feedback_score = models.DecimalField(
        "群众评分（1—5）", max_digits=2, decimal_places=1, null=True, blank=True, help_text="不记名评分的平均数。",
        validators=[MinValueValidator(1), MaxValueValidator(5)],
    )  # fmt: skip
    feedback_note = models.CharField("群众意见", max_length=200, blank=True, help_text="不写姓名。")

    class Meta(Gathering.Meta):
        abstract = False
        verbose_name = "教育培训"


class ThemeActivity(Gathering):
    """主题实践活动台账. The annex prints “明理知耻·从德向善”; the printed and the canonical title are both kept."""

    domain = "C"

    class Mix(models.TextChoices):
        INSIDE = "inside", "社区居民"
        MIXED = "mixed", "社区内外共同参加"
        UNKNOWN = "unknown", "不清楚"

    title_printed = models.CharField("印发名称", max_length=60, default="明理知耻·从德向善在社区")
    title_canonical = models.CharField("规范名称", max_length=60, default=CANONICAL_TITLE)
    virtues = models.CharField("美德主题", max_length=60, validators=[VIRTUES], help_text=VIRTUES.hint)
    form = models.CharField("活动形式", max_length=60)
    mix = models.CharField("社区内外参与", max_length=8, choices=Mix.choices, default=Mix.UNKNOWN)
    has_materials = models.BooleanField("有活动资料", default=False)

    class Meta(Gathering.Meta):
        abstract = False
        verbose_name = "主题实践活动"
