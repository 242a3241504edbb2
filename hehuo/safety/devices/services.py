"""Tickets move the condition of the thing that they mend: one entry, two uses."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from hehuo.records.models import Status
from hehuo.records.writing import save_record
from hehuo.safety.devices.lifecycle import TICKET
from hehuo.safety.devices.models import DeviceUptime, MaintenanceTicket, PhysicalAsset, TechnicalDevice
from hehuo.safety.stepping import take_step

A, D, S = PhysicalAsset.Condition, TechnicalDevice.Condition, MaintenanceTicket.State


def _follow(ticket: MaintenanceTicket, *, by: Any, asset: str, device: str) -> MaintenanceTicket:
    thing, condition = (ticket.asset, asset) if ticket.asset_id else (ticket.device, device)
    if thing.condition != condition:
        thing.condition = condition
        save_record(thing, by=by, reason=f"维修单：{ticket.get_state_display()}")
    return ticket


@transaction.atomic
def save_ticket(ticket: MaintenanceTicket, *, by: Any) -> MaintenanceTicket:
    """Report a fault; the thing counts as faulty from now on. One open ticket a thing."""
    others = MaintenanceTicket.objects.filter(asset=ticket.asset_id, device=ticket.device_id).exclude(
        pk=ticket.pk
    )
    if others.exclude(status=Status.VOID).exclude(state__in=(S.CLOSED, S.WITHDRAWN)).exists():
        raise ValidationError("这处设施已有没办结的维修单，请在那张单上继续办理。")
    is_new = ticket._state.adding
    saved = save_record(ticket, by=by)
    return _follow(saved, by=by, asset=A.FAULTY, device=D.OFFLINE) if is_new else saved


@transaction.atomic
def assign_repair(ticket: MaintenanceTicket, *, by: Any, reason: str = "") -> MaintenanceTicket:
    """Hand over to whoever mends it."""
    take_step(TICKET, ticket, "assign", by=by, reason=reason)
    return _follow(ticket, by=by, asset=A.REPAIRING, device=D.MAINTENANCE)


@transaction.atomic
def report_fixed(ticket: MaintenanceTicket, *, by: Any, reason: str = "") -> MaintenanceTicket:
    """Mended, to be checked; the thing is not in order yet."""
    return take_step(TICKET, ticket, "fix", by=by, reason=reason, fixed="fixed_on")


@transaction.atomic
def check_repair(ticket: MaintenanceTicket, *, by: Any, reason: str = "") -> MaintenanceTicket:
    """Somebody other than who reported it saw that it works."""
    take_step(TICKET, ticket, "check", by=by, reason=reason, second_person="核查", checked="checked_on")
    return _follow(ticket, by=by, asset=A.IN_ORDER, device=D.ONLINE)


@transaction.atomic
def reopen_repair(ticket: MaintenanceTicket, *, by: Any, reason: str) -> MaintenanceTicket:
    """It does not work after all."""
    ticket.fixed_on, ticket.checked_on = None, None
    take_step(TICKET, ticket, "reopen", by=by, reason=reason)
    return _follow(ticket, by=by, asset=A.REPAIRING, device=D.MAINTENANCE)


@transaction.atomic
def withdraw_ticket(ticket: MaintenanceTicket, *, by: Any, reason: str) -> MaintenanceTicket:
    """A report that was a mistake; the thing is in order."""
    take_step(TICKET, ticket, "withdraw", by=by, reason=reason)
    return _follow(ticket, by=by, asset=A.IN_ORDER, device=D.ONLINE)


def save_uptime(uptime: DeviceUptime, *, by: Any) -> DeviceUptime:
    """Spans of one device do not overlap; the minutes due fit into the span."""
    longest = ((uptime.ends_on - uptime.starts_on).days + 1) * 1440
    if uptime.minutes_due > longest:
        raise ValidationError({"minutes_due": f"这段时间最多 {longest:,} 分钟，请核对。"})
    day_after = uptime.ends_on + timedelta(days=1)
    others = DeviceUptime.objects.filter(
        device=uptime.device_id, starts_on__lt=day_after, ends_on__gte=uptime.starts_on
    )
    if others.exclude(pk=uptime.pk).exclude(status=Status.VOID).exists():
        raise ValidationError({"starts_on": "与这台设备已有的在线记录时间重叠，请核对起止日。"})
    return save_record(uptime, by=by)


STEPS = {
    "assign": assign_repair,
    "fix": report_fixed,
    "check": check_repair,
    "reopen": reopen_repair,
    "withdraw": withdraw_ticket,
}
