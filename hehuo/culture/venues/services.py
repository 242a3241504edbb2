"""What a venue was to be open, and what it was."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from hehuo.culture.venues.models import Venue, VenueOpening
from hehuo.records.models import Status
from hehuo.records.writing import create_records, save_record
from hehuo.residents.predicates import may_handle

D = Venue.OpenDays
WEEKDAYS: dict[str, frozenset[int]] = {
    D.DAILY: frozenset(range(7)),
    D.NOT_MONDAY: frozenset(range(1, 7)),
    D.WEEKDAYS: frozenset(range(5)),
    D.WEEKENDS: frozenset((5, 6)),
}
"""Days of the week (Monday = 0) on which a venue is open."""
MOST_DAYS = 92


def announced_minutes(venue: Venue) -> int:
    """Minutes of one open day, as announced."""
    day = date(2000, 1, 1)
    span = datetime.combine(day, venue.closes_at) - datetime.combine(day, venue.opens_at)
    return int(span.total_seconds() // 60)


def days_due(venue: Venue, first: date, last: date) -> list[date]:
    """Days of a span on which the venue is to be open: announced, in use, the right day of the week."""
    start = max(first, venue.opened_on, venue.hours_announced_on or date.max)
    days = (start + timedelta(n) for n in range((last - start).days + 1)) if start <= last else ()
    return [
        day for day in days
        if day.weekday() in WEEKDAYS[venue.open_days] and (venue.closed_on is None or day < venue.closed_on)
    ]  # fmt: skip


def state_of(actual: int | None) -> str:
    """What a day came to."""
    S = VenueOpening.State
    return S.PLANNED if actual is None else S.OPEN if actual else S.CLOSED


def fill_opening(opening: VenueOpening) -> None:
    """The minutes announced, when nobody typed others, and what the day came to."""
    if opening.planned_minutes is None:
        opening.planned_minutes = announced_minutes(opening.venue)
    opening.state = state_of(opening.actual_minutes)
    opening.occurred_on = opening.opening_on


def save_opening(opening: VenueOpening, *, by: Any) -> VenueOpening:
    """A day of a venue: inside its span, not ahead."""
    venue = opening.venue
    if opening.opening_on > timezone.localdate():
        raise ValidationError({"opening_on": "日期不能晚于今天。"})
    if opening.opening_on < venue.opened_on or (venue.closed_on and opening.opening_on >= venue.closed_on):
        raise ValidationError({"opening_on": "这个场所当天没有启用，请核对。"})
    if venue.settlement_id != opening.settlement_id:
        raise ValidationError({"venue": "这个场所不属于所选安置点。"})
    fill_opening(opening)
    return save_record(opening, by=by)


def plan_openings(venue: Venue, *, by: Any, on: date) -> list[VenueOpening]:
    """Rows for every announced day up to `on` that has none yet, at most three months back; they wait to be filled."""
    if not may_handle(by, venue):
        raise PermissionDenied("您的角色不能安排这个安置点的开放台账。")
    if venue.hours_announced_on is None:
        raise ValidationError("请先在场所中填写开放时间公布日期。")
    first = on - timedelta(MOST_DAYS)
    known = set(
        VenueOpening.objects.filter(venue=venue, opening_on__gte=first)
        .exclude(status=Status.VOID)
        .values_list("opening_on", flat=True)
    )
    rows = [
        VenueOpening(
            settlement_id=venue.settlement_id, venue=venue, opening_on=day, occurred_on=day, planned_minutes=announced_minutes(venue)
        )
        for day in days_due(venue, first, on)
        if day not in known
    ]  # fmt: skip
    if not rows:
        raise ValidationError("到这一天为止的开放台账都已经有了。")
    return create_records(rows, by=by, reason="按公布的开放时间生成")
