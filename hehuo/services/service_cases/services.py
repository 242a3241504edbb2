"""Cases step by step (domain §3.12)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from hehuo.notices.services import finish_about, notify
from hehuo.records.stepping import take_step
from hehuo.records.writing import save_record
from hehuo.services.service_cases import limits
from hehuo.services.service_cases.lifecycle import CASE
from hehuo.services.service_cases.models import CasePause, OneTimeNotice, ServiceCase

Result = ServiceCase.Result
JOINT_MOST = 120
BETWEEN = "；"
"""Stands between the names of missing materials."""


def _next_number(case: ServiceCase) -> str:
    """BJ, the day, and a running number of the settlement on that day."""
    start = f"BJ{case.submitted_on:%Y%m%d}"
    taken = ServiceCase.objects.filter(settlement_id=case.settlement_id, case_no__startswith=start).count()
    return f"{start}{taken + 1:03d}"


def _not_before(on: date, day: date | None, what: str) -> None:
    if day is not None and on < day:
        raise ValidationError({"on": f"日期不能早于{what} {day}。"})


@transaction.atomic
def save_case(case: ServiceCase, *, by: Any) -> ServiceCase:
    """A new case belongs to whoever takes it in; that is the first contact, whatever happens later."""
    if case._state.adding:
        if case.item.valid_from > case.submitted_on or (
            case.item.valid_to and case.item.valid_to <= case.submitted_on
        ):
            raise ValidationError({"item": "这个事项当天不在目录里，请选现行的一版。"})
        case.first_contact = case.owner = by
        case.case_no = _next_number(case)
    if case.item.settlement_id != case.settlement_id or case.applicant.settlement_id != case.settlement_id:
        raise ValidationError("事项和申请人都要是本安置点的。")
    case.occurred_on = case.submitted_on
    return save_record(case, by=by)


def submit_case(case: ServiceCase, *, by: Any, reason: str = "") -> ServiceCase:
    """After a question the application has come."""
    today = timezone.localdate()
    return take_step(CASE, case, "submit", by=by, reason=reason, submitted_on=today, occurred_on=today)


@transaction.atomic
def enter_notice(notice: OneTimeNotice, *, by: Any) -> OneTimeNotice:
    """Everything that is missing, said once and within five working days."""
    case = notice.case
    if notice.given_on < case.submitted_on:
        raise ValidationError(f"日期不能早于收到申请日期 {case.submitted_on}。")
    last = limits.last_day_for_notice(case.submitted_on)
    if notice.given_on > last:
        raise ValidationError(
            f"告知期限（5 个工作日）到 {last} 为止。没有按期告知的，自收到申请材料之日起即为受理，请办理“受理”。"
        )
    known = set(case.item.materials.live().values_list("name", flat=True))
    said = {part for part in notice.missing.split(BETWEEN) if part}
    if not said or not said <= known:
        raise ValidationError(
            {
                "missing": f"请填写这个事项的材料名称，用“{BETWEEN}”分开：{BETWEEN.join(sorted(known)) or '目录里还没有材料'}"
            }
        )
    take_step(CASE, case, "notify", by=by)
    notice.settlement_id, notice.occurred_on = case.settlement_id, notice.given_on
    return save_record(notice, by=by)


def change_notice(notice: OneTimeNotice, *, by: Any) -> OneTimeNotice:
    """The channel was mistyped, or the materials have come."""
    return save_record(notice, by=by)


def give_notice(case: ServiceCase, *, by: Any, on: date, missing: Sequence[str], channel: str) -> ServiceCase:
    """The same from the page of the case."""
    notice = OneTimeNotice(case=case, given_on=on, missing=BETWEEN.join(missing), channel=channel)
    enter_notice(notice, by=by)
    return case


@transaction.atomic
def accept_case(case: ServiceCase, *, by: Any, on: date) -> ServiceCase:
    """The limit begins: on the day told, or on the day of the application when nobody asked for more in time."""
    _not_before(on, case.submitted_on, "收到申请日期")
    notice = case.notices.live().first()
    if notice is not None:
        _not_before(on, notice.given_on, "告知日期")
    accepted = limits.accepted_day(case.submitted_on, on, noticed=notice is not None)
    take_step(
        CASE, case, "accept", by=by, accepted_on=accepted, due_on=limits.due_day(accepted, case.item.promised_days)
    )  # fmt: skip
    if notice is not None and notice.supplemented_on is None:
        notice.supplemented_on = on
        save_record(notice, by=by)
    return case


def refuse_case(case: ServiceCase, *, by: Any, reason: str = "") -> ServiceCase:
    """Not accepted, with the written reason."""
    return take_step(CASE, case, "refuse", by=by, reason=reason, result_reason=reason[:200])


def forward_case(case: ServiceCase, *, by: Any, on: date, unit: str) -> ServiceCase:
    """Reported upwards or passed on; the promise to the resident stays."""
    _not_before(on, case.accepted_on, "受理日期")
    return take_step(CASE, case, "forward", by=by, forwarded_to=unit, forwarded_on=on)


def join_units(case: ServiceCase, *, by: Any, on: date, units: str) -> ServiceCase:
    """Handled together with other units; who answers for the case and its limit stay. Units of a later day are added."""
    _not_before(on, case.accepted_on, "受理日期")
    known = [unit for unit in case.joint_units.split("、") if unit]
    added = [
        unit for part in units.replace("，", "、").replace(",", "、").split("、") if (unit := part.strip())
    ]
    told = "、".join(dict.fromkeys([*known, *added]))
    if len(told) > JOINT_MOST:
        raise ValidationError({"units": f"单位名称合计不超过 {JOINT_MOST} 字，请用简称。"})
    if not added or told == case.joint_units:
        raise ValidationError({"units": "请填写还没有列入的单位。"})
    return take_step(CASE, case, "join", by=by, joint_units=told, joint_from=case.joint_from or on)


def take_reply(case: ServiceCase, *, by: Any, reason: str = "") -> ServiceCase:
    """The upper level has answered."""
    return take_step(CASE, case, "reply", by=by, reason=reason)


@transaction.atomic
def pause_case(case: ServiceCase, *, by: Any, on: date, ground: str) -> ServiceCase:
    """A span begins that the law does not count."""
    _not_before(on, case.accepted_on, "受理日期")
    take_step(CASE, case, "pause", by=by)
    pause = CasePause(
        settlement_id=case.settlement_id, case=case, ground=ground, starts_on=on, occurred_on=on
    )
    save_record(pause, by=by)
    return case


@transaction.atomic
def resume_case(case: ServiceCase, *, by: Any, on: date) -> ServiceCase:
    """The span ends; the limit moves by its working days."""
    pause = case.pauses.live().filter(ends_on__isnull=True).first()
    if pause is not None:
        _not_before(on, pause.starts_on, "暂停日期")
        pause.ends_on = on
        save_record(pause, by=by)
        case.paused_days += limits.paused_days(pause.starts_on, on)
    due = limits.due_day(case.accepted_on or on, case.item.promised_days, case.paused_days)
    return take_step(CASE, case, "resume", by=by, due_on=due)


def decide_case(
    case: ServiceCase, *, by: Any, on: date, result: str, result_reason: str = "", explanation: str = ""
) -> ServiceCase:
    """Done. A refusal needs its reason, a late case an explanation to the applicant."""
    _not_before(on, case.accepted_on, "受理日期")
    if result != Result.GRANTED and not result_reason.strip():
        raise ValidationError({"result_reason": "不予或退件的，请写明理由。"})
    if case.due_on is not None and on > case.due_on and not explanation.strip():
        raise ValidationError(
            {"explanation": f"期限是 {case.due_on}，已超期，请写明向申请人的说明（致歉）。"}
        )
    return take_step(
        CASE, case, "decide", by=by, decided_on=on, result=result, result_reason=result_reason, explanation=explanation
    )  # fmt: skip


def deliver_case(case: ServiceCase, *, by: Any, on: date, delivery: str) -> ServiceCase:
    """The applicant has the answer."""
    _not_before(on, case.decided_on, "办结日期")
    return take_step(CASE, case, "deliver", by=by, delivered_on=on, delivery=delivery)


def withdraw_case(case: ServiceCase, *, by: Any, reason: str = "") -> ServiceCase:
    """The applicant takes the application back."""
    facts: dict[str, Any] = {"result": Result.WITHDRAWN, "result_reason": reason[:200]}
    if case.accepted_on is not None:
        facts["decided_on"] = max(timezone.localdate(), case.accepted_on)
    return take_step(CASE, case, "withdraw", by=by, reason=reason, **facts)


def _handover_key(case: ServiceCase) -> str:
    return f"handover-{case.pk}"


@transaction.atomic
def hand_over(case: ServiceCase, *, by: Any, on: date, colleague: Any) -> ServiceCase:
    """Ask a colleague to take the case over; until then whoever has it answers for it. The colleague gets a task."""
    if colleague.pk == case.owner_id:
        raise ValidationError({"colleague": "这个办件现在就由这位同事负责。"})
    finish_about(case, by=by, key=_handover_key(case))
    case.handover_to = colleague
    saved = save_record(case, by=by, action="hand_over", reason=f"{on} 请{colleague}接手")
    notify(
        f"请确认接手办件 {case.case_no}", by=by, to_user=colleague, settlement=case.settlement, subject=case,
        url=reverse("service-cases-detail", kwargs={"pk": case.pk}), key=_handover_key(case),
    )  # fmt: skip
    return saved


@transaction.atomic
def take_over(case: ServiceCase, *, by: Any, on: date) -> ServiceCase:
    """The colleague says yes; only then the responsibility moves."""
    if case.handover_to_id != by.pk:
        raise PermissionDenied("只有被请的同事本人才能确认接手。")
    case.owner, case.handover_to = by, None
    saved = save_record(case, by=by, action="take_over", reason=f"{on} 接手")
    finish_about(saved, by=by, key=_handover_key(saved))
    return saved


def archive_case(case: ServiceCase, *, by: Any, reason: str = "") -> ServiceCase:
    """Into the archive."""
    return take_step(CASE, case, "archive", by=by, reason=reason)


def delivered_lately(today: date) -> Q:
    """Cases whose applicant is asked for a word: delivered within thirty days."""
    return Q(delivered_on__gte=today - timedelta(30))


STEPS = {
    "submit": submit_case, "refuse": refuse_case, "reply": take_reply, "withdraw": withdraw_case, "archive": archive_case,
}  # fmt: skip
