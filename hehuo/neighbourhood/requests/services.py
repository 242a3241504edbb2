"""Requests, step by step. What a resident says about the result is the only thing that solves a request."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from hehuo.neighbourhood.requests import deadlines
from hehuo.neighbourhood.requests.lifecycle import REQUEST, UNSOLVED
from hehuo.neighbourhood.requests.models import RequestPause, ResidentRequest
from hehuo.neighbourhood.requests.numbers import DIGITS, next_number, prefix_of
from hehuo.notices.models import Notice
from hehuo.notices.services import finish_about, notify, remind, supervise
from hehuo.org.roles import Role
from hehuo.org.workdays import WorkCalendar
from hehuo.records.models import Status
from hehuo.records.retention import GONE, Retention
from hehuo.records.stepping import not_before, take_step
from hehuo.records.writing import save_record
from hehuo.residents.predicates import may_decide

S, Solved = ResidentRequest.State, ResidentRequest.Solved
KEPT = (
    Retention(
        ResidentRequest, "closed_on", 5,
        {"reporter": None, "callback_phone": "", "callback_phone_index": "", "place": "", "content": GONE, "result": "", "check_note": ""},
    ),
)  # fmt: skip
"""Who asked for what is kept for five years after the case was closed (domain §6.2); days, state and the resident's word stay."""
ROLES = {
    "community": Role.COMMITTEE, "grid": Role.GRID_MEMBER, "window": Role.WINDOW_CLERK, "township": Role.TOWNSHIP,
    "property": Role.COMMITTEE, "other": Role.COMMITTEE,
}  # fmt: skip
"""Who is asked; for units outside the system the community follows up."""


def key_of(request: ResidentRequest) -> str:
    """Key of the one open task of a request."""
    return f"request-{request.pk}"


@transaction.atomic
def save_request(request: ResidentRequest, *, by: Any) -> ResidentRequest:
    """Enter or correct a request. A new one gets its number and the day by which it must be accepted."""
    if request.anonymous and (request.reporter_id or request.callback_phone):
        raise ValidationError({"anonymous": "匿名诉求不登记反映人和电话；要登记的，请去掉“匿名”。"})
    if request.reported_on > timezone.localdate():
        raise ValidationError({"reported_on": "上报日期不能晚于今天。"})
    if request._state.adding:
        request.request_no = next_number(request.settlement, request.reported_on)
        hurry = request.urgency == ResidentRequest.Urgency.EMERGENCY
        days = 0 if hurry else deadlines.ACCEPT_DAYS
        request.accept_due_on = WorkCalendar().add_working_days(request.reported_on, days).day
    return save_record(request, by=by)


def give_numbers(ids: Iterable[int]) -> None:
    """Numbers and days of acceptance for requests that a workbook has just brought in: part of their first version."""
    calendar = WorkCalendar()
    rows = list(
        ResidentRequest.objects.filter(pk__in=ids, request_no="").select_related("settlement").order_by("pk")
    )
    counters: dict[str, int] = {}
    for row in rows:
        prefix = prefix_of(row.settlement.division_code, row.reported_on)
        if prefix not in counters:
            counters[prefix] = int(next_number(row.settlement, row.reported_on).rsplit("-", 1)[1])
        row.request_no = f"{prefix}{counters[prefix]:0{DIGITS}d}"
        counters[prefix] += 1
        row.accept_due_on = calendar.add_working_days(row.reported_on, deadlines.ACCEPT_DAYS).day
    given = ("request_no", "accept_due_on")
    ResidentRequest.objects.bulk_update(rows, given, batch_size=500)
    by_pk = {row.pk: row for row in rows}
    versions = list(ResidentRequest.history.filter(id__in=by_pk))
    for version in versions:
        for name in given:
            setattr(version, name, getattr(by_pk[version.id], name))
    ResidentRequest.history.model.objects.bulk_update(versions, given, batch_size=500)


def accept_request(request: ResidentRequest, *, by: Any, on: date, level: str) -> ResidentRequest:
    """受理: how hard it is decides how long it may take."""
    not_before(on, request.reported_on, "上报日期")
    return take_step(REQUEST, request, "accept", by=by, accepted_on=on, level=level)


def refuse_request(request: ResidentRequest, *, by: Any, reason: str) -> ResidentRequest:
    """不予受理: the reason names the right door."""
    return take_step(
        REQUEST, request, "refuse", by=by, reason=reason, result=reason, closed_on=timezone.localdate()
    )


def merge_request(request: ResidentRequest, *, by: Any, on: date, into: ResidentRequest) -> ResidentRequest:
    """合并重复: handled with another request of the same settlement. Raises `ValidationError`."""
    if into.pk == request.pk or into.settlement_id != request.settlement_id:
        raise ValidationError("请选择本安置点的另一件诉求。")
    if into.merged_into_id or into.closed_on:
        raise ValidationError("那件诉求已经合并或结案，请选择正在办理的一件。")
    not_before(on, request.reported_on, "上报日期")
    return take_step(REQUEST, request, "merge", by=by, merged_into=into, due_on=None)


def _tell_merged(main: ResidentRequest, *, by: Any) -> None:
    """Each reporter whose request was merged is told of the result and has a word of his own (分别反馈)."""
    for row in main.merged.filter(state=S.MERGED).exclude(status=Status.VOID).order_by("pk"):
        facts = {
            name: getattr(main, name)
            for name in ("handled_on", "handled_by", "result", "fed_back_on", "told_by", "unit")
        }
        take_step(REQUEST, row, "told_along", by=by, **facts)


@transaction.atomic
def settle_request(request: ResidentRequest, *, by: Any, on: date, result: str) -> ResidentRequest:
    """当场办结: done and told at once; the resident still says whether it is solved."""
    not_before(on, request.reported_on, "上报日期")
    facts: dict[str, Any] = {
        "accepted_on": request.accepted_on or on, "handled_on": on, "handled_by": by, "fed_back_on": on, "due_on": on,
        "on_the_spot": True, "told_by": ResidentRequest.Told.VISIT, "result": result,
    }  # fmt: skip
    saved = take_step(REQUEST, request, "settle", by=by, **facts)
    _tell_merged(saved, by=by)
    return saved


@transaction.atomic
def dispatch_request(request: ResidentRequest, *, by: Any, on: date, unit: str) -> ResidentRequest:
    """派遣: the unit is asked, with a deadline in working days. A second dispatch keeps the first deadline."""
    not_before(on, request.accepted_on, "受理日期")
    due = request.due_on
    if due is None or request.state == S.ESCALATED:
        due = deadlines.due_after(on, request.level, WorkCalendar())
    facts: dict[str, Any] = {"unit": unit, "dispatched_on": on, "due_on": due}
    saved = take_step(REQUEST, request, "dispatch", by=by, **facts)
    _ask(saved, by=by)
    return saved


@transaction.atomic
def transfer_request(request: ResidentRequest, *, by: Any, on: date, unit: str) -> ResidentRequest:
    """转办: another unit, the same deadline."""
    if unit == request.unit:
        raise ValidationError("承办单位没有变，不用转办。")
    finish_about(request, by=by, key=key_of(request))
    saved = take_step(REQUEST, request, "transfer", by=by, unit=unit, dispatched_on=on)
    _ask(saved, by=by)
    return saved


def _ask(request: ResidentRequest, *, by: Any) -> Notice:
    return notify(
        f"请办理{request.get_category_display()}诉求", by=by, to_role=ROLES[request.unit], settlement=request.settlement,
        subject=request, url=reverse("requests-detail", kwargs={"pk": request.pk}), due_on=request.due_on, key=key_of(request),
    )  # fmt: skip


@transaction.atomic
def send_back_request(request: ResidentRequest, *, by: Any, reason: str) -> ResidentRequest:
    """承办退回: not this unit's duty; the reason says why."""
    finish_about(request, by=by, key=key_of(request))
    return take_step(REQUEST, request, "send_back", by=by, reason=reason, counts="returns")


def begin_request(request: ResidentRequest, *, by: Any, reason: str = "") -> ResidentRequest:
    """The unit has taken it up."""
    return take_step(REQUEST, request, "begin", by=by, reason=reason)


@transaction.atomic
def suspend_request(request: ResidentRequest, *, by: Any, on: date, why: str, until: date) -> ResidentRequest:
    """挂起: an explicit pause of the clock, agreed by the secretary, shown with its end. Raises `ValidationError`."""
    not_before(on, request.dispatched_on, "派遣日期")
    if not on < until <= on + timedelta(deadlines.MOST_PAUSE_DAYS):
        raise ValidationError(f"挂起最多 {deadlines.MOST_PAUSE_DAYS} 天，请核对最迟恢复日期。")
    left = deadlines.working_days_left(on, request.due_on or on, WorkCalendar())
    saved = take_step(REQUEST, request, "suspend", by=by, suspended_on=on, suspended_until=until)
    pause = RequestPause(
        settlement=request.settlement, occurred_on=on, request=saved, why=why, starts_on=on, until=until, days_left=left
    )  # fmt: skip
    save_record(pause, by=by)
    return saved


@transaction.atomic
def resume_request(request: ResidentRequest, *, by: Any, on: date) -> ResidentRequest:
    """恢复: the working days that were left begin tomorrow."""
    not_before(on, request.suspended_on, "挂起日期")
    pause = request.pauses.filter(resumed_on__isnull=True).exclude(status=Status.VOID).first()
    due = deadlines.due_after_pause(on, pause.days_left if pause else 0, WorkCalendar())
    saved = take_step(REQUEST, request, "resume", by=by, suspended_on=None, suspended_until=None, due_on=due)
    if pause:
        pause.resumed_on = on
        save_record(pause, by=by)
    return saved


@transaction.atomic
def handle_request(request: ResidentRequest, *, by: Any, on: date, result: str) -> ResidentRequest:
    """办结: with a result; the task of the unit is over."""
    not_before(on, request.dispatched_on, "派遣日期")
    saved = take_step(REQUEST, request, "handle", by=by, handled_on=on, handled_by=by, result=result)
    finish_about(saved, by=by, key=key_of(saved))
    return saved


@transaction.atomic
def feed_back_request(request: ResidentRequest, *, by: Any, on: date, told_by: str) -> ResidentRequest:
    """反馈: the reporter has been told; those who were merged into it as well."""
    not_before(on, request.handled_on, "办结日期")
    saved = take_step(REQUEST, request, "feed_back", by=by, fed_back_on=on, told_by=told_by)
    _tell_merged(saved, by=by)
    return saved


@transaction.atomic
def check_request(request: ResidentRequest, *, by: Any, on: date, true: str, note: str) -> ResidentRequest:
    """核查: somebody who did not handle it looks whether the result is there. Raises `PermissionDenied`.

    What is not there goes back to work; whether it is solved remains the resident's word.
    """
    if request.handled_by_id is not None and request.handled_by_id == by.pk:
        raise PermissionDenied("这件诉求是您登记办结的，请由另一位同事核查。")
    not_before(on, request.fed_back_on, "反馈日期")
    facts: dict[str, Any] = {"checked_on": on, "checked_by": by, "check_note": note}
    if true == "yes":
        return take_step(REQUEST, request, "check", by=by, **facts)
    return _back_to_work(request, "check_failed", by=by, on=on, reason=note, **facts)


def _back_to_work(
    request: ResidentRequest, event: str, *, by: Any, on: date, reason: str, **facts: Any
) -> ResidentRequest:
    """Work is to be done once more: a short new deadline, and the unit is asked again."""
    due = WorkCalendar().add_working_days(on, deadlines.REWORK_DAYS).day
    undone: dict[str, Any] = {"due_on": due, "handled_on": None, "fed_back_on": None, "on_the_spot": False}
    request.unit = request.unit or ResidentRequest.Unit.COMMUNITY
    saved = take_step(REQUEST, request, event, by=by, reason=reason, **facts, **undone)
    _ask(saved, by=by)
    return saved


@transaction.atomic
def rate_request(
    request: ResidentRequest, *, by: Any, on: date, solved: str, rating: int | None = None
) -> ResidentRequest:
    """The resident's word, heard by somebody who did not handle the request. Raises `PermissionDenied`.

    Unsolved goes back to work once, then up to the township.
    """
    if request.handled_by_id is not None and request.handled_by_id == by.pk and not request.anonymous:
        raise PermissionDenied("这件诉求是您登记办结的，群众评价请由另一位同事回访登记。")
    not_before(on, request.fed_back_on, "反馈日期")
    request.solved = solved
    told: dict[str, Any] = {"rating": rating, "rated_on": on}
    if solved not in UNSOLVED:
        return take_step(REQUEST, request, "rate", by=by, closed_on=on, **told)
    if request.reworks == 0:
        return _back_to_work(request, "rework", by=by, on=on, reason="群众说没有解决", reworks=1, **told)
    saved = take_step(REQUEST, request, "escalate", by=by, reason="返工后仍没有解决", **told, handled_on=None)
    notify(
        f"请协调返工后仍没有解决的{saved.get_category_display()}诉求", by=by, to_role=Role.TOWNSHIP, area=saved.settlement.area,
        settlement=saved.settlement, subject=saved, url=reverse("requests-detail", kwargs={"pk": saved.pk}), key=key_of(saved),
    )  # fmt: skip
    return saved


def close_unanswered(request: ResidentRequest, *, by: Any, reason: str = "") -> ResidentRequest:
    """Seven days without an answer; never counted as satisfied."""
    facts: dict[str, Any] = {"solved": Solved.SILENT, "closed_on": timezone.localdate()}
    return take_step(REQUEST, request, "no_answer", by=by, reason=reason, **facts)


def _passed_on(event: str) -> Callable[..., ResidentRequest]:
    """A step that hands the request to another channel, whose receiver is named; its own clock stops."""

    @transaction.atomic
    def hand_over(
        request: ResidentRequest, *, by: Any, on: date, receiver: str, reason: str
    ) -> ResidentRequest:
        not_before(on, request.reported_on, "上报日期")
        finish_about(request, by=by, key=key_of(request))
        facts: dict[str, Any] = {"closed_on": on, "due_on": None, "result": f"已交{receiver}：{reason}"}
        return take_step(REQUEST, request, event, by=by, reason=reason, **facts)

    return hand_over


pass_to_petition, pass_to_police, pass_to_emergency = map(
    _passed_on, ("to_petition", "to_police", "to_emergency")
)


@transaction.atomic
def pass_to_mediation(request: ResidentRequest, *, by: Any, on: date, reason: str) -> ResidentRequest:
    """转人民调解: the mediators of the settlement are asked to offer mediation. The notice says nothing of the dispute."""
    saved = _passed_on("to_mediation")(request, by=by, on=on, receiver="人民调解委员会", reason=reason)
    due = WorkCalendar().add_working_days(on, deadlines.MEDIATOR_DAYS).day
    notify(
        f"诉求 {saved.request_no} 转来调解，请联系双方，登记调解案件", by=by, to_role=Role.MEDIATOR,
        settlement=saved.settlement, subject=saved, url=f"{reverse('mediation-cases-create')}?case_source=entrusted",
        due_on=due, key=f"mediate-{saved.pk}",
    )  # fmt: skip
    return saved


def open_task(request: ResidentRequest) -> Notice | None:
    """The task that waits for the unit."""
    return Notice.objects.open().filter(key=key_of(request)).first()


def urge_request(request: ResidentRequest, *, by: Any, on: date) -> ResidentRequest:
    """催办: remind the unit, at most once a day. Raises `ValidationError`."""
    task = open_task(request)
    if task is None:
        raise ValidationError("现在没有等待承办单位办理的事项，不用催办。")
    remind(task, by=by)
    return request


@transaction.atomic
def supervise_request(request: ResidentRequest, *, by: Any, on: date, until: date) -> ResidentRequest:
    """督办: a firm day that stands out until the request is handled. Raises `PermissionDenied` for other staff."""
    if not may_decide(by, request):
        raise PermissionDenied("督办由社区书记或上级办理；您可以先催办。")
    task = open_task(request)
    if task is None:
        raise ValidationError("现在没有等待承办单位办理的事项，不用督办。")
    if until < on:
        raise ValidationError("督办要求的日期不能早于今天。")
    supervise(task, by=by, due_on=until)
    request.supervised_on = on
    return save_record(request, by=by, action="supervise", reason=f"请于 {until:%Y-%m-%d} 前办结")


STEPS: dict[str, Callable[..., ResidentRequest]] = {
    "refuse": refuse_request,
    "send_back": send_back_request,
    "begin": begin_request,
    "no_answer": close_unanswered,
}
