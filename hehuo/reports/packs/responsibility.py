"""责任任务进展: tasks of the person's units by unit and state, counted as the pages 责任任务 and 责任矩阵 count them."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from hehuo.programme.models import ResponsibilityTask, TaskState
from hehuo.programme.supervision.tasks.sums import is_over, sums_by_lead
from hehuo.reports.writers.excel import Column, Sheet


def sheets(places: list[Any], user: Any) -> list[Sheet]:
    """Sums by lead unit, and every task."""
    today = timezone.localdate()
    seen = ResponsibilityTask.objects.visible_to(user)
    tasks = list(seen.exclude(state=TaskState.CANCELLED).select_related("lead", "settlement"))
    names = {task.lead_id: task.lead.name for task in tasks}
    sums = sums_by_lead(seen, today)
    rows = []
    for task in tasks:
        over = task.days_late(today) if is_over(task.state, task.due_on, task.step_due_on, today) else 0
        rows.append([task.lead.name, task.title, str(task.settlement or ""), task.item_no, task.get_source_display(), task.due_on,
                     task.get_state_display(), over or None])  # fmt: skip
    note = (
        f"截至 {today:%Y-%m-%d}，共 {len(tasks)} 项任务，不含已取消的。期限日（签收等本步时限在前的，按本步时限）24 时后仍由单位办理、未报成果的计逾期，已报成果、有异议的不计。"
        "审核通过的还没有办结，单列。"
    )
    return [
        Sheet("按单位", "责任任务进展汇总", note, (Column("牵头单位", 34), Column("任务", 10, "0", True), Column("已办结", 10, "0", True),
              Column("审核通过", 10, "0", True), Column("在办", 10, "0", True), Column("其中逾期", 10, "0", True)),
              [[name, s.total, s.closed, s.reviewed, s.open, s.over] for lead, name in names.items() if (s := sums[lead])], portrait=True),
        Sheet("任务清单", "责任任务清单", note, (Column("牵头单位", 26), Column("任务", 44), Column("安置点", 18), Column("条目", 7, "0"),
              Column("来源", 10), Column("时限", 12), Column("进展", 12), Column("逾期（天）", 10, "0")), rows, 2),
    ]  # fmt: skip
