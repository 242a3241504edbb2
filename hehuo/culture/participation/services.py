"""Sign people in, take confirmations, count scans. A scan adds one; nothing about who scanned is kept."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from hehuo.culture.gatherings import Gathering, as_time
from hehuo.culture.participation.models import EVENTS, Attendance, Confirmation, OfGathering, SignInCode
from hehuo.records.models import Status
from hehuo.records.retention import GONE, Retention
from hehuo.records.stepping import demand_second_person
from hehuo.records.writing import save_record
from hehuo.residents.predicates import may_handle

EARLIEST = timedelta(minutes=60)
"""How long before the beginning people sign in (domain item 2, `session_attendance`)."""
KEPT = (
    Retention(
        Attendance, "occurred_on", 3, {"person": None, "attendee_name": GONE, "attendee_name_initials": ""}
    ),
    Retention(Confirmation, "confirmed_on", 3, {"person": None}),
)
"""Sign-in lists are kept for three years (domain item 2 and §6.2); how many came stays."""
MOST_WITHOUT_VENUE = 5000
"""Scans that a code takes where no venue tells how many it holds."""


def _event_of(row: OfGathering) -> Gathering:
    event = row.gathering
    if event is None:
        raise ValidationError("请选择一场活动，只选一场。")
    if event.settlement_id != row.settlement_id:
        raise ValidationError("这场活动不属于所选安置点。")
    return event


@transaction.atomic
def save_attendance(row: Attendance, *, by: Any) -> Attendance:
    """Signed in from an hour before until the end; the event then has a sign-in."""
    event = _event_of(row)
    moment = datetime.combine(event.held_on, as_time(row.signed_at))
    first = datetime.combine(event.held_on, as_time(event.starts_at)) - EARLIEST
    if not first <= moment <= datetime.combine(event.held_on, as_time(event.ends_at)):
        raise ValidationError({"signed_at": "签到时间应在开始前 60 分钟到结束之间。"})
    row.occurred_on = event.held_on
    saved = save_record(row, by=by)
    if not event.has_sign_in:
        event.has_sign_in = True
        save_record(event, by=by, action="signed", reason="有签到记录")
    return saved


def save_confirmation(row: Confirmation, *, by: Any) -> Confirmation:
    """What a resident says about an event; not taken by whoever entered the event."""
    event = _event_of(row)
    demand_second_person(event, by, what="群众确认")
    if row.confirmed_on < event.held_on:
        raise ValidationError({"confirmed_on": "确认日期不能早于活动日期。"})
    if row.confirmed_on > timezone.localdate():
        raise ValidationError({"confirmed_on": "确认日期不能晚于今天。"})
    row.occurred_on = row.confirmed_on
    return save_record(row, by=by)


# -- the code that phones scan ---------------------------------------------------
def _kind_of(event: Gathering) -> str:
    return next(name for name, label in EVENTS.items() if label == event._meta.label)


def code_of(event: Gathering) -> SignInCode | None:
    """The newest code of an event."""
    return SignInCode.objects.filter(event=_kind_of(event), event_id=event.pk).order_by("-pk").first()


def _demand_handler(event: Gathering, by: Any) -> None:
    if not may_handle(by, event):
        raise PermissionDenied("您的角色不能办理这场活动的签到。")


def open_sign_in(event: Gathering, *, by: Any) -> SignInCode:
    """A new code, good from an hour before until the end of the event."""
    _demand_handler(event, by)
    if event.status == Status.VOID:
        raise ValidationError("这条记录已作废，不能开放签到。")
    start = timezone.make_aware(datetime.combine(event.held_on, event.starts_at))
    end = timezone.make_aware(datetime.combine(event.held_on, event.ends_at))
    if end <= timezone.now():
        raise ValidationError("活动已经结束，请登记纸质签到或清点人数。")
    known = code_of(event)
    if known is not None and not known.closed:
        return known
    return SignInCode.objects.create(
        token=secrets.token_urlsafe(12), settlement_id=event.settlement_id, event=_kind_of(event), event_id=event.pk,
        opens_at=start - EARLIEST, closes_at=end,
    )  # fmt: skip


def is_open(code: SignInCode, at: datetime | None = None) -> bool:
    """Whether the code counts now."""
    moment = at or timezone.now()
    return not code.closed and code.opens_at <= moment <= code.closes_at


def event_of(code: SignInCode) -> Gathering | None:
    """The event of a code, while it is not void."""
    field = EVENTS[code.event]
    model = next(m for m in Gathering.__subclasses__() if m._meta.label == field)
    return model.objects.live().filter(pk=code.event_id).select_related("venue", "settlement").first()


def record_scan(code: SignInCode, event: Gathering) -> bool:
    """Count one more, unless the time is over or the venue is full; one statement, safe for many phones at once."""
    most = event.venue.capacity if event.venue else MOST_WITHOUT_VENUE
    if not is_open(code):
        return False
    rows = SignInCode.objects.filter(pk=code.pk, closed=False, scans__lt=most)
    return bool(rows.update(scans=F("scans") + 1))


@transaction.atomic
def close_sign_in(event: Gathering, *, by: Any) -> Gathering:
    """The count goes into the record of the event; the code is of no more use."""
    _demand_handler(event, by)
    code = code_of(event)
    if code is None or code.closed:
        raise ValidationError("这场活动没有开放中的扫码签到。")
    SignInCode.objects.filter(pk=code.pk).update(closed=True)
    code.refresh_from_db()
    event.headcount_scanned = code.scans
    event.has_sign_in = event.has_sign_in or code.scans > 0
    event.sign_in_mode = Gathering.SignIn.QR
    return save_record(event, by=by, action="signed", reason=f"扫码 {code.scans} 人")
