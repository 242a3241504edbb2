"""Chosen steps of the city's office become responsibility tasks of the unit that does them: in the list, the matrix and the packs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from hehuo.assessment.models import StandardEdition
from hehuo.desk.planner.deeds import Deed
from hehuo.org.models import OrgUnit, Post, Settlement
from hehuo.org.scope import path_range
from hehuo.org.workdays import WorkCalendar
from hehuo.programme.models import ResponsibilityTask
from hehuo.programme.models.tasks import TASK_OPEN
from hehuo.programme.supervision.people import OFFICE, county_headquarters
from hehuo.programme.supervision.tasks.lifecycle import ACCEPT_WITHIN
from hehuo.programme.supervision.tasks.steps import assign_task, create_task

KEY_MOST = 60


def makes_tasks(user: Any) -> bool:
    """Responsibility tasks are the office's to make; others ask the role that does the work."""
    return OFFICE(user, None)


def unit_that_does(role: str, settlement: Settlement) -> OrgUnit | None:
    """The unit of whoever holds the role nearest to the settlement; else the headquarters of its county."""
    path, step = settlement.area.path, type(settlement.area).steplen
    above = [path[:end] for end in range(step, len(path), step)]
    held = Post.objects.filter(role=role, unit__isnull=False, unit__valid_to__isnull=True).held_at(
        timezone.localdate()
    )
    near = held.filter(path_range(path, "area__path") | Q(area__path__in=above)).order_by("-area__path", "pk")
    post = near.select_related("unit").first()
    return post.unit if post else county_headquarters(settlement.county)


def workday_by(day: date, today: date) -> date:
    """The last working day up to `day` that leaves time to accept, else the first one that does."""
    calendar = WorkCalendar()
    earliest = calendar.add_working_days(today, ACCEPT_WITHIN).day
    while day > earliest and not calendar.is_workday(day):
        day -= timedelta(1)
    return max(day, earliest)


@transaction.atomic
def make_tasks(
    deeds: Iterable[Deed], settlement: Settlement, edition: StandardEdition, *, by: Any
) -> list[ResponsibilityTask]:
    """One task a chosen step, sent out; a step whose task is open stays as it is. Raises `ValidationError` without a unit."""
    made, today = [], timezone.localdate()
    for deed in deeds:
        start = f"planner:{settlement.pk}:{deed.measure}"[: KEY_MOST - 9] + ":"
        due = workday_by(deed.by, today)
        same = ResponsibilityTask.objects.filter(key__startswith=start).exclude(state="cancelled")
        if deed.cases < 1 or same.filter(Q(state__in=TASK_OPEN) | Q(key=f"{start}{due:%Y%m%d}")).exists():
            continue
        lead = unit_that_does(deed.owner, settlement)
        if lead is None:
            raise ValidationError(f"{settlement.county}还没有指挥部单位，不能派任务，请先登记单位。")
        task = create_task(
            f"{deed.title}：办成 {deed.cases} {deed.unit}（{settlement.name}）", deed.remedy or deed.title, lead, due, by=by,
            source=ResponsibilityTask.Source.RECTIFICATION, key=f"{start}{due:%Y%m%d}", edition=edition,
            item_no=int(deed.code.split(".")[0]), settlement=settlement,
        )  # fmt: skip
        made.append(assign_task(task, by=by))
    return made
