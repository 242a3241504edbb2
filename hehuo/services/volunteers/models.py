"""公益志愿活动台账 (item 16). Counts only: nobody is ranked by hours."""

from django.db import models
from django.db.models import F, Q

from hehuo.records.models import LedgerRecord


class VolunteerActivity(LedgerRecord):
    """公益志愿活动: who organised it, and how many old and new neighbours took part."""

    domain = "A"

    class Organiser(models.TextChoices):
        UNION = "union", "工会"
        YOUTH = "youth", "团委"
        WOMEN = "women", "妇联"
        VOLUNTEERS = "volunteers", "志愿队"
        SOCIAL = "social", "社会组织"
        SCHOOL = "school", "学校"

    class State(models.TextChoices):
        PLANNED = "planned", "计划中"
        HELD = "held", "已举办"
        CANCELLED = "cancelled", "已取消"

    title = models.CharField("活动名称", max_length=60)
    organiser = models.CharField("组织单位", max_length=12, choices=Organiser.choices)
    kind = models.CharField("类别", max_length=40, help_text="如：义诊、理发、环境清洁。")
    place = models.CharField("地点", max_length=60)
    held_on = models.DateField("活动日期")
    open_to_all = models.BooleanField("新老居民都可以参加", default=True)
    state = models.CharField(
        "办理状态", max_length=10, choices=State.choices, default=State.PLANNED, editable=False
    )
    relocated_count = models.PositiveIntegerField("搬迁群众人数", default=0, editable=False)
    local_count = models.PositiveIntegerField("原住民人数", default=0, editable=False)
    volunteers = models.PositiveIntegerField("志愿者人数", default=0, editable=False)
    hours = models.DecimalField("服务时长（小时）", max_digits=6, decimal_places=1, default=0, editable=False)
    feedback = models.CharField("群众反馈", max_length=120, blank=True, editable=False)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "公益志愿活动"
        ordering = ["-held_on", "-id"]
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["settlement", "held_on", "title"], condition=~Q(status="void"), name="services_activity_once",
                violation_error_message="这一天的这场活动已经登记。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.held_on} {self.title}"


class ActivityConfirmation(LedgerRecord):
    """参加群众确认: how many people who took part were asked, and how many said that it took place. No names."""

    domain = "A"

    activity = models.ForeignKey(
        VolunteerActivity, models.PROTECT, verbose_name="活动", related_name="confirmations"
    )
    asked_on = models.DateField("询问日期")
    asked = models.PositiveSmallIntegerField("询问人数")
    confirmed = models.PositiveSmallIntegerField("确认人数")

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "参加群众确认"
        ordering = ["-asked_on", "-id"]
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.CheckConstraint(
                condition=Q(asked__gte=1, confirmed__lte=F("asked")), name="services_confirmation_part",
                violation_error_message="至少询问 1 人，确认人数不能多于询问人数。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.activity} {self.confirmed}/{self.asked}"
