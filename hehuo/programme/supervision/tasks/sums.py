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

    def add(self, state: str, due_on: date, step_due_on: date | None, today: date) -> None:
        """Count one task."""
        self.total += 1
        self.closed += state == TaskState.CLOSED
        self.reviewed += state == TaskState.REVIEWED
        self.open += state in TASK_OPEN
        self.over += is_over(state, due_on, step_due_on, today)

    @property
    def done(self) -> int:
        """Nothing is left to do for the unit: closed, or passed and waiting to be closed."""
        return self.closed + self.reviewed

    @property
    def words(self) -> str:
        """What the numbers say."""
        late = f"，逾期 {self.over} 件" if self.over else ""
        return f"任务 {self.total} 件，完成 {self.done} 件{late}"


def is_over(state: str, due_on: date, step_due_on: date | None, today: date) -> bool:
    """Late, as `OnLadder.late_on` has it: the unit's turn, past the deadline or the date of the step that it owes."""
    return state in TASK_DUE and min(due_on, step_due_on or due_on) < today


def sums_by_lead(tasks: Any, today: date) -> dict[int, Sums]:
    """Sums by lead unit over a query of tasks; cancelled ones are left out."""
    found: dict[int, Sums] = {}
    rows = tasks.exclude(state=TaskState.CANCELLED)
    for lead, state, due_on, step_due_on in rows.values_list("lead", "state", "due_on", "step_due_on"):
        found.setdefault(lead, Sums()).add(state, due_on, step_due_on, today)
    return found
