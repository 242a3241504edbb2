"""Keep an event: it fits its venue and its day; what looks odd is a question to the staff, never a refusal of the truth."""

from __future__ import annotations

from datetime import time
from typing import Any

from django.core.exceptions import ValidationError

from hehuo.culture.gatherings import Gathering, as_time
from hehuo.records.models import Status
from hehuo.records.stepping import demand_second_person
from hehuo.records.writing import save_record

SHORTEST, LONGEST = 20, 240
"""Minutes of a training session (domain item 2)."""
EVENING = time(18)


def save_gathering(event: Gathering, *, by: Any, question: str = "") -> Gathering:
    """Store an event with its day as the day it happened; the hall must hold the people and be open that day."""
    venue = event.venue
    if venue is not None:
        if venue.settlement_id != event.settlement_id:
            raise ValidationError({"venue": "这个场所不属于所选安置点。"})
        if event.held_on < venue.opened_on or (venue.closed_on and event.held_on >= venue.closed_on):
            raise ValidationError({"venue": "这个场所当天没有启用，请核对日期或换一个场所。"})
        if event.headcount_declared > venue.capacity:
            raise ValidationError(
                {"headcount_declared": f"参加人数超过场所容纳人数（{venue.capacity} 人），请核对。"}
            )
    event.question, event.occurred_on = question, event.held_on
    return save_record(event, by=by)


def check_length(event: Gathering) -> None:
    """A training session lasts 20 minutes to 4 hours."""
    if not SHORTEST <= event.minutes <= LONGEST:
        raise ValidationError({"ends_at": "一场培训应在 20 分钟到 4 小时之间，请核对时间。"})


def is_daytime(event: Gathering) -> bool:
    """Whether it begins before the evening."""
    return as_time(event.starts_at) < EVENING


def count_heads(event: Gathering, *, by: Any, on: Any, people: int) -> Gathering:
    """A second person counted who was there (domain item 2, `headcount_checked`)."""
    demand_second_person(event, by, what="清点人数")
    if on < event.held_on:
        raise ValidationError({"on": "清点日期不能早于活动日期。"})
    if event.venue and people > event.venue.capacity:
        raise ValidationError({"people": f"清点人数超过场所容纳人数（{event.venue.capacity} 人），请核对。"})
    event.headcount_checked = people
    return save_record(event, by=by, action="count")


def cannot_count(event: Gathering) -> str:
    """Why heads are not counted (again)."""
    if event.status == Status.VOID:
        return "这条记录已作废。"
    return "" if event.headcount_checked is None else "另一位同事已清点过人数。"
