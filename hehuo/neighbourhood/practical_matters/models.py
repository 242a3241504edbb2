"""为民办实事: promised, done, confirmed by those whom it serves (item 3; domain item 3)."""

from django.db import models
from django.db.models import F, Q

from hehuo.records.models import LedgerRecord


class PracticalMatter(LedgerRecord):
    """为民办实事台账. Whether it is done well is told by residents, never by whoever did it."""

    domain = "F"
    grid_path = "building__grid_id"

    class Origin(models.TextChoices):
        REQUEST = "request", "诉求"
        YARD = "yard", "院坝会"
        DEPUTY = "deputy", "代表联系"
        VISIT = "visit", "走访"
        ASSIGNED = "assigned", "上级交办"
        PLAN = "plan", "计划"

    class Serves(models.TextChoices):
        HOUSEHOLD = "household", "户"
        BUILDING = "building", "楼栋"
        COMMUNITY = "community", "社区"

    class State(models.TextChoices):
        PROMISED = "promised", "已承诺"
        DOING = "doing", "办理中"
        DONE = "done", "已办结待确认"
        CONFIRMED = "confirmed", "群众已确认"
        DISPUTED = "disputed", "群众认为没办好"
        UNREACHED = "unreached", "联系不上群众"

    class Word(models.TextChoices):
        YES = "yes", "办好了"
        NO = "no", "没办好"
        UNREACHABLE = "unreachable", "联系不上"

    title = models.CharField("事项", max_length=100)
    origin = models.CharField("来源", max_length=10, choices=Origin.choices)
    serves = models.CharField("受益对象", max_length=10, choices=Serves.choices)
    building = models.ForeignKey(
        "org.Building", models.PROTECT, null=True, blank=True, verbose_name="楼栋", related_name="+"
    )
    beneficiaries = models.PositiveIntegerField("受益人数")
    responsible = models.CharField("责任人", max_length=50, blank=True)
    raised_on = models.DateField("提出日期")
    promised_on = models.DateField("承诺时限")
    cost_fen = models.BigIntegerField("投入（分）", null=True, blank=True)
    request = models.ForeignKey(
        "neighbourhood.ResidentRequest",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="来自诉求",
        related_name="matters",
    )
    resolution = models.ForeignKey(
        "neighbourhood.MeetingResolution",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="来自议定事项",
        related_name="matters",
    )
    state = models.CharField(
        "办理状态", max_length=10, choices=State.choices, default=State.PROMISED, editable=False
    )
    done_on = models.DateField("完成日期", null=True, blank=True, editable=False)
    done_by = models.ForeignKey(
        "org.User", models.PROTECT, null=True, editable=False, verbose_name="登记办结的人", related_name="+"
    )
    result = models.CharField("结果", max_length=300, blank=True, editable=False)
    resident_word = models.CharField(
        "群众确认", max_length=12, choices=Word.choices, blank=True, editable=False
    )
    confirmed_on = models.DateField("确认日期", null=True, blank=True, editable=False)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "为民办实事"
        ordering = ["-raised_on", "-id"]
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.CheckConstraint(
                condition=Q(promised_on__gte=F("raised_on")), name="neighbourhood_matter_promise",
                violation_error_message="承诺时限不能早于提出日期。",
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | Q(done_on__gte=F("raised_on")), name="neighbourhood_matter_done",
                violation_error_message="完成日期不能早于提出日期。",
            ),
            models.CheckConstraint(
                condition=Q(cost_fen__isnull=True) | Q(cost_fen__gte=0), name="neighbourhood_matter_cost",
                violation_error_message="投入不能是负数。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title
