"""Volunteer activities, step by step."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from hehuo.records.stepping import take_step
from hehuo.records.writing import save_record
from hehuo.services.volunteers.lifecycle import ACTIVITY
from hehuo.services.volunteers.models import ActivityConfirmation, VolunteerActivity


def save_activity(activity: VolunteerActivity, *, by: Any) -> VolunteerActivity:
    """Store a plan as typed."""
    activity.occurred_on = activity.held_on
    return save_record(activity, by=by)


def hold(
    activity: VolunteerActivity, *, by: Any, on: date, relocated_count: int, local_count: int, volunteers: int,
    hours: Decimal, feedback: str = "",
) -> VolunteerActivity:  # fmt: skip
    """It was held on `on`; counts of people, no list of names."""
    if relocated_count + local_count == 0:
        raise ValidationError({"relocated_count": "没有群众参加的不登记为举办。"})
    return take_step(
        ACTIVITY, activity, "hold", by=by, held_on=on, occurred_on=on, relocated_count=relocated_count,
        local_count=local_count, volunteers=volunteers, hours=hours, feedback=feedback,
    )  # fmt: skip


def call_off(activity: VolunteerActivity, *, by: Any, reason: str) -> VolunteerActivity:
    """It does not take place."""
    return take_step(ACTIVITY, activity, "call_off", by=by, reason=reason)


@transaction.atomic
def confirm(
    activity: VolunteerActivity, *, by: Any, on: date, asked: int, confirmed: int
) -> VolunteerActivity:  # fmt: skip
    """Somebody else asked people who took part whether it was so; numbers only (LPS-2018-R 16.4)."""
    if on < activity.held_on:
        raise ValidationError({"on": "询问日期不能早于活动日期。"})
    take_step(ACTIVITY, activity, "confirm", by=by, second_person="询问确认")
    save_record(
        ActivityConfirmation(
            settlement_id=activity.settlement_id, activity=activity, asked_on=on, asked=asked, confirmed=confirmed,
            occurred_on=on,
        ),
        by=by,
    )  # fmt: skip
    return activity


STEPS = {"call_off": call_off}
