"""办件 from the first question to the rating, and the rights that must not be lost by moving (item 15; domain §3.12)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from hehuo.records.models import LedgerRecord
from hehuo.services.windows.models import ServiceItem

YELLOW = 0.7
"""Share of the time limit after which the lamp says that the end is near (domain §3.12)."""


class ServiceCase(LedgerRecord):
    """办件台账. Whoever takes the first contact answers for the case until a colleague has taken it over."""

    domain = "F"
    grid_path = "applicant__household__grid_id"
    privacy = {"agent_name": "P2", "result_reason": "P2", "explanation": "P2"}

    class State(models.TextChoices):
        CONSULTED = "consulted", "咨询"
        REGISTERED = "registered", "已登记（首问负责）"
        NOTICED = "noticed", "已一次性告知"
        ACCEPTED = "accepted", "办理中"
        FORWARDED = "forwarded", "已上报（转办）"
        PAUSED = "paused", "暂停计时"
        DECIDED = "decided", "已办结"
        DELIVERED = "delivered", "已送达"
        RATED = "rated", "已评价"
        NOT_ACCEPTED = "not_accepted", "不予受理"
        WITHDRAWN = "withdrawn", "已撤回"
        ARCHIVED = "archived", "已归档"

    class Agency(models.TextChoices):
        SELF = "self", "本人办理"
        HELPED = "helped", "帮办"
        AGENT = "agent", "代办"

    class Result(models.TextChoices):
        GRANTED = "granted", "准予"
        REFUSED = "refused", "不予"
        RETURNED = "returned", "退件"
        WITHDRAWN = "withdrawn", "撤回"

    class Delivery(models.TextChoices):
        WINDOW = "window", "窗口领取"
        POST = "post", "邮寄"
        HOME = "home", "送上门"
        ONLINE = "online", "网上"

    case_no = models.CharField("件号", max_length=24, editable=False)
    item = models.ForeignKey(ServiceItem, models.PROTECT, verbose_name="事项", related_name="cases")
    applicant = models.ForeignKey("residents.Person", models.PROTECT, verbose_name="申请人", related_name="+")
    agency = models.CharField("办理方式", max_length=8, choices=Agency.choices, default=Agency.SELF)
    agent_name = models.CharField("代办人", max_length=50, blank=True)
    authority_no = models.CharField("授权书编号", max_length=40, blank=True)
    state = models.CharField(
        "办理状态", max_length=14, choices=State.choices, default=State.REGISTERED, editable=False
    )
    submitted_on = models.DateField("收到申请日期")
    first_contact = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, verbose_name="首问责任人", related_name="+"
    )  # fmt: skip
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, verbose_name="现责任人", related_name="+"
    )  # fmt: skip
    handover_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, verbose_name="待接手人", related_name="+"
    )  # fmt: skip
    accepted_on = models.DateField("受理日期", null=True, editable=False)
    due_on = models.DateField("办结期限", null=True, editable=False)
    paused_days = models.PositiveSmallIntegerField("暂停工作日", default=0, editable=False)
    forwarded_to = models.CharField("上报（转办）单位", max_length=60, blank=True, editable=False)
    forwarded_on = models.DateField("上报日期", null=True, editable=False)
    joint_units = models.CharField("联合办理单位", max_length=120, blank=True, editable=False)
    joint_from = models.DateField("联合办理起", null=True, editable=False)
    decided_on = models.DateField("办结日期", null=True, editable=False)
    result = models.CharField("结果", max_length=10, choices=Result.choices, blank=True, editable=False)
    result_reason = models.CharField("理由", max_length=200, blank=True, editable=False)
    explanation = models.CharField("超期说明", max_length=200, blank=True, editable=False)
    delivered_on = models.DateField("送达日期", null=True, editable=False)
    delivery = models.CharField(
        "送达方式", max_length=8, choices=Delivery.choices, blank=True, editable=False
    )

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "办件"
        ordering = ["-submitted_on", "-id"]
        indexes = [
            models.Index(fields=["settlement", "-submitted_on", "-id"], name="services_servicecase_day"),
            *LedgerRecord.Meta.indexes,
            models.Index(fields=["settlement", "state", "due_on"], name="services_case_state"),
        ]
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.UniqueConstraint(fields=["settlement", "case_no"], name="services_case_no_once"),
            models.CheckConstraint(
                condition=Q(accepted_on__isnull=True) | Q(accepted_on__gte=F("submitted_on")),
                name="services_case_accepted", violation_error_message="受理日期不能早于收到申请日期。",
            ),
            models.CheckConstraint(
                condition=Q(decided_on__isnull=True) | Q(decided_on__gte=F("accepted_on")),
                name="services_case_decided", violation_error_message="办结日期不能早于受理日期。",
            ),
            models.CheckConstraint(
                condition=~Q(agency="agent") | ~Q(agent_name=""), name="services_case_agent",
                violation_error_message="代办的须填写代办人。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.case_no

    @property
    def lamp(self) -> str:
        """A word for how the time limit stands: in time, near its end, over (domain §3.12)."""
        if self.accepted_on is None or self.due_on is None:
            return ""
        if self.state == self.State.PAUSED:
            return "暂停计时"
        day = self.decided_on or timezone.localdate()
        if day > self.due_on:
            return "超期"
        if self.decided_on:
            return "按时"
        span = (self.due_on - self.accepted_on).days
        return "临近期限" if (day - self.accepted_on).days >= YELLOW * span else "正常"

    lamp.fget.short_description = "期限"  # type: ignore[attr-defined]


class OneTimeNotice(LedgerRecord):
    """一次性告知台账: everything that is missing, said once. A case has at most one."""

    domain = "F"
    grid_path = "case__applicant__household__grid_id"
    privacy = {"missing": "P2"}

    class Channel(models.TextChoices):
        WRITTEN = "written", "书面"
        SMS = "sms", "短信"
        PHONE = "phone", "电话和书面"

    case = models.ForeignKey(ServiceCase, models.PROTECT, verbose_name="办件", related_name="notices")
    given_on = models.DateField("告知日期")
    missing = models.CharField("须补正的材料", max_length=400)
    channel = models.CharField("告知方式", max_length=8, choices=Channel.choices)
    supplemented_on = models.DateField("补正日期", null=True, blank=True)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "一次性告知"
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["case"], condition=~Q(status="void"), name="services_notice_once",
                violation_error_message="一个办件只能告知一次，须补的材料请一次说清。",
            ),
            models.CheckConstraint(
                condition=Q(supplemented_on__isnull=True) | Q(supplemented_on__gte=F("given_on")),
                name="services_notice_order", violation_error_message="补正日期不能早于告知日期。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.case} 一次性告知"


class CasePause(LedgerRecord):
    """暂停计时: a span that the law does not count into the limit, with its ground."""

    domain = "F"
    grid_path = "case__applicant__household__grid_id"

    class Ground(models.TextChoices):
        EXPERT = "expert", "专家评审"
        TEST = "test", "检验检测"
        NOTICE = "notice", "公示公告"
        APPLICANT = "applicant", "申请人书面申请暂缓"

    case = models.ForeignKey(ServiceCase, models.PROTECT, verbose_name="办件", related_name="pauses")
    ground = models.CharField("暂停原因", max_length=10, choices=Ground.choices)
    starts_on = models.DateField("暂停日期")
    ends_on = models.DateField("恢复日期", null=True, blank=True)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "暂停计时"
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="services_pause_span",
                violation_error_message="恢复日期不能早于暂停日期。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.case} {self.get_ground_display()}"


class ServiceRating(LedgerRecord):
    """好差评台账: the applicant's word on a delivered case. One rating a case, and one more word after a bad one."""

    domain = "F"
    grid_path = "case__applicant__household__grid_id"
    privacy = {"words": "P2", "answer": "P2"}

    class Level(models.TextChoices):
        VERY_GOOD = "very_good", "非常满意"
        GOOD = "good", "满意"
        FAIR = "fair", "基本满意"
        BAD = "bad", "不满意"
        VERY_BAD = "very_bad", "非常不满意"

    class Cause(models.TextChoices):
        SLOW = "slow", "时间太长"
        RUNS = "runs", "跑了多趟"
        MATERIALS = "materials", "材料没说清"
        MANNER = "manner", "态度不好"
        RESULT = "result", "结果不满意"
        OTHER = "other", "其他"

    class State(models.TextChoices):
        SETTLED = "settled", "无须回访"
        OPEN = "open", "待联系"
        CONTACTED = "contacted", "已联系"
        ANSWERED = "answered", "已整改答复"
        RERATED = "rerated", "已追评"

    case = models.ForeignKey(ServiceCase, models.PROTECT, verbose_name="办件", related_name="ratings")
    level = models.CharField("评价", max_length=10, choices=Level.choices)
    cause = models.CharField("原因", max_length=10, choices=Cause.choices, blank=True)
    words = models.CharField("评价内容", max_length=200, blank=True)
    rated_on = models.DateField("评价日期")
    state = models.CharField(
        "办理状态", max_length=10, choices=State.choices, default=State.SETTLED, editable=False
    )
    contact_due_on = models.DateField("应联系日期", null=True, editable=False)
    contacted_on = models.DateField("联系日期", null=True, editable=False)
    answer_due_on = models.DateField("应答复日期", null=True, editable=False)
    answered_on = models.DateField("整改答复日期", null=True, editable=False)
    answer = models.CharField("整改情况", max_length=200, blank=True, editable=False)
    second_level = models.CharField("追评", max_length=10, choices=Level.choices, blank=True, editable=False)
    second_rated_on = models.DateField("追评日期", null=True, editable=False)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "好差评"
        ordering = ["-rated_on", "-id"]
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["case"], condition=~Q(status="void"), name="services_rating_once",
                violation_error_message="这个办件已有评价；差评整改后可以追评一次。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.case} {self.get_level_display()}"

    @property
    def is_bad(self) -> bool:
        """差评: 不满意 or 非常不满意."""
        return self.level in (self.Level.BAD, self.Level.VERY_BAD)


class EntitlementLink(LedgerRecord):
    """权益衔接台账: so that nobody loses a right because of moving. What it is about is opened with a reason only."""

    domain = "F"
    grid_path = "person__household__grid_id"
    privacy = {"kind": "P3", "next_action": "P3"}

    class Kind(models.TextChoices):
        HUKOU = "hukou", "户籍"
        SCHOOL = "school", "就学"
        DOCTOR = "doctor", "家庭医生"
        INSURANCE = "insurance", "医保"
        PENSION = "pension", "养老保险"
        ALLOWANCE = "allowance", "低保"
        DISABILITY = "disability", "残疾补贴"

    class State(models.TextChoices):
        PENDING = "pending", "待办"
        DONE = "done", "已衔接"
        NOT_NEEDED = "not_needed", "不需要"
        REFUSED = "refused", "本人不办"
        LOST = "lost", "中断，须恢复"

    person = models.ForeignKey("residents.Person", models.PROTECT, verbose_name="人员", related_name="+")
    kind = models.CharField("事项", max_length=10, choices=Kind.choices)
    state = models.CharField(
        "办理状态", max_length=10, choices=State.choices, default=State.PENDING, editable=False
    )
    next_action = models.CharField("下一步", max_length=120, blank=True)
    due_on = models.DateField("办理期限", null=True, blank=True)
    settled_on = models.DateField("衔接日期", null=True, editable=False)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "权益衔接"
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["person", "kind"], condition=~Q(status="void"), name="services_entitlement_once",
                violation_error_message="这个人的这一事项已经登记。",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("pending", "lost")) | ~Q(next_action=""), name="services_entitlement_next",
                violation_error_message="待办或中断的须写明下一步。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.person} 权益衔接"
