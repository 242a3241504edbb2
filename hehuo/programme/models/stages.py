"""长期整改的阶段: goal and date each, done with evidence (domain §3.3). A new plan replaces what was not done yet."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from hehuo.programme.models.inspections import Finding


class FindingStage(models.Model):
    """One stage of the plan of a long-term rectification."""

    finding = models.ForeignKey(Finding, models.PROTECT, verbose_name="督查问题", related_name="stages")
    number = models.PositiveSmallIntegerField("阶段")
    goal = models.CharField("阶段目标", max_length=200)
    due_on = models.DateField("阶段时限")
    done_on = models.DateField("完成日期", null=True)
    report = models.CharField("完成情况", max_length=500, blank=True)
    evidence = models.JSONField("印证", default=list)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, verbose_name="报告人", related_name="+"
    )
    replaced_on = models.DateField("重报方案日期", null=True)

    class Meta:
        verbose_name = "整改阶段"
        ordering = ["finding", "number", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["finding", "number"],
                condition=Q(replaced_on__isnull=True),
                name="programme_stage_once",
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True)
                | Q(reported_by__isnull=False, replaced_on__isnull=True) & ~Q(report=""),
                name="programme_stage_done",
            ),
        ]

    def __str__(self) -> str:
        return f"第 {self.number} 阶段：{self.goal}"
