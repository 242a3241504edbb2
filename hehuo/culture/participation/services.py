"""Sign people in, take confirmations."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from hehuo.culture.gatherings import Gathering
from hehuo.culture.participation.models import Attendance, Confirmation, OfGathering
from hehuo.records.writing import save_record
from hehuo.residents.predicates import demand_second_person

EARLIEST = timedelta(minutes=60)
"""How long before the beginning people sign in (domain item 2, `session_attendance`)."""


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
    moment = datetime.combine(event.held_on, _clock(row.signed_at))
    first = datetime.combine(event.held_on, _clock(event.starts_at)) - EARLIEST
    if not first <= moment <= datetime.combine(event.held_on, _clock(event.ends_at)):
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
    if row.confirmed_on > date.today():
        raise ValidationError({"confirmed_on": "确认日期不能晚于今天。"})
    row.occurred_on = row.confirmed_on
    return save_record(row, by=by)


def _clock(value: time | str) -> time:
    return value if isinstance(value, time) else time.fromisoformat(value)
