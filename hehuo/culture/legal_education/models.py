"""普法: sessions, materials given out, lawful channels for claims, what people know (item 5).

The number of petitions is no indicator, target or penalty (domain item 5).
"""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from hehuo.culture.gatherings import Gathering
from hehuo.culture.words import WordsOf
from hehuo.records.models import LedgerRecord

LEAST_PEOPLE = 20
"""Fewer people in a quiz tell nothing (domain item 5, `legal_awareness_check`)."""
LAWS = WordsOf(
    "宪法", "民法典", "婚姻家庭", "土地权益", "劳动", "禁毒", "反诈", "未成年人保护", "反家暴", "交通", "信访法治化", "其他",
)  # fmt: skip
LANGUAGES = WordsOf("汉字", "汉语语音", "苗语语音", "彝文", "彝语语音", "布依语语音", "图画")


class LegalSession(Gathering):
    """普法宣传台账."""

    domain = "C"

    class Form(models.TextChoices):
        LECTURE = "lecture", "讲座"
        SQUARE = "square", "广场宣传"
        DOORS = "doors", "入户"
        COURT = "court", "模拟法庭"
        BROADCAST = "broadcast", "广播"
        ONLINE = "online", "线上"
        OTHER = "other", "其他"

    class Lecturer(models.TextChoices):
        JUSTICE = "justice", "司法所"
        COURT = "court", "法院"
        PROCURATOR = "procurator", "检察院"
        POLICE = "police", "派出所"
        LAWYERS = "lawyers", "律师事务所"
        SCHOOL = "school", "学校"
        OTHER = "other", "其他"

    class Audience(models.TextChoices):
        GENERAL = "general", "一般居民"
        WOMEN = "women", "妇女"
        YOUTH = "youth", "青少年"
        ELDERLY = "elderly", "老年人"
        WORKERS = "workers", "务工人员"

    form = models.CharField("形式", max_length=10, choices=Form.choices)
    law_topics = models.CharField("法律主题", max_length=80, validators=[LAWS], help_text=LAWS.hint)
    lecturer_org = models.CharField("宣讲单位", max_length=12, choices=Lecturer.choices)
    audience = models.CharField("对象", max_length=10, choices=Audience.choices)
    has_materials = models.BooleanField("有宣传培训资料", default=False)

    class Meta(Gathering.Meta):
        abstract = False
        verbose_name = "普法宣传"


class MaterialDistribution(LedgerRecord):
    """宣传资料发放台账."""

    domain = "C"

    title = models.CharField("资料名称", max_length=80)
    languages = models.CharField(
        "文种或语音", max_length=60, validators=[LANGUAGES], help_text=LANGUAGES.hint
    )
    copies = models.PositiveIntegerField("份数")
    places = models.CharField("发放地点", max_length=120)
    handed_out_on = models.DateField("发放日期")
    session = models.ForeignKey(
        LegalSession, models.PROTECT, null=True, blank=True, verbose_name="所属普法宣传", related_name="handouts"
    )  # fmt: skip

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "资料发放"
        ordering = ["-handed_out_on", "-id"]
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.CheckConstraint(
                condition=Q(copies__gt=0), name="culture_handout_copies", violation_error_message="份数应大于 0。"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title


class LegalReferral(LedgerRecord):
    """依法诉求引导台账: a claim is led to whom the law names, and answered by a day. The person is optional and sealed off."""

    domain = "F"
    privacy = {"person": "P4", "outcome": "P4"}

    class Category(models.TextChoices):
        ADVICE = "advice", "法律咨询"
        AID = "aid", "法律援助"
        ARBITRATION = "arbitration", "劳动仲裁"
        LAWSUIT = "lawsuit", "诉讼"
        REVIEW = "review", "行政复议"
        PETITION = "petition", "信访"
        MEDIATION = "mediation", "调解"

    class Outcome(models.TextChoices):
        ANSWERED = "answered", "已答复"
        PROCEEDING = "proceeding", "进入程序"
        WITHDRAWN = "withdrawn", "本人撤回"

    class State(models.TextChoices):
        OPEN = "open", "待答复"
        CLOSED = "closed", "已办结"

    category = models.CharField("类别", max_length=12, choices=Category.choices)
    person = models.ForeignKey(
        "residents.Person", models.PROTECT, null=True, blank=True, verbose_name="当事人", related_name="+",
        help_text="可以不填，匿名引导同样算。",
    )  # fmt: skip
    referred_to = models.CharField("转介单位", max_length=60)
    referred_on = models.DateField("引导日期")
    due_on = models.DateField(
        "答复期限", null=True, blank=True, help_text="不填按引导之日起 15 个工作日计算。"
    )
    answered_on = models.DateField("答复日期", null=True, editable=False)
    outcome = models.CharField("结果", max_length=12, choices=Outcome.choices, blank=True, editable=False)
    state = models.CharField(
        "办理状态", max_length=8, choices=State.choices, default=State.OPEN, editable=False
    )

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "依法诉求引导"
        ordering = ["-referred_on", "-id"]
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) | Q(due_on__gte=F("referred_on")), name="culture_referral_due",
                violation_error_message="答复期限不能早于引导日期。",
            ),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True) | Q(answered_on__gte=F("referred_on")), name="culture_referral_answer",
                violation_error_message="答复日期不能早于引导日期。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.referred_on:%Y-%m-%d} {self.get_category_display()}"


class AwarenessCheck(LedgerRecord):
    """知晓度测评: an anonymous quiz or interview; numbers only, nobody is named."""

    domain = "C"

    class Mode(models.TextChoices):
        PAPER = "paper", "匿名问卷"
        ORAL = "oral", "口头访问"

    checked_on = models.DateField("测评日期")
    mode = models.CharField("方式", max_length=8, choices=Mode.choices)
    people = models.PositiveIntegerField(
        "参加人数", help_text="不少于 20 人。", validators=[MinValueValidator(LEAST_PEOPLE, "测评人数不少于 20 人。")]
    )  # fmt: skip
    questions_asked = models.PositiveIntegerField("答题总数", help_text="人数乘以每人题数。")
    answers_correct = models.PositiveIntegerField("答对题数")

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "知晓度测评"
        ordering = ["-checked_on", "-id"]
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.CheckConstraint(
                condition=Q(questions_asked__gte=F("people")), name="culture_check_questions",
                violation_error_message="答题总数不能少于人数。",
            ),
            models.CheckConstraint(
                condition=Q(answers_correct__lte=F("questions_asked")), name="culture_check_correct",
                violation_error_message="答对题数不能大于答题总数。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.checked_on:%Y-%m-%d} {self.get_mode_display()}"

    @property
    def correct_rate(self) -> str:
        """答对率, cut to two decimals: never rounded up (domain §2.0.2)."""
        hundredths = self.answers_correct * 10000 // self.questions_asked
        return f"{hundredths // 100}.{hundredths % 100:02}%"


class LegalAdviser(LedgerRecord):
    """法律顾问（咨询点）台账: whom residents can ask."""

    domain = "C"

    class Kind(models.TextChoices):
        ADVISER = "adviser", "法律顾问"
        DESK = "desk", "法律咨询点"

    kind = models.CharField("形式", max_length=8, choices=Kind.choices)
    name = models.CharField("姓名或名称", max_length=50)
    name_initials = models.CharField("拼音首字母", max_length=50, blank=True, editable=False, db_index=True)
    organisation = models.CharField("所在单位", max_length=60)
    public_phone = models.CharField("公开电话", max_length=20)
    service_hours = models.CharField("服务时间", max_length=60)
    valid_from = models.DateField("起")
    valid_to = models.DateField("止", null=True, blank=True)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "法律顾问"
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="culture_adviser_span",
                violation_error_message="截止日期应晚于起始日期。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name
