"""Facilities go out of use and come back; inspections are planned by the cycle of each facility."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max, Q

from hehuo.org.models import Settlement
from hehuo.org.rights import may_write
from hehuo.org.scope import scope_of
from hehuo.records.models import Status
from hehuo.records.stepping import take_step
from hehuo.records.writing import create_records, save_record
from hehuo.services.facilities.lifecycle import INSPECTION
from hehuo.services.facilities.models import Facility, FacilityInspection, FacilityOutage

STATE = Facility.State


def open_outage(facility: Facility) -> FacilityOutage | None:
    """The outage that has not ended."""
    return facility.outages.live().filter(valid_to__isnull=True).first()


@transaction.atomic
def set_state(facility: Facility, state: str, *, by: Any, on: date, reason: str = "") -> Facility:
    """From `on` the facility is in `state`: an open outage of another kind ends, a new one begins unless it works.

    Raises ValidationError when `on` lies before the outage that is open.
    """
    facility = Facility.objects.select_for_update().get(pk=facility.pk)
    running = open_outage(facility)
    if running and on < running.valid_from:
        raise ValidationError(f"这处设施从 {running.valid_from} 起停用，日期不能更早。")
    if on < facility.opened_on:
        raise ValidationError(f"这处设施于 {facility.opened_on} 投用，日期不能更早。")
    if running and running.kind != state:
        running.valid_to = on
        save_record(running, by=by, reason=reason)
    if state != STATE.NORMAL and (running is None or running.kind != state):
        save_record(
            FacilityOutage(
                settlement_id=facility.settlement_id, facility=facility, kind=state, reason=(reason or "设施报修")[:100],
                valid_from=on, occurred_on=on,
            ),
            by=by,
        )  # fmt: skip
    if facility.state != state:
        facility.state = state
        save_record(facility, by=by, reason=reason)
    return facility


def stop_facility(facility: Facility, *, by: Any, on: date, state: str, reason: str) -> Facility:
    """It does not work as it should from a day on."""
    return set_state(facility, state, by=by, on=on, reason=reason)


def restore_facility(facility: Facility, *, by: Any, on: date) -> Facility:
    """It works again from a day on; while a repair is open, the ticket says so."""
    if (
        facility.tickets.live()
        .filter(state__in=("reported", "triaged", "assigned", "on_site", "waiting", "fixed"))
        .exists()
    ):
        raise ValidationError("这处设施有没办结的报修单，请在报修单上办理。")  # fmt: skip
    return set_state(facility, STATE.NORMAL, by=by, on=on, reason="恢复使用")


@transaction.atomic
def plan_inspections(settlement: Settlement, year: int, month: int, *, by: Any) -> list[FacilityInspection]:
    """Inspections of a month by the cycle of each facility that is in use; what is planned already stays.

    The first one is due a cycle after the last inspection, or on the first of the month when there was none.
    """
    if not may_write(by, Facility.domain) or not scope_of(by).covers(settlement.pk):
        raise PermissionDenied("您的角色不能安排这个安置点的巡检。")
    first = date(year, month, 1)
    last = date(year, month, calendar.monthrange(year, month)[1])
    live = ~Q(inspections__status=Status.VOID) & ~Q(inspections__state=FacilityInspection.State.CANCELLED)
    rows = Facility.objects.live().filter(settlement=settlement, opened_on__lte=last)
    rows = rows.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=last))
    found = rows.annotate(last_planned=Max("inspections__planned_on", filter=live)).order_by("pk")
    made = []
    for facility in found:
        for day in due_days(
            facility.last_planned, facility.check_cycle_days, max(first, facility.opened_on), last
        ):
            made.append(
                FacilityInspection(settlement=settlement, facility=facility, planned_on=day, occurred_on=day)
            )
    return create_records(made, by=by, reason=f"{year}年{month}月巡检计划")


def due_days(previous: date | None, cycle: int, first: date, last: date) -> list[date]:
    """Days between `first` and `last`, both included, a cycle apart, the first a cycle after `previous`.

    An inspection that fell due before `first` and was never planned is due on `first`.
    """
    day = first if previous is None else max(previous + timedelta(cycle), first)
    found = []
    while day <= last:
        found.append(day)
        day += timedelta(cycle)
    return found


@transaction.atomic
def record_inspection(
    inspection: FacilityInspection,
    *,
    by: Any,
    on: date,
    result: str,
    finding: str = "",
    effect: str = "normal",
) -> FacilityInspection:
    """Somebody has looked; a problem opens a repair ticket that the inspection points at."""
    from hehuo.services.repairs.services import report_fault

    problem = result == FacilityInspection.Result.PROBLEM
    if problem and not finding.strip():
        raise ValidationError({"finding": "有问题的请写明发现了什么。"})
    ticket = None
    if problem:
        ticket = report_fault(
            inspection.facility, finding, by=by, on=on, effect=effect, reported_by="inspection"
        )
    return take_step(
        INSPECTION, inspection, "inspect", by=by, done_on=on, result=result, finding=finding, inspector=by, ticket=ticket
    )  # fmt: skip


def call_off_inspection(inspection: FacilityInspection, *, by: Any, reason: str = "") -> FacilityInspection:
    """It is not needed; it leaves the plan."""
    return take_step(INSPECTION, inspection, "call_off", by=by, reason=reason)


STEPS = {"call_off": call_off_inspection}


def save_facility(facility: Facility, *, by: Any) -> Facility:
    """Store a facility as typed. A substitute for gas needs the city's decision (13.1)."""
    if facility.substitute != Facility.Substitute.NONE:
        if facility.kind != Facility.Kind.GAS:
            raise ValidationError({"substitute": "只有燃气可以登记替代方式。"})
        if not facility.decision_no:
            raise ValidationError({"decision_no": "燃气替代须经市里认定，请填写认定文号。"})
    return save_record(facility, by=by)
