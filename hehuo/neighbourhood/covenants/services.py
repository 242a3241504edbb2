"""The five steps of a covenant, and what each must keep to."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from hehuo.neighbourhood.covenants.lifecycle import COVENANT
from hehuo.neighbourhood.covenants.models import CovenantPractice, ResidentCovenant
from hehuo.neighbourhood.meetings.models import ResidentsMeeting
from hehuo.records.models import Status
from hehuo.records.stepping import not_before, take_step
from hehuo.records.writing import save_record

CONSULT_DAYS = 7
FILING_DAYS = 10
PENALTY_WORDS = (
    "罚款",
    "罚金",
    "没收",
    "扣分",
    "扣发",
    "扣除",
    "停水",
    "停电",
    "黑名单",
    "取消资格",
    "赔偿双倍",
)
"""Words of penalties that residents may not set (2018 guideline on village and residents' covenants)."""


def penalty_words_in(text: str) -> list[str]:
    """Words in a text that a reviewer must look at; a word alone proves nothing."""
    return [word for word in PENALTY_WORDS if word in text]


def record_consultation(
    covenant: ResidentCovenant, *, by: Any, on: date, since: date, opinions: int
) -> ResidentCovenant:
    """征集民意 from `since` to `on`, both included; at least seven days."""
    if (on - since).days + 1 < CONSULT_DAYS:
        raise ValidationError(f"征集民意不少于 {CONSULT_DAYS} 天，请核对起止日期。")
    facts: dict[str, Any] = {"consulted_from": since, "consulted_to": on, "opinions": opinions}
    return take_step(COVENANT, covenant, "consult", by=by, **facts)


def record_draft(covenant: ResidentCovenant, *, by: Any, on: date) -> ResidentCovenant:
    """The text is settled as a draft."""
    not_before(on, covenant.consulted_to, "征集民意结束")
    return take_step(COVENANT, covenant, "draft", by=by, drafted_on=on)


def record_review(
    covenant: ResidentCovenant, *, by: Any, on: date, reviewer: str, penalty: bool, note: str = ""
) -> ResidentCovenant:
    """The township has read the draft. `penalty` is its answer whether residents would be punished.

    Words that sound like penalties need a note when the answer is no. Raises `ValidationError`.
    """
    not_before(on, covenant.drafted_on, "草案拟定")
    found = penalty_words_in(covenant.text)
    if penalty:
        raise ValidationError("含有处罚条款的不能通过审核，请办理“登记审核退回”并写明是哪一条。")
    if found and not note.strip():
        raise ValidationError(f"正文出现“{'、'.join(found)}”，请在说明中写明为什么不是处罚。")
    facts: dict[str, Any] = {
        "reviewed_on": on,
        "reviewer": reviewer,
        "review_result": "pass",
        "penalty_clause": False,
        "penalty_note": note,
    }
    return take_step(COVENANT, covenant, "review", by=by, **facts)  # fmt: skip


def send_back_draft(covenant: ResidentCovenant, *, by: Any, reason: str) -> ResidentCovenant:
    """Back to the draft; the reason says which clause."""
    facts: dict[str, Any] = {"drafted_on": None, "reviewed_on": None, "review_result": "revise"}
    return take_step(COVENANT, covenant, "revise", by=by, reason=reason, **facts)


def vote_problem(meeting: ResidentsMeeting) -> str:
    """Why a meeting could not adopt a covenant: quorum, women present, majority of those present."""
    if not meeting.has_quorum:
        return f"应到 {meeting.eligible_count} 人，实到 {meeting.present_count} 人，没有过半，表决无效。"
    if meeting.women_present == 0:
        return "没有女性参加，请重新召集会议。"
    cast = [meeting.votes_for, meeting.votes_against, meeting.votes_abstain]
    if any(votes is None for votes in cast):
        return "请先在会议记录中填写赞成、反对、弃权票数。"
    if sum(votes or 0 for votes in cast) > meeting.present_count:
        return "票数合计多于实到人数，请核对会议记录。"
    if (meeting.votes_for or 0) * 2 <= meeting.present_count:
        return f"赞成 {meeting.votes_for} 票，没有超过实到人数的一半，没有通过。"
    return ""


def record_vote(
    covenant: ResidentCovenant, *, by: Any, meeting: ResidentsMeeting, on: date | None = None
) -> ResidentCovenant:
    """The meeting has adopted the text; its day is the day of adoption. Raises `ValidationError`."""
    if meeting.settlement_id != covenant.settlement_id or meeting.status == Status.VOID:
        raise ValidationError("请选择本安置点的居民会议。")
    not_before(meeting.held_on, covenant.reviewed_on, "审核通过")
    problem = vote_problem(meeting)
    if problem:
        raise ValidationError(problem)
    facts: dict[str, Any] = {"meeting": meeting, "adopted_on": meeting.held_on, "quorum_met": True}
    return take_step(COVENANT, covenant, "vote", by=by, **facts)


@transaction.atomic
def publish_covenant(
    covenant: ResidentCovenant,
    *,
    by: Any,
    on: date,
    filed_on: date,
    filed_to: str,
    filing_no: str,
    places: str,
) -> ResidentCovenant:
    """Filed within ten days and posted; the version in force until now ends on the same day."""
    not_before(filed_on, covenant.adopted_on, "表决通过")
    not_before(on, covenant.adopted_on, "表决通过")
    if covenant.adopted_on and filed_on > covenant.adopted_on + timedelta(FILING_DAYS):
        last = covenant.adopted_on + timedelta(FILING_DAYS)
        raise ValidationError(
            f"应在通过后 {FILING_DAYS} 日内（{last:%Y-%m-%d} 前）备案。已超期的，请先向备案机关说明后重新表决。"
        )
    for old in ResidentCovenant.objects.filter(
        settlement=covenant.settlement_id, state=ResidentCovenant.State.IN_FORCE
    ).exclude(status=Status.VOID):
        old.valid_to, old.state = on, ResidentCovenant.State.REPLACED
        save_record(old, by=by, action="replace", reason=f"第 {covenant.version_no} 版公布")
    facts: dict[str, Any] = {
        "filed_on": filed_on,
        "filed_to": filed_to,
        "filing_no": filing_no,
        "published_on": on,
        "published_places": places,
    }
    return take_step(COVENANT, covenant, "publish", by=by, **facts)  # fmt: skip


def abolish_covenant(covenant: ResidentCovenant, *, by: Any, reason: str) -> ResidentCovenant:
    """Without a new version."""
    from django.utils import timezone

    return take_step(COVENANT, covenant, "replace", by=by, reason=reason, valid_to=timezone.localdate())


def save_covenant(covenant: ResidentCovenant, *, by: Any) -> ResidentCovenant:
    """The text of a covenant is changed until it is a draft; afterwards by review and vote only."""
    if covenant.pk and covenant.state not in (
        ResidentCovenant.State.PLANNED,
        ResidentCovenant.State.CONSULTED,
    ):
        stored = ResidentCovenant.objects.get(pk=covenant.pk)
        if stored.text != covenant.text:
            raise ValidationError(
                {"text": "草案拟定后正文不能直接修改，请办理“登记审核退回”后再改，或登记新版本。"}
            )
    return save_record(covenant, by=by)


def save_practice(practice: CovenantPractice, *, by: Any) -> CovenantPractice:
    """Something done with a covenant that was in force on the day."""
    covenant = practice.covenant
    if covenant.published_on is None or practice.held_on < covenant.published_on:
        raise ValidationError({"held_on": "这一天居规民约还没有公布，请核对日期或版本。"})
    if covenant.valid_to and practice.held_on >= covenant.valid_to:
        raise ValidationError({"held_on": "这个版本在这一天已经废止，请选择现行版本。"})
    return save_record(practice, by=by)


STEPS = {"revise": send_back_draft, "replace": abolish_covenant}
