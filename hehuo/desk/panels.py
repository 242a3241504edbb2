"""What home pages show, taken from scores and campaign work; the only file that knows where it comes from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.utils import timezone

from hehuo.assessment.models import StandardEdition
from hehuo.notices import queries as notices
from hehuo.org.models import OrgUnit
from hehuo.org.scope import scope_of

HISTORY = timedelta(days=365)


# -- work of the programme -------------------------------------------------
@dataclass(frozen=True)
class Task:
    """Something waiting for a person."""

    title: str
    url: str
    due: date | None
    kind: str
    place: str = ""
    read: bool = True

    @property
    def overdue(self) -> bool:
        """Whether the deadline has passed within the last year; older ones are history and urge nobody."""
        today = timezone.localdate()
        return self.due is not None and today - HISTORY <= self.due < today


def _programme(name: str) -> Any:
    """A function of `programme.queries`, or None while that room is empty."""
    if not find_spec("hehuo.programme.queries"):
        return None
    return getattr(import_module("hehuo.programme.queries"), name, None)


def _task(item: Any) -> Task:
    due = getattr(item, "due", None)
    day = due.date() if hasattr(due, "date") else due
    return Task(
        str(item.title), str(item.url or ""), day, str(item.kind), str(getattr(item, "place", "") or ""),
        getattr(item, "read", True),
    )  # fmt: skip


def waiting_for(user: Any) -> list[Task]:
    """待办: steps of campaigns and what colleagues and the system asked for, most urgent first, history last."""
    ask = _programme("waiting_for")
    items = [*(ask(user) if ask else ()), *notices.waiting_for(user)]
    old = timezone.localdate() - HISTORY
    return sorted(
        map(_task, items), key=lambda task: (task.due is None or task.due < old, task.due or date.max)
    )


def done_by(user: Any, limit: int = 50) -> list[Task]:
    """已办, newest first."""
    ask = _programme("done_by")
    items = [*(ask(user) if ask else ()), *notices.done_by(user, limit)]
    return sorted(map(_task, items), key=lambda task: task.due or date.min, reverse=True)[:limit]


def started_by(user: Any) -> list[Task]:
    """我发起, newest first."""
    return [_task(line) for line in notices.started_by(user)]


def copied_to(user: Any) -> list[Task]:
    """抄送, newest first."""
    return [_task(line) for line in notices.copied_to(user)]


@dataclass(frozen=True)
class Stage:
    """A step of the funnel: how many creation units stand there."""

    code: str
    label: str
    count: int
    url: str = ""


def stages_of(user: Any) -> list[Stage]:
    """Creation units by stage, in the order of the procedure: those that the person's list of campaigns holds."""
    ask, rows = _programme("funnel_of"), _programme("campaigns_visible_to")
    if not ask or not rows:
        return []
    return [Stage(part.code, part.label, part.count, part.url) for part in ask(rows(user))]


@dataclass(frozen=True)
class PlanDate:
    """A deadline of the plan, as printed."""

    title: str
    until: date
    who: str
    printed: str

    @property
    def past(self) -> bool:
        """Whether it lies behind us."""
        return self.until < timezone.localdate()


def plan_dates(edition: StandardEdition) -> list[PlanDate]:
    """Deadlines of the plan, from the edition's calendar."""
    return [
        PlanDate(
            row["title"], date.fromisoformat(str(row["until"])), row.get("who", ""), row.get("printed", "")
        )
        for row in edition.data.get("calendar", [])
        if row.get("until")
    ]


# -- bureaus ----------------------------------------------------------------
def items_of_units(edition: StandardEdition, user: Any) -> list[int]:
    """Numbers of the items whose responsible-unit column names one of the person's units (or a predecessor)."""
    names = unit_names(scope_of(user).unit_ids)
    return [
        item["no"]
        for section in edition.data["sections"]
        for item in section["items"]
        if names & set(item.get("units", []))
    ]


def unit_names(unit_ids: Iterable[int]) -> set[str]:
    """Names of the units as they are and as they were printed before reforms."""
    units = OrgUnit.objects.filter(pk__in=list(unit_ids)).prefetch_related(
        "predecessors", "predecessors__predecessors"
    )
    found = set()
    for unit in units:
        found.add(unit.name)
        for before in unit.predecessors.all():
            found |= {before.name, *(older.name for older in before.predecessors.all())}
    return found
