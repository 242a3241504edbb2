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
from hehuo.org.scope import Scope, scope_of

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


def stage_funnel(scope: Scope) -> list[Stage]:
    """Creation units by stage, in the order of the procedure."""
    ask = _programme("stage_funnel")
    return [_stage(item) for item in ask(scope)] if ask else []


def _stage(item: Any) -> Stage:
    if isinstance(item, dict):
        return Stage(
            str(item.get("code", "")), str(item["label"]), int(item["count"]), str(item.get("url", ""))
        )
    if isinstance(item, tuple):
        label, count = item[-2:]
        return Stage(str(item[0]), str(label), int(count))
    return Stage(
        str(getattr(item, "code", "")), str(item.label), int(item.count), str(getattr(item, "url", "") or "")
    )


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
