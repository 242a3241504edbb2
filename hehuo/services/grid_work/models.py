"""走访: planned for a month, then done, missed or called off (item 14 “工作开展有力”)."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from hehuo.records.models import LedgerRecord


class WorkVisit(LedgerRecord):
    """走访台账: one planned or unplanned visit to a household. What was said is for those who help, not for display."""

    domain = "C"
    grid_path = "household__grid_id"
    privacy = {"matters": "P2"}

    class State(models.TextChoices):
        PLANNED = "planned", "待走访"
        DONE = "done", "已走访"
        ABSENT = "absent", "未遇到人"
        CANCELLED = "cancelled", "不需走访"

    class Outcome(models.TextChoices):
        NOTHING = "nothing", "没有要办的事"
        ADVISED = "advised", "当场解答"
        REQUEST = "request", "已登记诉求"
        HANDED = "handed", "已转有关部门"

    class Confirmed(models.TextChoices):
        YES = "yes", "属实"
        NO = "no", "不属实"
        NOT_ASKED = "not_asked", "未回访"

    household = models.ForeignKey(
        "residents.Household", models.PROTECT, verbose_name="户", related_name="visits"
    )
    planned_on = models.DateField("计划日期", null=True, blank=True, help_text="没有列入计划的走访留空。")
    visited_on = models.DateField("走访日期", null=True, blank=True)
    visitor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, verbose_name="走访人", related_name="+"
    )  # fmt: skip
    state = models.CharField(
        "办理状态", max_length=10, choices=State.choices, default=State.PLANNED, editable=False
    )
    tries = models.PositiveSmallIntegerField("未遇次数", default=0, editable=False)
    outcome = models.CharField("结果", max_length=8, choices=Outcome.choices, blank=True)
    matters = models.CharField("反映的事项", max_length=200, blank=True)
    confirmed = models.CharField(
        "回访确认", max_length=10, choices=Confirmed.choices, default=Confirmed.NOT_ASKED, editable=False
    )

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "走访"
        ordering = ["-planned_on", "-id"]
        indexes = [
            models.Index(
                fields=[
                    "settlement",
                    "-planned_on",
                    "-id",
                    "status",
                    "household",
                    "state",
                    "outcome",
                    "confirmed",
                ],
                name="services_workvisit_list",
            ),
            *LedgerRecord.Meta.indexes,
            models.Index(fields=["settlement", "planned_on"], name="services_visit_plan"),
        ]
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["household", "planned_on"], condition=~Q(status="void"), name="services_visit_once",
                violation_error_message="这一户当天已有走访计划。",
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(visited_on__isnull=False), name="services_visit_day",
                violation_error_message="已走访的须填写走访日期。",
            ),
            models.CheckConstraint(
                condition=Q(planned_on__isnull=False) | Q(visited_on__isnull=False), name="services_visit_dated",
                violation_error_message="请填写计划日期或走访日期。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.visited_on or self.planned_on} 走访 {self.household}"

    def as_request(self) -> dict[str, Any]:
        """First values of a request that was raised at this visit: what is known already, to be read again."""
        home = self.household.dwelling
        head = self.household.people.filter(
            relation="户主", left_on__isnull=True, deceased_on__isnull=True
        ).first()
        return {
            "settlement": self.settlement_id, "channel": "grid", "content": self.matters, "reported_on": self.visited_on,
            "building": home.building_id if home else None, "place": str(home or "")[:60], "reporter": head.pk if head else None,
        }  # fmt: skip
