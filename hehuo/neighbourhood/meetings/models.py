"""居民（代表）会议 and 院坝会: what was resolved becomes somebody's task and is answered (items 1 and 3)."""

from django.db import models
from django.db.models import F, Q

from hehuo.records.models import LedgerRecord


class ResidentsMeeting(LedgerRecord):
    """居民（代表）会议台账: who was due, who came, how they voted."""

    domain = "B"

    class Kind(models.TextChoices):
        ALL_ADULTS = "all_adults", "全体成年居民"
        HOUSEHOLDS = "household_reps", "户代表"
        GROUPS = "group_reps", "小组代表"
        REPRESENTATIVES = "representatives", "居民代表会议"

    kind = models.CharField("会议形式", max_length=16, choices=Kind.choices)
    notice_on = models.DateField("通知日期")
    held_on = models.DateField("召开日期")
    place = models.CharField("地点", max_length=60)
    eligible_count = models.PositiveIntegerField("应到人数")
    present_count = models.PositiveIntegerField("实到人数")
    women_present = models.PositiveIntegerField("女性人数")
    agenda = models.TextField("议题", max_length=600)
    votes_for = models.PositiveIntegerField("赞成", null=True, blank=True)
    votes_against = models.PositiveIntegerField("反对", null=True, blank=True)
    votes_abstain = models.PositiveIntegerField("弃权", null=True, blank=True)
    minutes = models.TextField("会议记录", max_length=4000)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "居民会议"
        ordering = ["-held_on", "-id"]
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.CheckConstraint(
                condition=Q(notice_on__lt=F("held_on")), name="neighbourhood_meeting_notice",
                violation_error_message="会议通知应当早于召开日期。",
            ),
            models.CheckConstraint(
                condition=Q(eligible_count__gt=0, present_count__lte=F("eligible_count")), name="neighbourhood_meeting_present",
                violation_error_message="应到人数要大于 0，实到人数不能多于应到人数。",
            ),
            models.CheckConstraint(
                condition=Q(women_present__lte=F("present_count")), name="neighbourhood_meeting_women",
                violation_error_message="女性人数不能多于实到人数。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.held_on:%Y-%m-%d} {self.get_kind_display()}会议"

    @property
    def has_quorum(self) -> bool:
        """More than half of those who were due came (domain Appendix A `quorum_met`)."""
        return self.present_count * 2 > self.eligible_count

    def quorum(self) -> str:
        """The quorum in words."""
        return "过半" if self.has_quorum else "未过半"

    quorum.short_description = "是否过半"  # type: ignore[attr-defined]


class CourtyardMeeting(LedgerRecord):
    """院坝会台账: held where people live, on what moves them."""

    domain = "F"
    grid_path = "building__grid_id"

    class Topic(models.TextChoices):
        HOT = "hot", "热点"
        HARD = "hard", "难点"
        SERVICE = "service", "服务"
        POLICY = "policy", "政策"

    building = models.ForeignKey(
        "org.Building", models.PROTECT, null=True, blank=True, verbose_name="楼栋", related_name="+"
    )
    place = models.CharField("地点", max_length=60)
    held_on = models.DateField("日期")
    convener = models.CharField("召集人", max_length=50)
    attendees = models.PositiveIntegerField("参加人数")
    topic_kind = models.CharField("议题类别", max_length=8, choices=Topic.choices)
    topics = models.CharField("议题", max_length=300)
    answered_there = models.CharField("现场答复", max_length=400, blank=True)
    feedback_due_on = models.DateField("反馈期限", null=True, blank=True)
    feedback_on = models.DateField("向参会群众反馈", null=True, blank=True, editable=False)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "院坝会"
        ordering = ["-held_on", "-id"]
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.CheckConstraint(
                condition=Q(feedback_due_on__isnull=True) | Q(feedback_due_on__gte=F("held_on")), name="neighbourhood_yard_due",
                violation_error_message="反馈期限不能早于院坝会日期。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.held_on:%Y-%m-%d} 院坝会（{self.place}）"


class MeetingResolution(LedgerRecord):
    """会议议定事项: somebody's task with a deadline, done, and answered to those who attended."""

    domain = "F"

    class State(models.TextChoices):
        OPEN = "open", "待办理"
        DONE = "done", "已办结待反馈"
        ANSWERED = "answered", "已向群众反馈"
        DROPPED = "dropped", "不能办理（已说明）"

    class Unit(models.TextChoices):
        COMMUNITY = "community", "社区居委会"
        GRID = "grid", "网格"
        TOWNSHIP = "township", "乡镇（街道）"

    class Answer(models.TextChoices):
        MEETING = "meeting", "再次开会答复"
        NOTICE = "notice", "张贴公示"
        VISIT = "visit", "上门"
        PHONE = "phone", "电话"

    residents_meeting = models.ForeignKey(
        ResidentsMeeting,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="居民会议",
        related_name="resolved",
    )
    courtyard_meeting = models.ForeignKey(
        CourtyardMeeting,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="院坝会",
        related_name="resolved",
    )
    content = models.CharField("议定事项", max_length=200)
    unit = models.CharField("办理单位", max_length=10, choices=Unit.choices, default=Unit.COMMUNITY)
    responsible = models.CharField("责任人", max_length=50)
    raised_on = models.DateField("议定日期")
    due_on = models.DateField("办理期限")
    state = models.CharField(
        "办理状态", max_length=10, choices=State.choices, default=State.OPEN, editable=False
    )
    done_on = models.DateField("办结日期", null=True, blank=True, editable=False)
    result = models.CharField("办理结果", max_length=300, blank=True, editable=False)
    answered_on = models.DateField("反馈日期", null=True, blank=True, editable=False)
    answer_by = models.CharField("反馈方式", max_length=8, choices=Answer.choices, blank=True, editable=False)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "会议议定事项"
        ordering = ["-raised_on", "-id"]
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.CheckConstraint(
                condition=Q(residents_meeting__isnull=False, courtyard_meeting__isnull=True)
                | Q(residents_meeting__isnull=True, courtyard_meeting__isnull=False),
                name="neighbourhood_resolution_of_one", violation_error_message="请选择一次居民会议，或者一次院坝会。",
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("raised_on")), name="neighbourhood_resolution_due",
                violation_error_message="办理期限不能早于议定日期。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.content[:30]
