"""People: registered once, belonging to a household by date, living somewhere by date."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from hehuo.org.rights import sees_unmasked
from hehuo.records.names import mask_name
from hehuo.records.writing import save_record
from hehuo.residents.households.models import Household
from hehuo.residents.households.services import refresh_questions
from hehuo.residents.people.identity import Identity, clean_id, clean_name, clean_relation, read_identity
from hehuo.residents.people.models import Membership, Person, ResidenceSpell
from hehuo.residents.people.queries import person_by_id_number, questions_about, running_at

DEATH, MARRIAGE, LEFT, OTHER = "death", "marriage", "left", "other"
ENDINGS = {DEATH: "死亡", MARRIAGE: "婚嫁", LEFT: "迁出", OTHER: "其他"}


def _refuse_duplicate(number: str, *, by: Any, but: int | None = None) -> None:
    """Name the existing record only to somebody who may open it."""
    known = person_by_id_number(number)
    if known is None or known.pk == but:
        return
    if by is not None and Person.objects.visible_to(by).filter(pk=known.pk).exists():
        name = known.name if sees_unmasked(by, Person.domain) else mask_name(known.name)
        home = f"（家庭编号 {known.household.household_no}）" if known.household else ""
        raise ValidationError({"id_no": f"这个身份号码已经登记：{name}{home}，请直接修改原记录。"})
    raise ValidationError({"id_no": "这个身份号码已在别处登记，请联系上一级核对，不要重复登记。"})


def prepare_person(person: Person, *, by: Any, at: date) -> Person:
    """Fill what the number says, normalise the name, collect questions. Refuses only what cannot be."""
    person.name = clean_name(person.name)
    person.relation = clean_relation(person.relation)
    number = person.id_no.reveal() if hasattr(person.id_no, "reveal") else clean_id(person.id_no)
    identity: Identity | None = None
    if number:
        identity = read_identity(number)
        _refuse_duplicate(identity.number, by=by, but=person.pk)
        person.id_no, person.no_id_reason = identity.number, ""
        person.birth_date = person.birth_date or identity.birth
        person.sex = person.sex if person.sex in ("1", "2") else identity.sex
    elif not person.no_id_reason:
        raise ValidationError({"no_id_reason": "没有身份号码时请选择原因。"})
    if person.birth_date is None:
        raise ValidationError({"birth_date": "请填写出生日期。"})
    if person.birth_date > at:
        raise ValidationError({"birth_date": "出生日期不能晚于今天。"})
    person.sex = person.sex or Person.Sex.UNKNOWN
    person.question = "；".join(questions_about(person, identity, at=at))[:200]
    return person


@transaction.atomic
def register_person(
    *, by: Any, settlement: Any, name: str, household: Household | None = None, relation: str = "其他", id_no: str = "",
    no_id_reason: str = "", sex: str = "", birth_date: date | None = None, joined_on: date | None = None, **facts: Any,
) -> Person:  # fmt: skip
    """A person enters the register and, when a household is given, its membership."""
    person = Person(
        settlement=settlement, name=name, household=household, relation=relation, id_no=id_no, no_id_reason=no_id_reason,
        sex=sex, birth_date=birth_date, **facts,
    )  # fmt: skip
    return enter_person(person, by=by, joined_on=joined_on)


@transaction.atomic
def enter_person(person: Person, *, by: Any, joined_on: date | None = None) -> Person:
    """Save a person who is not in the register yet, and the membership in the household that is named."""
    household = person.household
    if household and household.settlement_id != person.settlement_id:
        raise ValidationError({"household": "这户不在所选的安置点，请核对。"})
    prepare_person(person, by=by, at=timezone.localdate())
    save_record(person, by=by)
    if household:
        add_member(
            person, household, by=by, on=joined_on or joining_day(person, household), relation=person.relation
        )
    return person


add_person = register_person
"""The same step under the name that forms use."""


def joining_day(person: Person, household: Household) -> date:
    """Members at allocation belong from then, children from their birth."""
    return max(household.allocated_on or timezone.localdate(), person.birth_date)


@transaction.atomic
def update_person(person: Person, *, by: Any) -> Person:
    """Save an edited person: the number is read again and the questions renewed."""
    prepare_person(person, by=by, at=timezone.localdate())
    return save_record(person, by=by)


@transaction.atomic
def add_member(person: Person, household: Household, *, by: Any, on: date, relation: str) -> Membership:
    """A person joins a household; a membership that still runs elsewhere ends on the same day."""
    if household.exited_on and household.exited_on <= on:
        raise ValidationError("这户已销户，不能再加成员。")
    if person.deceased_on and person.deceased_on <= on:
        raise ValidationError("这个人已登记死亡，请核对。")
    relation = clean_relation(relation)
    running = Membership.objects.live().filter(person=person, valid_to__isnull=True)
    if running.filter(household=household).exists():
        raise ValidationError("这个人已是这户的成员。")
    heads = Membership.objects.live().filter(
        running_at(on), household=household, relation="户主", valid_to__isnull=True
    )
    if relation == "户主" and heads.exclude(person=person).exclude(person__deceased_on__lte=on).exists():
        raise ValidationError("这户已有户主。更换户主请办理“变更户主”。")
    for row in running:
        if row.valid_from > on:
            raise ValidationError(f"入户日期早于在原户的起始日期 {row.valid_from}，请核对。")
        row.valid_to, row.end_reason = on, "转入其他户"
        save_record(row, by=by, reason="转入其他户")
    row = Membership(
        settlement_id=household.settlement_id,
        person=person,
        household=household,
        relation=relation,
        valid_from=on,
        occurred_on=on,
    )
    save_record(row, by=by)
    if person.household_id != household.pk or person.relation != relation:
        person.household, person.relation, person.settlement_id = household, relation, household.settlement_id
        save_record(person, by=by, reason="户的变动")
    return row


@transaction.atomic
def end_membership(
    membership: Membership, *, by: Any, on: date, kind: str, new_head: Person | None = None, note: str = ""
) -> Membership:
    """A member dies, marries out or leaves. The head is a reference person only; a new one may be named at once."""
    if kind not in ENDINGS:
        raise ValidationError("请选择变动原因：死亡、婚嫁、迁出或其他。")
    if membership.valid_to is not None:
        raise ValidationError(f"这名成员已于 {membership.valid_to} 变动。")
    if on < membership.valid_from:
        raise ValidationError(f"变动日期不能早于入户日期 {membership.valid_from}。")
    person, household = membership.person, membership.household
    membership.valid_to, membership.end_reason = on, note[:40] or ENDINGS[kind]
    save_record(membership, by=by, action="end_membership", reason=ENDINGS[kind])
    if kind == DEATH:
        person.deceased_on = on
        _close_residence(person, by=by, on=on)
    elif kind == LEFT:
        person.left_on, person.left_reason = on, note[:60] or ENDINGS[kind]
        _close_residence(person, by=by, on=on)
    elif person.household_id == household.pk:
        person.household = None
    save_record(person, by=by, reason=ENDINGS[kind])
    if membership.relation == "户主":
        if new_head:
            change_head(household, new_head, by=by, on=on)
        else:
            refresh_questions(household, by=by, at=on)
    return membership


@transaction.atomic
def change_head(
    household: Household, person: Person, *, by: Any, on: date, old_relation: str = "其他"
) -> Household:
    """变更户主: relations change by date, so that the old head stays the head of earlier days."""
    row = Membership.objects.live().filter(running_at(on), household=household, person=person).first()
    if row is None or person.deceased_on:
        raise ValidationError("新户主应是这户现在的成员。")
    led = (
        Membership.objects.live()
        .filter(running_at(on), household=household, relation="户主")
        .exclude(person=person)
    )
    for old in led:
        _change_relation(old, old_relation, by=by, on=on)
    if row.relation != "户主":
        _change_relation(row, "户主", by=by, on=on)
    household.head_name = person.name
    save_record(household, by=by, action="change_head")
    return refresh_questions(household, by=by, at=on)


@transaction.atomic
def change_relation(person: Person, relation: str, *, by: Any, on: date) -> Person:
    """与户主关系 from a day; a new head is named by `change_head`."""
    relation = clean_relation(relation)
    row = Membership.objects.live().filter(running_at(on), person=person, valid_to__isnull=True).first()
    if row is None:
        raise ValidationError("这个人现在不在任何户内，请先办理“转入户”。")
    if "户主" in (relation, row.relation):
        raise ValidationError("更换户主请在户的页面办理“变更户主”。")
    if row.relation != relation:
        _change_relation(row, relation, by=by, on=on)
        refresh_questions(row.household, by=by, at=on)
    return person


def _change_relation(row: Membership, relation: str, *, by: Any, on: date) -> None:
    row.valid_to, row.end_reason = on, "变更与户主关系"
    save_record(row, by=by, reason="变更与户主关系")
    fresh = Membership(
        settlement_id=row.settlement_id,
        person=row.person,
        household=row.household,
        relation=relation,
        valid_from=on,
        occurred_on=on,
    )
    save_record(fresh, by=by, reason="变更与户主关系")
    row.person.relation = relation
    save_record(row.person, by=by, reason="变更与户主关系")


def _close_residence(person: Person, *, by: Any, on: date) -> None:
    for row in ResidenceSpell.objects.live().filter(person=person, valid_to__isnull=True):
        row.valid_to = max(on, row.valid_from)
        save_record(row, by=by, reason="人员变动")


@transaction.atomic
def record_residence(person: Person, state: str, *, by: Any, on: date) -> ResidenceSpell:
    """居住状态 from a visit: the state before ends on the day the new one begins."""
    if person.deceased_on and person.deceased_on <= on:
        raise ValidationError("这个人已登记死亡，请核对。")
    now = (
        ResidenceSpell.objects.live()
        .filter(person=person, valid_to__isnull=True)
        .order_by("-valid_from")
        .first()
    )
    if now and now.state == state:
        return now
    if now:
        if on < now.valid_from:
            raise ValidationError(f"日期早于上一条居住状态的起始日期 {now.valid_from}，请核对。")
        now.valid_to = on
        save_record(now, by=by, reason="居住状态变化")
    row = ResidenceSpell(
        settlement_id=person.settlement_id, person=person, state=state, valid_from=on, occurred_on=on
    )
    return save_record(row, by=by)
