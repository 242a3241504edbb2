"""Halls, plans and sessions."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from hehuo.culture.education.lifecycle import HALL
from hehuo.culture.education.models import EducationPlan, EducationSession, EducationVenue
from hehuo.culture.holding import check_length, is_daytime, save_gathering
from hehuo.records.stepping import take_step
from hehuo.records.writing import save_record


def save_hall(hall: EducationVenue, *, by: Any) -> EducationVenue:
    """A hall stands in a venue of the same settlement."""
    if hall.venue.settlement_id != hall.settlement_id:
        raise ValidationError({"venue": "这个场所不属于所选安置点。"})
    hall.occurred_on = hall.opened_on
    return save_record(hall, by=by)


def pause_hall(hall: EducationVenue, *, by: Any, on: date) -> EducationVenue:
    """Out of use for a time."""
    return take_step(HALL, hall, "pause", by=by, paused_on=_after_opening(hall, on))


def resume_hall(hall: EducationVenue, *, by: Any, reason: str = "") -> EducationVenue:
    """In use again."""
    return take_step(HALL, hall, "resume", by=by, reason=reason, paused_on=None)


def close_hall(hall: EducationVenue, *, by: Any, on: date) -> EducationVenue:
    """Given up."""
    return take_step(HALL, hall, "close", by=by, closed_on=_after_opening(hall, on))


STEPS = {"resume": resume_hall}


def _after_opening(hall: EducationVenue, on: date) -> date:
    if on < hall.opened_on:
        raise ValidationError({"on": "日期不能早于设立日期。"})
    return on


def save_plan(plan: EducationPlan, *, by: Any) -> EducationPlan:
    """The plan of a year begins in that year."""
    if plan.starts_on.year != plan.year:
        raise ValidationError({"year": "年度与起始日期不一致，请核对。"})
    plan.occurred_on = plan.starts_on
    return save_record(plan, by=by)


def save_session(session: EducationSession, *, by: Any) -> EducationSession:
    """The hall was in use that day; the series is the hall's; a night school by day is asked about."""
    hall = session.lecture_hall
    if hall.settlement_id != session.settlement_id:
        raise ValidationError({"lecture_hall": "这个讲习场所不属于所选安置点。"})
    ended = min((day for day in (hall.paused_on, hall.closed_on) if day), default=None)
    if session.held_on < hall.opened_on or (ended and session.held_on >= ended):
        raise ValidationError({"lecture_hall": "这个讲习场所当天没有使用，请核对日期。"})
    check_length(session)
    session.series = hall.kind
    odd = session.series == EducationSession.Series.NIGHT and is_daytime(session)
    return save_gathering(session, by=by, question="妇女夜校一般在晚上六点以后，请核对时间。" if odd else "")
