"""The month plan of patrols, and what became of each patrol."""

from __future__ import annotations

import calendar
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from hehuo.org.rights import may_write
from hehuo.org.scope import scope_of
from hehuo.records.models import Status
from hehuo.records.writing import create_records
from hehuo.safety.patrols.lifecycle import PATROL
from hehuo.safety.patrols.models import PatrolRecord, PatrolRoute
from hehuo.safety.stepping import take_step

WEEKDAYS = ((0,), (0, 3), (0, 2, 4), (0, 1, 3, 5), (0, 1, 2, 3, 4), (0, 1, 2, 3, 4, 5), (0, 1, 2, 3, 4, 5, 6))
"""Weekdays (Monday = 0) of 1 to 7 patrols a week, spread out."""


def planned_days(route: PatrolRoute, year: int, month: int) -> list[date]:
    """Days of a month on which the route is due, inside its span."""
    wanted = WEEKDAYS[route.times_a_week - 1]
    days = (date(year, month, n) for n in range(1, calendar.monthrange(year, month)[1] + 1))
    return [
        d for d in days
        if d.weekday() in wanted and d >= route.valid_from and (route.valid_to is None or d < route.valid_to)
    ]  # fmt: skip


@transaction.atomic
def plan_month(settlement: Any, year: int, month: int, *, by: Any) -> list[PatrolRecord]:
    """Make the patrols of a month from the routes in force; days that are planned already stay as they are."""
    if not may_write(by, PatrolRecord.domain) or not scope_of(by).covers(settlement.pk):
        raise PermissionDenied("您的角色不能安排这个安置点的巡逻。")
    routes = list(PatrolRoute.objects.filter(settlement=settlement).exclude(status=Status.VOID))
    if not routes:
        raise ValidationError("还没有巡逻路线，请先登记路线。")
    known = set(
        PatrolRecord.objects.filter(settlement=settlement, planned_on__year=year, planned_on__month=month)
        .exclude(status=Status.VOID)
        .values_list("route_id", "planned_on")
    )
    rows = [
        PatrolRecord(settlement=settlement, route=route, planned_on=day, occurred_on=day)
        for route in routes
        for day in planned_days(route, year, month)
        if (route.pk, day) not in known
    ]
    return create_records(rows, by=by, reason=f"{year}年{month}月巡逻计划")


def complete_patrol(patrol: PatrolRecord, *, by: Any, reason: str = "") -> PatrolRecord:
    """The patrol was walked."""
    return take_step(PATROL, patrol, "walk", by=by, reason=reason)


def miss_patrol(patrol: PatrolRecord, *, by: Any, reason: str) -> PatrolRecord:
    """The patrol was not walked; the reason is kept."""
    patrol.missed_reason = reason[:120]
    return take_step(PATROL, patrol, "miss", by=by, reason=reason)


def call_off_patrol(patrol: PatrolRecord, *, by: Any, reason: str) -> PatrolRecord:
    """The patrol could not be walked (weather, closed road); it leaves the plan."""
    patrol.missed_reason = reason[:120]
    return take_step(PATROL, patrol, "call_off", by=by, reason=reason)


STEPS = {"walk": complete_patrol, "miss": miss_patrol, "call_off": call_off_patrol}
