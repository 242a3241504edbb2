"""The training chain: plan, class, enrolment, attendance, certificate, follow-up, exemption."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from hehuo.livelihood.employers.services import check_uscc
from hehuo.livelihood.employment.queries import confirmed_workers
from hehuo.livelihood.employment.services import demand_working_age
from hehuo.livelihood.training.lifecycle import CLASS, ENROLMENT, PLAN
from hehuo.livelihood.training.models import (
    Certificate,
    Enrolment,
    PostTrainingFollowup,
    TrainingAttendance,
    TrainingClass,
    TrainingExemption,
    TrainingPlan,
)
from hehuo.measures.parameters import months_from
from hehuo.records.stepping import demand_second_person
from hehuo.records.writing import save_record, update_records
from hehuo.residents.models import ResidenceSpell
from hehuo.residents.people.queries import running_at

C, E = TrainingClass.State, Enrolment.State
TAKES_PEOPLE = (C.PROPOSED, C.OPENED, C.RUNNING)
IN_CLASS = (E.WISH, E.ENROLLED, E.ATTENDING, E.COMPLETED, E.CERTIFICATED, E.FAILED)


@transaction.atomic
def approve_plan(plan: TrainingPlan, *, by: Any, reason: str = "") -> TrainingPlan:
    """批准 by somebody other than the author."""
    PLAN.check(plan, "approve", by=by, reason=reason)
    demand_second_person(plan, by, what="批准")
    PLAN.apply(plan, "approve", by=by, reason=reason)
    return save_record(plan, by=by, action="approve", reason=reason)


@transaction.atomic
def save_class(training_class: TrainingClass, *, by: Any) -> TrainingClass:
    """Enter or edit a class; the provider's code is checked, the hours of its people follow the plan."""
    training_class.provider_uscc = check_uscc(training_class.provider_uscc, "provider_uscc")
    training_class.occurred_on = training_class.starts_on
    return save_record(training_class, by=by)


@transaction.atomic
def advance_class(training_class: TrainingClass, event: str, *, by: Any, reason: str = "") -> TrainingClass:
    """One step of the class; people attend when it runs, and wishes fall when it is cancelled."""
    CLASS.apply(training_class, event, by=by, reason=reason)
    save_record(training_class, by=by, action=event, reason=reason)
    move = {"run": ((E.ENROLLED,), "attend"), "cancel": ((E.WISH, E.ENROLLED), "drop")}.get(event)
    if move:
        rows = list(training_class.enrolments.live().filter(state__in=move[0]))
        for row in rows:
            ENROLMENT.apply(row, move[1], by=by, reason=reason or "开班取消")
            row.drop_reason = "班次取消" if event == "cancel" else row.drop_reason
        update_records(rows, ["state", "drop_reason"], by=by, reason=reason, action=move[1])
    return training_class


def enrolment_questions(person: Any, training_class: TrainingClass) -> list[str]:
    """What an inspector would ask; the enrolment itself is not refused."""
    away = ResidenceSpell.objects.live().filter(
        running_at(training_class.starts_on), person=person, state="working_out_province"
    )
    return ["登记为省外务工，请核对是否真的参训"] if away.exists() else []


def check_enrolment(person: Any, training_class: TrainingClass, but: int | None = None) -> None:
    """Age, life, and one class at a time."""
    demand_working_age(person, training_class.starts_on)
    gone = [day for day in (person.deceased_on, person.left_on) if day and day <= training_class.starts_on]
    if gone:
        raise ValidationError({"person": "这个人在开班前已登记死亡或离开，请核对。"})
    others = Enrolment.objects.live().filter(
        person=person, state__in=IN_CLASS, training_class__starts_on__lte=training_class.ends_on,
        training_class__ends_on__gte=training_class.starts_on,
    )  # fmt: skip
    clash = (
        others.exclude(training_class=training_class)
        .exclude(training_class__state=C.CANCELLED)
        .exclude(pk=but)
    )
    clash = clash.select_related("training_class").first()
    if clash:
        raise ValidationError({"training_class": f"这个人同时在“{clash.training_class}”，两个班的时间重叠。"})


@transaction.atomic
def save_enrolment(row: Enrolment, *, by: Any) -> Enrolment:
    """Enter or edit one person's place in a class."""
    training_class = row.training_class
    if row._state.adding and training_class.state not in TAKES_PEOPLE:
        raise ValidationError(
            {"training_class": f"这个班现在是“{training_class.get_state_display()}”，不能报名。"}
        )
    check_enrolment(row.person, training_class, but=row.pk)
    if row._state.adding:
        if training_class.state == C.RUNNING and row.state == E.ENROLLED:
            row.state = E.ATTENDING
        row.hours_due = training_class.hours_planned
        row.was_unemployed = not confirmed_workers(row.occurred_on).filter(person=row.person).exists()
    row.question = "；".join(enrolment_questions(row.person, training_class))[:200]
    return save_record(row, by=by)


def _check_session(
    training_class: TrainingClass, marks: Mapping[int, str], on: date, slot: str
) -> dict[int, Enrolment]:
    if training_class.state not in (C.OPENED, C.RUNNING, C.ENDED):
        raise ValidationError(f"这个班现在是“{training_class.get_state_display()}”，不能登记考勤。")
    if not training_class.starts_on <= on <= training_class.ends_on or on > timezone.localdate():
        raise ValidationError({"session_on": "考勤日期应在开班和结束日期之间，且不晚于今天。"})
    wrong = set(marks.values()) - set(TrainingAttendance.Mark.values)
    if wrong:
        raise ValidationError("考勤请选择：到、缺或假。")
    rows = {
        row.pk: row for row in training_class.enrolments.live().filter(pk__in=marks).select_related("person")
    }
    if len(rows) != len(marks):
        raise ValidationError("名单里有不在本班的学员，请刷新后再登记。")
    here = [rows[pk].person_id for pk, mark in marks.items() if mark == "present"]
    elsewhere = TrainingAttendance.objects.live().filter(
        session_on=on, slot=slot, mark="present", enrolment__person__in=here
    ).exclude(enrolment__training_class=training_class).select_related("enrolment__person")  # fmt: skip
    if elsewhere:
        names = "、".join(str(row.enrolment.person) for row in elsewhere)
        raise ValidationError(f"{names}同一课次已在别的班签到，请核对。")
    dead = [
        str(row.person) for row in rows.values() if row.person.deceased_on and row.person.deceased_on <= on
    ]
    if dead:
        raise ValidationError(f"{'、'.join(dead)}在这一天以前已登记死亡，请核对。")
    return rows


@transaction.atomic
def save_attendance(row: TrainingAttendance, *, by: Any) -> TrainingAttendance:
    """Enter or edit one person's mark of one session; the hours are counted again."""
    training_class = row.enrolment.training_class
    marks = {row.enrolment_id: row.mark}
    _check_session(training_class, marks, row.session_on, row.slot)
    row.occurred_on = row.session_on
    save_record(row, by=by)
    recount_hours(training_class, by=by)
    if not training_class.has_attendance:
        training_class.has_attendance = True
        save_record(training_class, by=by, reason="登记考勤")
    return row


@transaction.atomic
def recount_hours(training_class: TrainingClass, *, by: Any) -> None:
    """Hours due and present of everybody in the class, from the attendance rows."""
    marks = TrainingAttendance.objects.live().filter(enrolment__training_class=training_class)
    held = marks.values("session_on", "slot", "hours").distinct()
    total = max(training_class.hours_planned, sum(session["hours"] for session in held))
    present = dict(
        marks.filter(mark="present").values_list("enrolment").annotate(total=Sum("hours")).order_by()
    )
    changed = []
    for row in training_class.enrolments.live().exclude(state=E.DROPPED):
        seen = present.get(row.pk, 0)
        if (row.hours_due, row.hours_present) != (total, seen):
            row.hours_due, row.hours_present = total, seen
            changed.append(row)
    update_records(changed, ["hours_due", "hours_present"], by=by, reason="按考勤重算课时")


@transaction.atomic
def complete_enrolment(
    enrolment: Enrolment, *, by: Any, on: date | None = None, reason: str = ""
) -> Enrolment:
    """结业 from 80 per cent of the hours."""
    ENROLMENT.check(enrolment, "complete", by=by, reason=reason)
    enrolment.completed_on = on or min(enrolment.training_class.ends_on, timezone.localdate())
    ENROLMENT.apply(enrolment, "complete", by=by, reason=reason)
    return save_record(enrolment, by=by, action="complete", reason=reason)


@transaction.atomic
def save_certificate(row: Certificate, *, by: Any) -> Certificate:
    """Enter or edit a certificate; the person's place in the class becomes 已取证."""
    if row.issued_on and row.issued_on > timezone.localdate():
        raise ValidationError({"issued_on": "发证日期不能晚于今天。"})
    row.occurred_on = row.issued_on or row.occurred_on
    save_record(row, by=by)
    certify_places(row, by=by)
    return row


def certify_places(row: Certificate, *, by: Any) -> None:
    """Whoever has finished the class of a certificate has it now."""
    places = Enrolment.objects.live().filter(person=row.person, training_class=row.training_class)
    for place in places.filter(state__in=(E.COMPLETED, E.FAILED)) if row.training_class_id else ():
        ENROLMENT.apply(place, "certify", by=by)
        save_record(place, by=by, action="certify")


@transaction.atomic
def drop_enrolment(enrolment: Enrolment, *, by: Any, reason: str) -> Enrolment:
    """退出 with a reason."""
    ENROLMENT.apply(enrolment, "drop", by=by, reason=reason)
    enrolment.drop_reason = reason[:40]
    return save_record(enrolment, by=by, action="drop", reason=reason)


@transaction.atomic
def save_training_followup(row: PostTrainingFollowup, *, by: Any) -> PostTrainingFollowup:
    """Enter or edit a follow-up: once a month of the plan, and not before it is due."""
    done = row.enrolment.completed_on
    if done is None:
        raise ValidationError({"enrolment": "这名学员还没有结业。"})
    due = months_from(done, row.due_month)
    if row.occurred_on < due:
        raise ValidationError({"due_month": f"结业还不满 {row.due_month} 个月，{due} 起可以登记。"})
    same = PostTrainingFollowup.objects.live().filter(enrolment=row.enrolment, due_month=row.due_month)
    if same.exclude(pk=row.pk).exists():
        raise ValidationError({"due_month": "这个节点已有跟踪记录，请直接修改。"})
    return save_record(row, by=by)


@transaction.atomic
def save_exemption(exemption: TrainingExemption, *, by: Any) -> TrainingExemption:
    """培训豁免 with a proof; it counts once a second person has verified it."""
    half_year = months_from(exemption.valid_from, 6)
    if not exemption.proof.strip():
        raise ValidationError({"proof": "请写明依据材料。"})
    if exemption.kind == "sole_carer":
        exemption.review_on = exemption.review_on or half_year
        if exemption.review_on > half_year:
            raise ValidationError({"review_on": "唯一照护人每半年复核一次，复核日期不能晚于半年。"})
    if exemption.kind == "maternity" and exemption.valid_to is None:
        raise ValidationError({"valid_to": "孕产哺乳期请填写止期。"})
    if exemption.valid_to and exemption.valid_to <= exemption.valid_from:
        raise ValidationError({"valid_to": "止期应晚于起期。"})
    return save_record(exemption, by=by)


PLAN_STEPS = {"approve": approve_plan}
CLASS_STEPS = {
    event: (lambda record, *, by, reason="", event=event: advance_class(record, event, by=by, reason=reason))
    for event in ("run", "cancel")
}
ENROLMENT_STEPS = {"complete": complete_enrolment, "drop": drop_enrolment}
