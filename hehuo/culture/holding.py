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
    """Store an event with its day as the day it happened; the hall was open that day and held the people, or it is said how."""
    venue = event.venue
    if venue is not None:
        if venue.settlement_id != event.settlement_id:
            raise ValidationError({"venue": "这个场所不属于所选安置点。"})
        if event.held_on < venue.opened_on or (venue.closed_on and event.held_on >= venue.closed_on):
            raise ValidationError({"venue": "这个场所当天没有启用，请核对日期或换一个场所。"})
        if event.over_full_by(event.headcount_declared) and not event.over_full.strip():
            raise ValidationError({"headcount_declared": over_full_words(event, event.headcount_declared)})
    most = max(event.headcount_declared, event.headcount_checked or 0, event.headcount_scanned or 0)
    if event.over_full and not event.over_full_by(most):
        raise ValidationError({"over_full": "人数没有超过场所容纳人数，不用填写超员说明。"})
    event.question, event.occurred_on = question, event.held_on
    return save_record(event, by=by)


def over_full_words(event: Gathering, people: int) -> str:
    """What to do when more came than the venue holds: look again, or say how it was."""
    room = f"“{event.venue}”容纳人数是 {event.venue.capacity} 人" if event.venue else "场所容不下"
    return (
        f"{people} 人超过了场所：{room}。请核对人数和场所；确实来了这么多人的，请填写“超员说明”，并注意安全。"
    )


def check_length(event: Gathering) -> None:
    """A training session lasts 20 minutes to 4 hours."""
    if not SHORTEST <= event.minutes <= LONGEST:
        raise ValidationError({"ends_at": "一场培训应在 20 分钟到 4 小时之间，请核对时间。"})


def is_daytime(event: Gathering) -> bool:
    """Whether it begins before the evening."""
    return as_time(event.starts_at) < EVENING


def count_heads(event: Gathering, *, by: Any, on: Any, people: int, over_full: str = "") -> Gathering:
    """A second person counted who was there (domain item 2, `headcount_checked`)."""
    demand_second_person(event, by, what="清点人数")
    if on < event.held_on:
        raise ValidationError({"on": "清点日期不能早于活动日期。"})
    if event.over_full_by(people):
        event.over_full = over_full.strip() or event.over_full
        if not event.over_full:
            raise ValidationError({"people": over_full_words(event, people)})
    event.headcount_checked = people
    return save_record(event, by=by, action="count")


def cannot_count(event: Gathering) -> str:
    """Why heads are not counted (again)."""
    if event.status == Status.VOID:
        return "这条记录已作废。"
    return "" if event.headcount_checked is None else "另一位同事已清点过人数。"
