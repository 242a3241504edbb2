"""Responsibility tasks (domain §3.4): who does what by when."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from hehuo.programme.models.supervision import OnLadder, Proved, sees_all, unit_ids_of


class TaskState(models.TextChoices):
    """Where a task stands. Overdue and extended are dates beside the state, so that the work goes on."""

    CREATED = "created", "已拟定"
    ASSIGNED = "assigned", "已下达"
    DISPUTED = "disputed", "责任有异议"
    ACCEPTED = "accepted", "已签收"
    IN_PROGRESS = "in_progress", "办理中"
    SUBMITTED = "submitted", "已报成果"
    RETURNED = "returned", "已退回"
    REVIEWED = "reviewed_ok", "审核通过"
    CLOSED = "closed", "已办结"
    CANCELLED = "cancelled", "已取消"


TASK_OPEN = tuple(
    s for s in TaskState if s not in (TaskState.REVIEWED, TaskState.CLOSED, TaskState.CANCELLED)
)

TASK_DUE = tuple(
    s for s in TASK_OPEN if s not in (TaskState.CREATED, TaskState.DISPUTED, TaskState.SUBMITTED)
)
"""The unit's turn: only here it can be late."""


class TaskQuerySet(models.QuerySet):
    """Tasks by right."""

    def visible_to(self, user: Any) -> TaskQuerySet:
        """The city sees all; a unit sees what it leads or supports."""
        if sees_all(user):
            return self
        units = unit_ids_of(user)
        if not units:
            return self.none()
        helped = ResponsibilityTask.supports.through.objects.filter(orgunit__in=units)
        return self.exclude(state=TaskState.CREATED).filter(
            Q(lead__in=units) | Q(pk__in=helped.values("responsibilitytask"))
        )


class ResponsibilityTask(Proved, OnLadder):
    """责任任务: source, units, deliverable, deadline. Progress is read from scores and campaigns, never typed."""

    class Source(models.TextChoices):
        PLAN = "plan", "方案"
        SPLIT = "split", "分解表"
        MEETING = "meeting", "会议"
        RECTIFICATION = "rectification", "整改"
        BULLETIN = "bulletin", "通报"

    source = models.CharField("来源", max_length=14, choices=Source.choices)
    key = models.CharField("来源编号", max_length=60, blank=True, editable=False)
    title = models.CharField("任务", max_length=120)
    deliverable = models.CharField("成果", max_length=300)
    printed = models.CharField("原文", max_length=300, blank=True)
    edition = models.ForeignKey(
        "assessment.StandardEdition",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="考核标准",
        related_name="+",
    )
    item_no = models.PositiveSmallIntegerField("条目", null=True, blank=True)
    settlement = models.ForeignKey(
        "org.Settlement", models.PROTECT, null=True, blank=True, verbose_name="安置点", related_name="+"
    )
    lead = models.ForeignKey("org.OrgUnit", models.PROTECT, verbose_name="牵头单位", related_name="+")
    supports = models.ManyToManyField("org.OrgUnit", blank=True, verbose_name="配合单位", related_name="+")
    owner = models.CharField("责任人", max_length=50, blank=True, editable=False)
    state = models.CharField(
        "状态", max_length=14, choices=TaskState.choices, default=TaskState.CREATED, editable=False
    )
    result = models.CharField("成果说明", max_length=500, blank=True, editable=False)
    submitted_by = models.ForeignKey(
        "org.User", models.PROTECT, null=True, editable=False, verbose_name="报送人", related_name="+"
    )
    submitted_on = models.DateField("报送日期", null=True, editable=False)

    due_states = TASK_DUE
    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = "责任任务"
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["key"], condition=~Q(key="") & ~Q(state="cancelled"), name="programme_task_once"
            )
        ]
        indexes = [models.Index(fields=["lead", "state"], name="programme_task_lead")]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def proved_for(cls, user: Any) -> models.QuerySet:
        """Files belong to a settlement; a task of many settlements points to pages instead."""
        return cls.objects.visible_to(user).filter(settlement__isnull=False)

    def may_prove(self, user: Any) -> bool:
        """The leading unit, while the task is open."""
        return self.is_open and self.lead_id in unit_ids_of(user)

    @property
    def result_link(self) -> str:
        """The page of the system that was sent in with the result, or ''."""
        last = self.steps.filter(event="submit").order_by("-id").first()
        return last.data.get("link", "") if last else ""

    @property
    def is_open(self) -> bool:
        """Still to be done."""
        return self.state in TASK_OPEN
