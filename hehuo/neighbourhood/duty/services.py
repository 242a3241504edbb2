"""Rosters are planned by the rules, checked and published; shifts are taken, swapped, handed over; rest is owed."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from hehuo.neighbourhood.duty.lifecycle import ROSTER, SHIFT
from hehuo.neighbourhood.duty.models import DutyPerson, DutyRest, DutyRoster, DutyShift, SystemDocument
from hehuo.neighbourhood.duty.planning import (
    Planned,
    days_of,
    plan_month,
    problems_of,
    publish_by,
    rest_owed,
)
from hehuo.neighbourhood.duty.queries import accounts_of, rest_balance
from hehuo.neighbourhood.duty.standing_in import away_days, demand_fit, overlapping, serving_on
from hehuo.org.workdays import WorkCalendar
from hehuo.records.models import Status
from hehuo.records.stepping import take_step
from hehuo.records.writing import create_records, save_record

LOOK_BACK = timedelta(21)


def shifts_up_to(today: date) -> Q:
    """Shifts of today and of the last three weeks."""
    return Q(duty_on__lte=today, duty_on__gte=today - LOOK_BACK)


def save_system(document: SystemDocument, *, by: Any) -> SystemDocument:
    """The text of a system; two texts of one system are not in force together. Raises `ValidationError`."""
    others = SystemDocument.objects.filter(settlement=document.settlement_id, system=document.system)
    others = others.exclude(pk=document.pk).exclude(status=Status.VOID)
    others = others.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=document.valid_from))
    if document.valid_to:
        others = others.filter(valid_from__lt=document.valid_to)
    if others.exists():
        raise ValidationError({"valid_from": "这项制度在这段时间已有另一份文本，请先给旧文本填写失效日期。"})
    return save_record(document, by=by)


def save_roster(roster: DutyRoster, *, by: Any) -> DutyRoster:
    """A roster is for a whole month and due a week before it."""
    roster.month = roster.month.replace(day=1)
    roster.publish_by = publish_by(roster.month)
    return save_record(roster, by=by)


def people_of(roster: DutyRoster) -> list[DutyPerson]:
    """Who takes part in the rota during the whole month."""
    first, last = days_of(roster.month)[0], days_of(roster.month)[-1]
    rows = DutyPerson.objects.filter(settlement=roster.settlement_id, valid_from__lte=first).exclude(
        status=Status.VOID
    )
    return list(rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=last)).order_by("pk"))  # fmt: skip


def _shifts(roster: DutyRoster) -> list[DutyShift]:
    return list(DutyShift.objects.filter(roster=roster).exclude(status=Status.VOID))


def _planned(rows: list[DutyShift]) -> list[Planned]:
    return [Planned(row.duty_on, row.slot, row.planned_id) for row in rows]


def _before(roster: DutyRoster) -> list[Planned]:
    rows = DutyShift.objects.filter(
        settlement=roster.settlement_id, duty_on__lt=roster.month, duty_on__gte=roster.month - LOOK_BACK
    )
    return _planned(list(rows.exclude(status=Status.VOID)))


def _away(roster: DutyRoster) -> Any:
    days = days_of(roster.month)
    return away_days(roster.settlement_id, days[0], days[-1])


@transaction.atomic
def plan_roster(roster: DutyRoster, *, by: Any, reason: str = "") -> DutyRoster:
    """All shifts of the month by the rules; only for an empty roster. Raises `ValidationError`."""
    if _shifts(roster):
        raise ValidationError("这个月已经排了班。要重排，请先作废原来的班次，或逐个修改。")
    try:
        people = {person.pk: person for person in people_of(roster)}
        planned = plan_month(
            roster.month, list(people), WorkCalendar().is_workday, _before(roster), _away(roster)
        )
    except ValueError as problem:
        raise ValidationError(f"{problem}请先登记整月在岗的值班人员。") from problem
    saved = take_step(ROSTER, roster, "plan", by=by, reason=reason)
    rows = [
        DutyShift(settlement=roster.settlement, occurred_on=p.day, roster=saved, duty_on=p.day, slot=p.slot, planned_id=p.person)
        for p in planned
    ]  # fmt: skip
    create_records(rows, by=by, at=timezone.now(), audit="batch")
    return saved


def check_roster(roster: DutyRoster, *, by: Any, reason: str = "") -> DutyRoster:
    """Nothing is missing. Raises `ValidationError` with what is."""
    problems = problems_of(
        roster.month, _planned(_shifts(roster)), WorkCalendar().is_workday, _before(roster), _away(roster)
    )
    if problems:
        raise ValidationError(problems[:8])
    return take_step(ROSTER, roster, "check", by=by, reason=reason, checked_on=timezone.localdate())


def publish_roster(roster: DutyRoster, *, by: Any, reason: str = "") -> DutyRoster:
    """On the wall and on the web: names and the duty telephone only. Later than a week ahead is marked and counted."""
    today, due = timezone.localdate(), publish_by(roster.month)
    facts: dict[str, Any] = {"published_on": today, "publish_by": due, "late": today > due}
    return take_step(ROSTER, roster, "publish", by=by, reason=reason, **facts)


def redo_roster(roster: DutyRoster, *, by: Any, reason: str = "") -> DutyRoster:
    """Back to the draft."""
    return take_step(ROSTER, roster, "redo", by=by, reason=reason, checked_on=None)


def save_shift(shift: DutyShift, *, by: Any) -> DutyShift:
    """Edit a plan by hand: not two places at once. A workbook tells its clashes row by row. Raises `ValidationError`."""
    rows = DutyShift.objects.filter(planned=shift.planned_id, duty_on=shift.duty_on).exclude(pk=shift.pk)
    clash = overlapping(shift.slot, rows.exclude(status=Status.VOID).values_list("slot", flat=True))
    if clash:
        raise ValidationError(
            {"planned": f"这个人当天已排“{DutyShift.Slot(clash).label}”，时间重叠，请另选一个人。"}
        )
    return store_shift(shift, by=by)


@transaction.atomic
def store_shift(shift: DutyShift, *, by: Any) -> DutyShift:
    """Edit a plan by hand; a published plan changes by a swap only. Raises `ValidationError`."""
    roster = shift.roster
    if shift.planned.settlement_id != shift.settlement_id:
        raise ValidationError({"planned": "不在这个安置点，请重新选择。"})
    if roster is not None:
        if roster.settlement_id != shift.settlement_id or shift.duty_on not in days_of(roster.month):
            raise ValidationError({"duty_on": "日期不在这张值班表的月份内。"})
        if roster.state == DutyRoster.State.PUBLISHED:
            raise ValidationError("值班表已公布，请用“申请调班”或“替岗”。")
        if roster.state == DutyRoster.State.CHECKED:
            redo_roster(roster, by=by, reason="改动了班次")
    if shift.pk and shift.state != DutyShift.State.DUE:
        raise ValidationError("这个班已经开始办理，不能修改计划。")
    if shift.planned_id not in {p.pk for p in serving_on(shift.settlement_id, shift.duty_on)}:
        day = f"{shift.duty_on:%m-%d}"
        raise ValidationError({"planned": f"这个人在 {day} 不在值班人员名单内，请核对起止日期或另选一个人。"})
    return save_record(shift, by=by)


def check_in(shift: DutyShift, *, by: Any, on: date, at: time) -> DutyShift:
    """At the office, on the day."""
    if on != shift.duty_on:
        raise ValidationError(f"这个班在 {shift.duty_on:%Y-%m-%d}，请核对日期。")
    return take_step(SHIFT, shift, "check_in", by=by, actual=shift.planned, checked_in_at=at)


def hand_over(shift: DutyShift, *, by: Any, on: date, at: time, visits: int, note: str = "") -> DutyShift:
    """The shift is over; rest for days and nights off is owed from now on. Raises `ValidationError`."""
    if shift.slot != DutyShift.Slot.NIGHT and shift.checked_in_at and at <= shift.checked_in_at:
        raise ValidationError("签退时间应当晚于签到时间。")
    facts: dict[str, Any] = {
        "checked_out_at": at,
        "visits_handled": visits,
        "handover_note": note,
        "rest_owed_hours": rest_owed(shift.slot),
    }
    return take_step(SHIFT, shift, "hand_over", by=by, **facts)  # fmt: skip


def report_absent(shift: DutyShift, *, by: Any, reason: str) -> DutyShift:
    """Nobody came; the reason is said, somebody else is found."""
    return take_step(SHIFT, shift, "absent", by=by, reason=reason, handover_note=reason[:300])


def substitute(shift: DutyShift, *, by: Any, on: date, person: DutyPerson, sure: bool = False) -> DutyShift:
    """Somebody else stands in, and the rest is owed to whoever did. Raises `ValidationError` by the rules of the plan."""
    if person.pk == shift.planned_id:
        raise ValidationError("替岗的人就是原来安排的人，请办理“到岗”。")
    noted = demand_fit(shift, person, standing_in=True, sure=sure)
    return take_step(SHIFT, shift, "substitute", by=by, reason=noted, actual=person)


def ask_swap(shift: DutyShift, *, by: Any, on: date, person: DutyPerson, sure: bool = False) -> DutyShift:
    """Ask that somebody else takes the shift. Raises `ValidationError` by the rules of the plan."""
    if person.pk == shift.planned_id:
        raise ValidationError("请选择另一个人。")
    noted = demand_fit(shift, person, sure=sure)
    return take_step(SHIFT, shift, "ask_swap", by=by, reason=noted, swap_with=person)


def agree_swap(shift: DutyShift, *, by: Any, reason: str = "") -> DutyShift:
    """The plan changes; whoever asked cannot agree alone. The rules are asked again; the page shows the cautions."""
    given = shift.swap_with or shift.planned
    noted = demand_fit(shift, given, sure=True) if shift.swap_with else ""
    return take_step(SHIFT, shift, "agree_swap", by=by, reason=reason or noted, planned=given, swap_with=None)


def refuse_swap(shift: DutyShift, *, by: Any, reason: str) -> DutyShift:
    """The plan stays."""
    return take_step(SHIFT, shift, "refuse_swap", by=by, reason=reason, swap_with=None)


def bind_account(person: DutyPerson, *, by: Any, on: date, account: Any = None) -> DutyPerson:
    """Whose sign-in this is, so that the own shifts stand on the first page; nobody unbinds it."""
    if account is not None and account not in accounts_of(person.settlement):
        raise ValidationError("这个账号在这个安置点没有岗位，请重新选择。")
    person.account = account
    return save_record(person, by=by, action="bind", reason=f"{on} {'绑定' if account else '解除'}登录账号")


def save_rest(rest: DutyRest, *, by: Any) -> DutyRest:
    """Rest taken, not more than is owed, or leave; both keep the day free in the plan. Raises `ValidationError`."""
    if rest.person.settlement_id != rest.settlement_id:
        raise ValidationError({"person": "不在这个安置点，请重新选择。"})
    left = rest_balance(rest.person, without=rest.pk)
    if rest.kind == DutyRest.Kind.REST and rest.hours > left:
        raise ValidationError({"hours": f"现在应补休 {left:.1f} 小时，请核对时长。"})
    return save_record(rest, by=by)


ROSTER_STEPS = {"plan": plan_roster, "check": check_roster, "redo": redo_roster, "publish": publish_roster}
SHIFT_STEPS = {"absent": report_absent, "agree_swap": agree_swap, "refuse_swap": refuse_swap}
