"""责任任务进展: tasks of the person's units by unit and state, overdue days counted to 24:00 of the deadline."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from hehuo.programme.models import ResponsibilityTask, TaskState
from hehuo.programme.models.tasks import TASK_OPEN
from hehuo.reports.writers.excel import Column, Sheet


def sheets(places: list[Any], user: Any) -> list[Sheet]:
    """Sums by lead unit, and every task."""
    today = timezone.localdate()
    tasks = list(
        ResponsibilityTask.objects.visible_to(user)
        .exclude(state=TaskState.CANCELLED)
        .select_related("lead", "settlement")
    )
    units: dict[str, list[int]] = {}
    rows = []
    for task in tasks:
        over = task.days_over(today) if task.state in TASK_OPEN else 0
        sums = units.setdefault(task.lead.name, [0, 0, 0, 0])
        sums[0] += 1
        sums[1] += task.state not in TASK_OPEN
        sums[2] += task.state in TASK_OPEN
        sums[3] += over > 0
        rows.append([task.lead.name, task.title, str(task.settlement or ""), task.item_no, task.get_source_display(), task.due_on,
                     task.get_state_display(), over or None])  # fmt: skip
    note = f"截至 {today:%Y-%m-%d}，共 {len(tasks)} 项任务，不含已取消的。期限日 24 时后仍未报成果的计逾期。"
    return [
        Sheet("按单位", "责任任务进展汇总", note, (Column("牵头单位", 34), Column("任务", 10, "0", True), Column("已办结", 10, "0", True),
              Column("在办", 10, "0", True), Column("其中逾期", 10, "0", True)), [[name, *sums] for name, sums in units.items()], portrait=True),
        Sheet("任务清单", "责任任务清单", note, (Column("牵头单位", 26), Column("任务", 44), Column("安置点", 18), Column("条目", 7, "0"),
              Column("来源", 10), Column("时限", 12), Column("进展", 12), Column("逾期（天）", 10, "0")), rows, 2),
    ]  # fmt: skip
