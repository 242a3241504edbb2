"""The month's plan of visits of a grid, and what became of each visit."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max, Q

from hehuo.org.models import Grid
from hehuo.org.rights import may_write
from hehuo.org.scope import scope_of
from hehuo.org.workdays import WorkCalendar
from hehuo.records.models import Status
from hehuo.records.stepping import take_step
from hehuo.records.writing import create_records, save_record
from hehuo.residents.households.models import Household
from hehuo.services.grid_work.lifecycle import VISIT
from hehuo.services.grid_work.models import WorkVisit

MOST_A_MONTH = 400
"""More visits than this in one grid and month is not a plan."""


def spread(households: Sequence[int], days: Sequence[date]) -> list[tuple[int, date]]:
    """Deal households out over days, in order and evenly: no day has two visits more than another.

    Both are sequences without duplicates; without a day there is no plan.
    """
    if not days:
        return []
    total = len(households)
    return [(household, days[place * len(days) // total]) for place, household in enumerate(households)]


def working_days(year: int, month: int) -> list[date]:
    """Working days of a month by the calendar of working days."""
    known = WorkCalendar()
    days = [date(year, month, n) for n in range(1, calendar.monthrange(year, month)[1] + 1)]
    return [day for day in days if known.is_workday(day)]


def longest_unvisited(grid: Grid, first: date, wanted: int) -> list[int]:
    """Households of a grid in the order in which they are due: never visited first, then the longest ago.

    Who has a visit in this month already, planned or made, is left out; so is who has gone.
    """
    live = ~Q(visits__status=Status.VOID) & ~Q(visits__state=WorkVisit.State.CANCELLED)
    last = date(first.year, first.month, calendar.monthrange(first.year, first.month)[1])
    rows = Household.objects.live().filter(grid=grid, allocated_on__lte=last)
    rows = rows.filter(Q(exited_on__isnull=True) | Q(exited_on__gt=last))
    busy = WorkVisit.objects.live().filter(planned_on__range=(first, last)).values("household_id")
    seen = rows.exclude(pk__in=busy).annotate(
        last_planned=Max("visits__planned_on", filter=live), last_visit=Max("visits__visited_on", filter=live)
    )
    dated = [(max(p or date.min, v or date.min), pk) for pk, p, v in seen.values_list("pk", "last_planned", "last_visit")]  # fmt: skip
    return [pk for _, pk in sorted(dated)][:wanted]


@transaction.atomic
def plan_month(grid: Grid, year: int, month: int, wanted: int, *, by: Any) -> list[WorkVisit]:
    """Plan `wanted` visits of a grid in a month, spread over its working days; what is planned already stays."""
    if not may_write(by, WorkVisit.domain) or not scope_of(by).covers(grid.settlement_id, grid.pk):
        raise PermissionDenied("您的角色不能安排这个网格的走访。")
    if not 1 <= wanted <= MOST_A_MONTH:
        raise ValidationError(f"一个网格一个月安排 1 至 {MOST_A_MONTH} 户。")
    due = longest_unvisited(grid, date(year, month, 1), wanted)
    if not due:
        raise ValidationError("这个网格本月没有还要安排的户：没有户，或都已列入计划。")
    rows = [
        WorkVisit(settlement_id=grid.settlement_id, household_id=household, planned_on=day, occurred_on=day)
        for household, day in spread(due, working_days(year, month))
    ]
    return create_records(rows, by=by, reason=f"{year}年{month}月走访计划")


@transaction.atomic
def save_visit(visit: WorkVisit, *, by: Any) -> WorkVisit:
    """Store a visit as typed; one with a day of visit has been made by whoever enters it."""
    if visit.state == WorkVisit.State.PLANNED and visit.visited_on:
        if not visit.outcome:
            raise ValidationError({"outcome": "请选择走访结果。"})
        visit.state, visit.visitor = WorkVisit.State.DONE, visit.visitor or by
    visit.occurred_on = visit.visited_on or visit.planned_on
    return save_record(visit, by=by)


def record_visit(visit: WorkVisit, *, by: Any, on: date, outcome: str, matters: str = "") -> WorkVisit:
    """The household was visited on `on`."""
    return take_step(
        VISIT, visit, "visit", by=by, visited_on=on, occurred_on=on, outcome=outcome, matters=matters, visitor=by
    )  # fmt: skip


def miss_visit(visit: WorkVisit, *, by: Any, reason: str = "") -> WorkVisit:
    """Nobody was at home; the visit is still due."""
    return take_step(VISIT, visit, "miss", by=by, reason=reason, counts="tries")


def call_off_visit(visit: WorkVisit, *, by: Any, reason: str = "") -> WorkVisit:
    """The household has gone or needs no visit; it leaves the plan."""
    return take_step(VISIT, visit, "call_off", by=by, reason=reason)


def confirm_visit(visit: WorkVisit, *, by: Any, on: date, confirmed: str) -> WorkVisit:
    """Somebody else asked the household whether the visit took place (a sample, by phone or at the door)."""
    if by.pk in (visit.visitor_id, visit.created_by_id):
        raise PermissionDenied("走访人和登记人不能回访自己的走访，请由另一位同事办理。")
    return take_step(VISIT, visit, "confirm", by=by, reason=f"{on} 回访", confirmed=confirmed)


STEPS = {"miss": miss_visit, "call_off": call_off_visit}
