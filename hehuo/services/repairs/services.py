"""Repairs, step by step; the state of the facility follows its ticket."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from hehuo.org.workdays import WorkCalendar
from hehuo.records.stepping import take_step
from hehuo.records.writing import save_record
from hehuo.services.facilities.models import Facility
from hehuo.services.facilities.services import set_state
from hehuo.services.repairs.deadlines import limits_of, pause_of
from hehuo.services.repairs.lifecycle import MOST_REOPENED, OPEN, REPAIR
from hehuo.services.repairs.models import RepairTicket

S, BY = RepairTicket.State, RepairTicket.ReportedBy
DEBOUNCE = timedelta(minutes=30)
"""§3.7: a device that raises tickets itself is heard once in half an hour."""


def moment(day: date, clock: time) -> datetime:
    """An aware local moment."""
    return timezone.make_aware(datetime.combine(day, clock))


def reported_at(ticket: RepairTicket) -> datetime:
    """When the fault was reported."""
    return moment(ticket.reported_on, ticket.reported_time)


@transaction.atomic
def save_ticket(ticket: RepairTicket, *, by: Any) -> RepairTicket:
    """Store a report as typed; a new one puts the facility into the state that it tells of.

    One open ticket a facility and fault: the same fault is dealt with on the ticket that is open.
    """
    if reported_at(ticket) > timezone.now():
        raise ValidationError({"reported_time": "报修时间不能晚于现在。"})
    others = RepairTicket.objects.live().filter(
        facility=ticket.facility_id, fault=ticket.fault, state__in=OPEN
    )
    if others.exclude(pk=ticket.pk).exists():
        raise ValidationError("这处设施的同一故障已有没办结的报修单，请在那张单上办理。")
    if ticket.reporter_id and ticket.reported_by != BY.RESIDENT:
        raise ValidationError({"reporter": "来源是群众的才填写报修人。"})
    is_new, ticket.occurred_on = ticket._state.adding, ticket.reported_on
    saved = save_record(ticket, by=by)
    if is_new and ticket.effect != Facility.State.NORMAL:
        set_state(
            ticket.facility, ticket.effect, by=by, on=ticket.reported_on, reason=f"报修：{ticket.fault}"
        )
    return saved


def report_fault(
    facility: Facility, fault: str, *, by: Any, on: date, reported_by: str, effect: str = "normal", at: time = time(9)
) -> RepairTicket:  # fmt: skip
    """A report by an inspection or a device. The same fault that is open, or that a device told of within half an hour
    (whatever became of it), is no second ticket: the one that is there comes back.
    """
    same = RepairTicket.objects.live().filter(facility=facility, fault=fault).order_by("-pk")
    heard = same.filter(state__in=OPEN).first()
    if heard is None and reported_by == BY.DEVICE:
        heard = next((t for t in same[:5] if abs(moment(on, at) - reported_at(t)) < DEBOUNCE), None)
    if heard:
        return heard
    ticket = RepairTicket(
        settlement_id=facility.settlement_id, facility=facility, fault=fault, effect=effect, reported_by=reported_by,
        reported_on=on, reported_time=at,
    )  # fmt: skip
    return save_ticket(ticket, by=by)


def triage(
    ticket: RepairTicket, *, by: Any, on: date, priority: str, planned_on: date | None = None
) -> RepairTicket:
    """How urgent it is; the limits run from the report. A planned repair needs its day."""
    if priority == RepairTicket.Priority.P4 and (planned_on is None or planned_on < ticket.reported_on):
        raise ValidationError({"planned_on": "计划维修请填写约定的日期，不早于报修日期。"})
    limits = limits_of(priority, reported_at(ticket), WorkCalendar(), planned_on)
    return take_step(
        REPAIR, ticket, "triage", by=by, priority=priority, on_site_due=limits.on_site, fix_due=limits.fixed,
        due_on=timezone.localtime(limits.fixed).date(),
    )  # fmt: skip


def assign(
    ticket: RepairTicket, *, by: Any, on: date, repairer_kind: str, repairer: str = "", why: str = ""
) -> RepairTicket:
    """Who mends it. Inside the warranty that is whoever gave it, unless `why` says why not."""
    facility, kind = ticket.facility, RepairTicket.Repairer
    in_warranty = facility.warranty_to is not None and facility.warranty_to >= ticket.reported_on
    if repairer_kind == kind.WARRANTY and not in_warranty:
        raise ValidationError({"repairer_kind": "这处设施已过质保期（或没有登记质保），请选择其他维修方。"})
    if in_warranty and repairer_kind != kind.WARRANTY and not why.strip():
        raise ValidationError(
            {"why": f"质保到 {facility.warranty_to}，由质保单位维修；改由其他单位的请写明原因。"}
        )
    defaults = {kind.WARRANTY: facility.warranty_by, kind.OPERATOR: facility.operator, kind.COMMUNITY: "社区"}
    name = repairer.strip() or defaults.get(kind(repairer_kind), "")
    if not name:
        raise ValidationError({"repairer": "请填写维修单位名称。"})
    return take_step(REPAIR, ticket, "assign", by=by, reason=why, repairer_kind=repairer_kind, repairer=name)


def arrive(ticket: RepairTicket, *, by: Any, on: date, at: time) -> RepairTicket:
    """Somebody is there."""
    there = moment(on, at)
    _not_before(reported_at(ticket), there, "at")
    return take_step(REPAIR, ticket, "arrive", by=by, on_site_at=there)


def pause(ticket: RepairTicket, *, by: Any, on: date, at: time, pause_reason: str) -> RepairTicket:
    """The clock stops, for fifteen days at most in all."""
    since = moment(on, at)
    _not_before(ticket.on_site_at, since, "at")
    return take_step(REPAIR, ticket, "pause", by=by, pause_reason=pause_reason, paused_at=since)


def resume(ticket: RepairTicket, *, by: Any, on: date, at: time) -> RepairTicket:
    """The limit moves by the time that the clock stood still."""
    until = moment(on, at)
    _not_before(ticket.paused_at, until, "at")
    stood = timedelta(0)
    if ticket.paused_at:
        stood = pause_of(ticket.paused_at, until, timedelta(minutes=ticket.paused_minutes))
    due = ticket.fix_due + stood if ticket.fix_due else None
    return take_step(
        REPAIR, ticket, "resume", by=by, paused_at=None, fix_due=due,
        paused_minutes=ticket.paused_minutes + int(stood.total_seconds()) // 60,
        due_on=timezone.localtime(due).date() if due else ticket.due_on,
    )  # fmt: skip


def fix(ticket: RepairTicket, *, by: Any, on: date, at: time, work_done: str) -> RepairTicket:
    """It is said to work; whether that came in time is settled here, to the minute."""
    done = moment(on, at)
    _not_before(ticket.on_site_at, done, "at")
    late = ticket.fix_due is not None and done > ticket.fix_due
    return take_step(REPAIR, ticket, "fix", by=by, fixed_at=done, work_done=work_done, fixed_by=by, late=late)


@transaction.atomic
def confirm(ticket: RepairTicket, *, by: Any, on: date, confirmed_by: str) -> RepairTicket:
    """Who reported it says that it works, or a colleague who did not enter the repair has looked."""
    if confirmed_by == RepairTicket.Confirmed.REPORTER and ticket.reported_by != BY.RESIDENT:
        raise ValidationError({"confirmed_by": "不是群众报修的，由网格员到现场查看确认。"})
    if confirmed_by == RepairTicket.Confirmed.GRID and ticket.fixed_by_id == by.pk:
        raise PermissionDenied("修好是您登记的，请由另一位同事查看确认。")
    if ticket.fixed_at and on < timezone.localtime(ticket.fixed_at).date():
        raise ValidationError({"on": "确认日期不能早于修好日期。"})
    take_step(REPAIR, ticket, "confirm", by=by, confirmed_by=confirmed_by, closed_on=on)
    _follow(ticket, by=by, on=on)
    return ticket


@transaction.atomic
def reopen(ticket: RepairTicket, *, by: Any, on: date, reason: str) -> RepairTicket:
    """“没修好”: the same ticket is mended again, with the limit that it had; at most twice."""
    if ticket.reopened >= MOST_REOPENED:
        raise ValidationError("已重修两次，仍不行的请转为工程。")
    take_step(
        REPAIR, ticket, "reopen", by=by, reason=reason, reopened=ticket.reopened + 1, fixed_at=None, fixed_by=None,
        on_site_at=None, closed_on=None, confirmed_by="", rating=None, late=False,
    )  # fmt: skip
    if ticket.effect != Facility.State.NORMAL:
        set_state(ticket.facility, ticket.effect, by=by, on=on, reason=f"没修好：{reason}")
    return ticket


def rate(ticket: RepairTicket, *, by: Any, on: date, rating: int) -> RepairTicket:
    """What the reporter says of the repair, 1 to 5."""
    if ticket.reported_by != BY.RESIDENT:
        raise ValidationError("只由报修的群众评价。")
    if ticket.rating:
        raise ValidationError("这张报修单已经评价。")
    return take_step(REPAIR, ticket, "rate", by=by, rating=int(rating))


def convert(ticket: RepairTicket, *, by: Any, reason: str) -> RepairTicket:
    """Too big for a repair; the facility stays as it is until the project is done."""
    return take_step(REPAIR, ticket, "convert", by=by, reason=reason)


@transaction.atomic
def withdraw(ticket: RepairTicket, *, by: Any, reason: str) -> RepairTicket:
    """A report by mistake, or twice; the facility works."""
    take_step(REPAIR, ticket, "withdraw", by=by, reason=reason)
    _follow(ticket, by=by, on=timezone.localdate())
    return ticket


def _follow(ticket: RepairTicket, *, by: Any, on: date) -> None:
    """The facility works again when no other open ticket says otherwise."""
    left = (
        RepairTicket.objects.live().filter(facility=ticket.facility_id, state__in=OPEN).exclude(pk=ticket.pk)
    )
    if ticket.effect != Facility.State.NORMAL and not left.exclude(effect=Facility.State.NORMAL).exists():
        set_state(ticket.facility, Facility.State.NORMAL, by=by, on=on, reason=ticket.get_state_display())


def _not_before(earlier: datetime | None, later: datetime, field: str) -> None:
    if earlier and later < earlier:
        raise ValidationError({field: f"时间不能早于 {timezone.localtime(earlier):%Y-%m-%d %H:%M}。"})
    if later > timezone.now():
        raise ValidationError({field: "时间不能晚于现在。"})


STEPS = {"convert": convert, "withdraw": withdraw}
