"""Employment by date: started with proof, confirmed each month, ended with a reason. Nobody under 16 is employed."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from hehuo.livelihood.employment.models import EmploymentSpell, PublicWelfareAssignment, RetentionFollowup
from hehuo.measures.parameters import months_from
from hehuo.records.writing import save_record
from hehuo.residents.people.queries import age_on

WORKING_AGE_FROM = 16
WITH_EMPLOYER = ("unit", "public_post", "workshop")


def demand_working_age(person: Any, on: date) -> None:
    """Under 16: a child-labour alert, never a job (Labour Law art. 15)."""
    if person.birth_date and age_on(person.birth_date, on) < WORKING_AGE_FROM:
        raise ValidationError(
            f"{person} 在 {on} 未满 16 周岁，不能登记为就业。如果孩子确实在做工，属于使用童工，请立即告知社区书记并报人社部门，"
            "同时联系学校和家长。",
            code="child_labour",
        )


def _demand_alive(person: Any, on: date) -> None:
    if person.deceased_on and person.deceased_on <= on:
        raise ValidationError("这个人已登记死亡，请核对。")
    if person.left_on and person.left_on <= on:
        raise ValidationError("这个人已登记离开安置点，请核对。")


def check_spell(spell: EmploymentSpell) -> None:
    """What must be true of any employment row, entered or imported."""
    demand_working_age(spell.person, spell.valid_from)
    _demand_alive(spell.person, spell.valid_from)
    today = timezone.localdate()
    if spell.valid_from > today:
        raise ValidationError({"valid_from": "起始日期不能晚于今天。还没有上岗的请在推荐台账登记。"})
    if spell.confirmed_on > today:
        raise ValidationError({"confirmed_on": "核实日期不能晚于今天。"})
    if spell.kind in WITH_EMPLOYER and not (spell.employer_id or spell.employer_name.strip()):
        raise ValidationError({"employer_name": "单位就业、公益性岗位和帮扶车间请填写单位。"})
    if spell.employer_id and not spell.employer_name:
        spell.employer_name = spell.employer.name[:80]


def _refuse_overlap(spell: EmploymentSpell) -> None:
    same = EmploymentSpell.objects.live().filter(
        person=spell.person, kind=spell.kind, employer_name=spell.employer_name
    )
    same = same.exclude(pk=spell.pk)
    if spell.valid_to:
        same = same.filter(valid_from__lt=spell.valid_to)
    if same.exclude(valid_to__lte=spell.valid_from).exists():
        raise ValidationError("这个人在同一单位已有一条时间重叠的就业记录，请在原记录上核实或结束。")


@transaction.atomic
def record_employment(spell: EmploymentSpell, *, by: Any) -> EmploymentSpell:
    """Save an entered or edited spell."""
    check_spell(spell)
    _refuse_overlap(spell)
    return save_record(spell, by=by)


@transaction.atomic
def start_employment(
    person: Any, *, by: Any, kind: str, place: str, on: date, proof_kind: str, employer: Any = None, employer_name: str = "",
    job_title: str = "", contract_kind: str = "", wage_band: str = "", confirmed_on: date | None = None,
    recommendation: Any = None,
) -> EmploymentSpell:  # fmt: skip
    """就业: who, where, since when, and what proves it."""
    demand_working_age(person, on)
    spell = EmploymentSpell(
        settlement_id=person.settlement_id, person=person, kind=kind, place=place, valid_from=on, occurred_on=on,
        proof_kind=proof_kind, employer=employer, employer_name=employer_name, job_title=job_title,
        contract_kind=contract_kind, wage_band=wage_band, confirmed_on=confirmed_on or on, recommendation=recommendation,
    )  # fmt: skip
    return record_employment(spell, by=by)


def _check_confirmation(spell: EmploymentSpell, on: date) -> None:
    if on > timezone.localdate():
        raise ValidationError("核实日期不能晚于今天。")
    if on < spell.valid_from or (spell.valid_to and on > spell.valid_to):
        raise ValidationError("核实日期应在就业起止之间。")


@transaction.atomic
def confirm_employment(
    spell: EmploymentSpell, *, by: Any, on: date | None = None, proof_kind: str = "", reason: str = ""
) -> EmploymentSpell:
    """Still there: the confirmation counts for 31 days."""
    day = on or timezone.localdate()
    _check_confirmation(spell, day)
    spell.confirmed_on = max(spell.confirmed_on, day)
    spell.proof_kind = proof_kind or spell.proof_kind
    return save_record(spell, by=by, action="confirm_employment", reason=reason)


@transaction.atomic
def end_employment(
    spell: EmploymentSpell, *, by: Any, on: date | None = None, reason: str = ""
) -> EmploymentSpell:
    """离岗, dated and with a reason; the person is in the pool again."""
    day = on or timezone.localdate()
    if spell.valid_to:
        raise ValidationError(f"这条就业已于 {spell.valid_to} 结束。")
    if day < spell.valid_from:
        raise ValidationError("离岗日期不能早于上岗日期。")
    if not reason.strip():
        raise ValidationError("请写明离岗原因。")
    spell.valid_to, spell.end_reason = day, reason[:60]
    return save_record(spell, by=by, action="end_employment", reason=reason)


@transaction.atomic
def save_followup(row: RetentionFollowup, *, by: Any) -> RetentionFollowup:
    """Enter or edit a visit; the spell follows it."""
    spell, visited = row.spell, row.occurred_on
    same = RetentionFollowup.objects.live().filter(spell=spell, day=row.day).exclude(pk=row.pk)
    if same.exists():
        raise ValidationError({"day": "这个节点已有回访记录，请直接修改。"})
    if visited > timezone.localdate():
        raise ValidationError({"occurred_on": "回访日期不能晚于今天。"})
    if (visited - spell.valid_from).days < row.day:
        raise ValidationError({"day": f"还没有到第 {row.day} 天。"})
    save_record(row, by=by)
    if spell.valid_to is None:
        if row.still_employed:
            confirm_employment(spell, by=by, on=visited)
        else:
            end_employment(spell, by=by, on=visited, reason=row.problem or "稳岗回访发现已离岗")
    return row


@transaction.atomic
def save_post(post: PublicWelfareAssignment, *, by: Any) -> PublicWelfareAssignment:
    """Enter or edit a public-welfare post: a demand without a person, an application with one."""
    if post.person_id:
        demand_working_age(post.person, post.contract_from or timezone.localdate())
        _demand_alive(post.person, post.contract_from or timezone.localdate())
    elif post._state.adding:
        post.state = PublicWelfareAssignment.State.DEMAND
    if post.contract_from and post.contract_to and post.contract_to > months_from(post.contract_from, 36):
        raise ValidationError({"contract_to": "每份合同不超过 3 年，请核对合同止期。"})
    post.occurred_on = post.contract_from or post.occurred_on
    return save_record(post, by=by)
