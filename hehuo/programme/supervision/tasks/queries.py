"""Lists of tasks: mine first, with the lamp of the deadline."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from hehuo.programme.models import ResponsibilityTask, TaskState
from hehuo.programme.models.tasks import TASK_OPEN


def tasks_for(user: Any, *, state: str = "", lead: str = "", words: str = "") -> QuerySet[ResponsibilityTask]:
    """Tasks that the person may open. `state`: open (default), over, all or a code."""
    rows = ResponsibilityTask.objects.visible_to(user).select_related(
        "lead__area", "edition", "settlement"
    ).prefetch_related("supports").defer("edition__data")  # fmt: skip
    if state in ("", "open"):
        rows = rows.filter(state__in=TASK_OPEN)
    elif state == "over":
        from django.utils import timezone

        rows = rows.filter(state__in=TASK_OPEN, due_on__lt=timezone.localdate())
    elif state in TaskState.values:
        rows = rows.filter(state=state)
    if lead.isdigit():
        rows = rows.filter(lead=lead)
    return rows.filter(title__icontains=words) if words else rows
