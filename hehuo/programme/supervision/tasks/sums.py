"""Tasks counted by lead unit: one way to count for the matrix, the workbook and whoever else asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from hehuo.programme.models import TaskState
from hehuo.programme.models.tasks import TASK_DUE, TASK_OPEN


@dataclass
class Sums:
    """Tasks of a unit; `reviewed` have passed the review and wait to be closed, `over` are open, late and the unit's turn."""

    total: int = 0
    closed: int = 0
    reviewed: int = 0
    open: int = 0
    over: int = 0


def is_over(state: str, due_on: date, today: date) -> bool:
    """Late: past the deadline while it is the unit's turn."""
    return state in TASK_DUE and due_on < today


def sums_by_lead(tasks: Any, today: date) -> dict[int, Sums]:
    """Sums by lead unit over a query of tasks; cancelled ones are left out."""
    found: dict[int, Sums] = {}
    rows = tasks.exclude(state=TaskState.CANCELLED)
    for lead, due_on, state in rows.values_list("lead", "due_on", "state"):
        sums = found.setdefault(lead, Sums())
        sums.total += 1
        sums.closed += state == TaskState.CLOSED
        sums.reviewed += state == TaskState.REVIEWED
        sums.open += state in TASK_OPEN
        sums.over += is_over(state, due_on, today)
    return found
