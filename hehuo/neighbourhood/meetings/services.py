"""Resolutions become tasks, tasks are done, and the answer goes back to those who attended."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from hehuo.neighbourhood.meetings.lifecycle import RESOLUTION
from hehuo.neighbourhood.meetings.models import CourtyardMeeting, MeetingResolution
from hehuo.notices.services import finish_about, notify
from hehuo.org.roles import Role
from hehuo.records.models import Status
from hehuo.records.stepping import not_before, take_step
from hehuo.records.writing import save_record

ROLES = {"community": Role.COMMITTEE, "grid": Role.GRID_MEMBER, "township": Role.TOWNSHIP}
"""Who is asked for what a meeting has resolved."""


def key_of(resolution: MeetingResolution) -> str:
    """Key of the one task of a resolution."""
    return f"resolution-{resolution.pk}"


@transaction.atomic
def save_resolution(resolution: MeetingResolution, *, by: Any) -> MeetingResolution:
    """Store a resolution; whoever is responsible finds it among the tasks."""
    meeting = resolution.courtyard_meeting or resolution.residents_meeting
    if meeting is None:
        raise ValidationError("请选择一次居民会议，或者一次院坝会。")
    if meeting.settlement_id != resolution.settlement_id:
        raise ValidationError("会议不在这个安置点，请重新选择。")
    not_before(resolution.raised_on, meeting.held_on, "会议日期")
    is_new = resolution._state.adding
    saved = save_record(resolution, by=by)
    if is_new:
        _ask(saved, by=by)
    return saved


def _ask(resolution: MeetingResolution, *, by: Any) -> None:
    notify(
        f"请办理会议议定事项：{resolution.content}"[:200], by=by, to_role=ROLES[resolution.unit], settlement=resolution.settlement,
        subject=resolution, url=reverse("meeting-resolutions-detail", kwargs={"pk": resolution.pk}), due_on=resolution.due_on,
        key=key_of(resolution),
    )  # fmt: skip


@transaction.atomic
def finish_resolution(resolution: MeetingResolution, *, by: Any, on: date, result: str) -> MeetingResolution:
    """Done; the task is over, the answer is not yet given."""
    not_before(on, resolution.raised_on, "议定日期")
    saved = take_step(RESOLUTION, resolution, "finish", by=by, done_on=on, result=result)
    finish_about(saved, by=by, key=key_of(saved))
    return saved


@transaction.atomic
def drop_resolution(resolution: MeetingResolution, *, by: Any, reason: str) -> MeetingResolution:
    """It cannot be done; those who attended are told why."""
    saved = take_step(RESOLUTION, resolution, "drop", by=by, reason=reason, result=reason[:300])
    finish_about(saved, by=by, key=key_of(saved))
    return saved


@transaction.atomic
def answer_resolution(
    resolution: MeetingResolution, *, by: Any, on: date, answer_by: str
) -> MeetingResolution:
    """Told to those who attended; the courtyard meeting is answered when its last resolution is."""
    not_before(on, resolution.done_on or resolution.raised_on, "办结日期")
    saved = take_step(RESOLUTION, resolution, "answer", by=by, answered_on=on, answer_by=answer_by)
    yard = saved.courtyard_meeting
    if yard and yard.feedback_on is None and not _unanswered(yard):
        yard.feedback_on = on
        save_record(yard, by=by, action="answer", reason="议定事项都已反馈")
    return saved


def _unanswered(yard: CourtyardMeeting) -> bool:
    rows = MeetingResolution.objects.filter(courtyard_meeting=yard).exclude(status=Status.VOID)
    return rows.exclude(state=MeetingResolution.State.ANSWERED).exists()


@transaction.atomic
def reopen_resolution(resolution: MeetingResolution, *, by: Any, reason: str) -> MeetingResolution:
    """Not done after all; the task is asked for again."""
    facts: dict[str, Any] = {"done_on": None, "answered_on": None, "answer_by": ""}
    saved = take_step(RESOLUTION, resolution, "reopen", by=by, reason=reason, **facts)
    _ask(saved, by=by)
    return saved


STEPS = {"drop": drop_resolution, "reopen": reopen_resolution}
