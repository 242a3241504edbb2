"""Households: registered, given a flat, keys, moved in, moved, split, merged, closed. Nothing is deleted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from hehuo.records.writing import save_record
from hehuo.residents.households.models import Household, HouseholdLineage
from hehuo.residents.people.models import Membership, Person
from hehuo.residents.people.queries import members_at, relation_questions, running_at
from hehuo.residents.residence.models import Dwelling, DwellingAllocation, Move, OccupancySpell
from hehuo.residents.residence.queries import standing_allocations
from hehuo.residents.residence.services import close_occupancy, record_occupancy, still_there

AREA_A_PERSON = 20
"""Guizhou urban cap in square metres; above it the record is asked about, not refused."""
LARGE_HOUSEHOLD = 8


@transaction.atomic
def save_household(household: Household, *, by: Any) -> Household:
    """Save an entered or edited household; a date put right is put right in the rows that began or ended with it."""
    household.household_no, household.head_name = household.household_no.strip(), household.head_name.strip()
    before = Household._base_manager.filter(pk=household.pk).first() if household.pk else None
    save_record(household, by=by)
    if before:
        _correct_dates(before, household, by=by)
    return refresh_questions(household, by=by, at=timezone.localdate())


def _correct_dates(before: Household, now: Household, *, by: Any) -> None:
    """Allocation, occupancy and move follow the household's own dates."""
    reason = "更正日期"
    for name, kind in (
        ("allocated_on", DwellingAllocation),
        ("keys_on", OccupancySpell),
        ("moved_in_on", OccupancySpell),
    ):
        old, new = getattr(before, name), getattr(now, name)
        if old is None or new is None or old == new:
            continue
        for row in kind.objects.live().filter(household=now).order_by("valid_from", "id"):
            touched = [end for end in ("valid_from", "valid_to") if getattr(row, end) == old]
            for end in touched:
                setattr(row, end, new)
            if row.valid_to and row.valid_to < row.valid_from:
                raise ValidationError({name: "更正后与后面的入住情况先后颠倒，请核对日期。"})
            if touched:
                save_record(row, by=by, reason=reason)
        if name == "moved_in_on":
            for move in Move.objects.live().filter(household=now, kind=Move.Kind.IN, moved_on=old):
                move.moved_on = move.occurred_on = new
                save_record(move, by=by, reason=reason)


def refresh_questions(household: Household, *, by: Any, at: date) -> Household:
    """Keep what should be looked at again beside the household."""
    found = relation_questions(household, at)
    count = members_at(household, at).count() or household.member_count_at_allocation
    flats = DwellingAllocation.objects.live().filter(running_at(at), household=household)
    area = sum(flat.dwelling.area_m2 for flat in flats.select_related("dwelling"))
    if area > AREA_A_PERSON * count:
        found.append(f"住房 {area} 平方米，超过人均 {AREA_A_PERSON} 平方米，请核对")
    text = "；".join(found)[:200]
    if text != household.question:
        household.question = text
        save_record(household, by=by, reason="核对事项更新")
    return household


@transaction.atomic
def allocate_dwelling(
    household: Household, dwelling: Dwelling, *, by: Any, on: date, second: bool = False
) -> DwellingAllocation:
    """分房: one dwelling per household; a household of eight or more may hold a second."""
    still_there(household)
    holds = DwellingAllocation.objects.live().filter(running_at(on), household=household).count()
    size = max(members_at(household, on).count(), household.member_count_at_allocation)
    if holds and not second:
        raise ValidationError("这户已有住房。调换住房请办理“调房”。")
    if second and (not holds or holds > 1 or size < LARGE_HOUSEHOLD):
        raise ValidationError(f"满 {LARGE_HOUSEHOLD} 人并已有一套住房的户，才能分第二套。")
    return _take_flat(household, dwelling, by=by, on=on, second=second)


def _take_flat(
    household: Household, dwelling: Dwelling, *, by: Any, on: date, second: bool = False
) -> DwellingAllocation:
    if dwelling.settlement_id != household.settlement_id:
        raise ValidationError("这套房不在本户所在的安置点，请重新选择。")
    later = Q(valid_to__isnull=True) | Q(valid_to__gt=on)
    if standing_allocations().filter(later, dwelling=dwelling).exists():
        raise ValidationError("这套房已分给别的户，请重新选择。")
    allocation = DwellingAllocation(
        settlement_id=household.settlement_id, household=household, dwelling=dwelling, valid_from=on, occurred_on=on,
        second_dwelling=second,
    )  # fmt: skip
    save_record(allocation, by=by)
    dwelling.state = Dwelling.State.ALLOCATED
    save_record(dwelling, by=by, reason="分房")
    if not second:
        household.dwelling, household.allocated_on = dwelling, household.allocated_on or on
        household.grid_id = dwelling.building.grid_id
        save_record(household, by=by, action="allocate_dwelling")
    refresh_questions(household, by=by, at=on)
    return allocation


@transaction.atomic
def hand_over_keys(household: Household, *, by: Any, on: date) -> Household:
    """交钥匙: from this day the household is in the denominator of the occupancy rate."""
    still_there(household)
    if household.allocated_on is None or household.dwelling is None:
        raise ValidationError("还没有分房，不能交钥匙。")
    if household.keys_on:
        raise ValidationError(f"这户已于 {household.keys_on} 交钥匙。")
    household.keys_on = on
    save_record(household, by=by, action="hand_over_keys")
    if household.dwelling.keys_on is None:
        household.dwelling.keys_on = on
        save_record(household.dwelling, by=by, reason="交钥匙")
    record_occupancy(household, OccupancySpell.State.KEYED_NOT_MOVED, by=by, on=on)
    return household


@transaction.atomic
def record_move_in(household: Household, *, by: Any, on: date) -> Move:
    """实际入住."""
    still_there(household)
    if household.keys_on is None:
        raise ValidationError("还没有交钥匙，请先登记交钥匙时间。")
    if household.moved_in_on:
        raise ValidationError(f"这户已于 {household.moved_in_on} 入住。")
    household.moved_in_on = on
    save_record(household, by=by, action="record_move_in")
    move = Move(
        settlement_id=household.settlement_id, household=household, kind=Move.Kind.IN, moved_on=on, occurred_on=on,
        to_dwelling=household.dwelling, reason="搬迁入住",
    )  # fmt: skip
    save_record(move, by=by)
    record_occupancy(
        household, OccupancySpell.State.RESIDENT, by=by, on=on, checked_on=on, check_mode="visit"
    )
    return move


def _give_back(household: Household, *, by: Any, on: date, reason: str, only: Dwelling | None = None) -> None:
    """End allocations; a flat that nobody else holds becomes free for another household."""
    running = (
        DwellingAllocation.objects.live()
        .filter(household=household, valid_to__isnull=True)
        .select_related("dwelling")
    )
    for held in running.filter(dwelling=only) if only else running:
        if held.valid_from > on:
            raise ValidationError(f"分房日期是 {held.valid_from}，不能早于这一天腾退。")
        held.valid_to = on
        save_record(held, by=by, reason=reason)
        shared = standing_allocations().filter(dwelling=held.dwelling, valid_to__isnull=True).exists()
        if not shared:
            held.dwelling.state = Dwelling.State.RETURNED
            save_record(held.dwelling, by=by, reason=reason)


@transaction.atomic
def change_dwelling(household: Household, to_dwelling: Dwelling, *, by: Any, on: date, reason: str) -> Move:
    """调房: the old flat is handed back, the new one allocated; the first allocation date stays."""
    before = household.dwelling
    if before is None:
        raise ValidationError("这户还没有住房，请办理“分房”。")
    if to_dwelling.pk == before.pk:
        raise ValidationError("新房和原房是同一套，请重新选择。")
    if not reason.strip():
        raise ValidationError("请写明调房原因。")
    _give_back(household, by=by, on=on, reason="调房", only=before)
    _take_flat(household, to_dwelling, by=by, on=on)
    move = Move(
        settlement_id=household.settlement_id, household=household, kind=Move.Kind.CHANGE, moved_on=on, occurred_on=on,
        from_dwelling=before, to_dwelling=to_dwelling, reason=reason[:100],
    )  # fmt: skip
    save_record(move, by=by)
    now = OccupancySpell.objects.live().filter(household=household, valid_to__isnull=True).first()
    if now:
        now.dwelling = to_dwelling
        save_record(now, by=by, reason="调房")
    return move


def _end_memberships(household: Household, *, by: Any, on: date, why: str) -> list[Membership]:
    ended = []
    for row in (
        Membership.objects.live().filter(household=household, valid_to__isnull=True).select_related("person")
    ):
        row.valid_to, row.end_reason = max(on, row.valid_from), why
        save_record(row, by=by, reason=why)
        ended.append(row)
    return ended


@transaction.atomic
def exit_household(household: Household, *, by: Any, on: date, reason: str, note: str = "") -> Household:
    """销户: dated, with a reason; flat, memberships and occupancy end on the same day."""
    still_there(household)
    if reason not in Household.Exit.values:
        raise ValidationError("请选择销户原因。")
    if reason == Household.Exit.DIED_OUT and members_at(household, on).exists():
        raise ValidationError("这户还有在册成员，不能按“全户死亡”销户。")
    if reason == Household.Exit.MERGED and not household.successor_links.filter(kind="merge").exists():
        raise ValidationError("并户请办理“并户”，成员会一起转过去。")
    label = Household.Exit(reason).label
    left = _end_memberships(household, by=by, on=on, why=label)
    if reason == Household.Exit.MOVED_AWAY:
        for row in left:
            if row.person.deceased_on is None:
                row.person.left_on, row.person.left_reason = on, label
                save_record(row.person, by=by, reason=label)
        move = Move(
            settlement_id=household.settlement_id, household=household, kind=Move.Kind.OUT, moved_on=on, occurred_on=on,
            from_dwelling=household.dwelling, reason=(note or label)[:100],
        )  # fmt: skip
        save_record(move, by=by)
    _give_back(household, by=by, on=on, reason=label)
    close_occupancy(household, by=by, on=on)
    household.exit_reason, household.exited_on, household.question = reason, on, ""
    return save_record(household, by=by, action="exit_household", reason=note)


def _join(person: Person, household: Household, relation: str, *, by: Any, on: date) -> Membership:
    row = Membership(
        settlement_id=household.settlement_id,
        person=person,
        household=household,
        relation=relation,
        valid_from=on,
        occurred_on=on,
    )
    save_record(row, by=by)
    person.household, person.relation, person.settlement_id = household, relation, household.settlement_id
    save_record(person, by=by, reason="户的变动")
    return row


def _leave_for(people: Sequence[Person], old: Household, *, by: Any, on: date, why: str) -> None:
    rows = Membership.objects.live().filter(household=old, person__in=people, valid_to__isnull=True)
    found = {row.person_id: row for row in rows}
    missing = [str(person) for person in people if person.pk not in found]
    if missing:
        raise ValidationError(f"{'、'.join(missing)}现在不是这户的成员，请核对。")
    for row in found.values():
        if row.valid_from > on:
            raise ValidationError(f"变动日期早于成员的入户日期 {row.valid_from}，请核对。")
        row.valid_to, row.end_reason = on, why
        save_record(row, by=by, reason=why)


@transaction.atomic
def split_household(
    household: Household, people: Sequence[Person], *, by: Any, on: date, household_no: str, head: Person,
    relations: Mapping[int, str] | None = None,
) -> Household:  # fmt: skip
    """分户: `people` form a new household from `on`; both histories stay, the lineage says where it came from.

    The new household lives in the same flat until 调房; its dates of allocation, keys and move-in are the day of the
    split, so that no earlier day counts one household too many.
    """
    still_there(household)
    if head.pk not in {person.pk for person in people}:
        raise ValidationError("新户的户主应在分出的成员中。")
    if members_at(household, on).exclude(pk__in=[person.pk for person in people]).count() == 0:
        raise ValidationError("原户至少要留一名成员。全部成员转出请办理“并户”或“销户”。")
    new = Household(
        settlement_id=household.settlement_id, household_no=household_no.strip(), head_name=head.name,
        household_class=household.household_class, grid_id=household.grid_id, dwelling=household.dwelling, occurred_on=on,
        origin_division=household.origin_division, origin_place=household.origin_place, origin_address=household.origin_address,
        origin_type=household.origin_type, member_count_at_allocation=len(people), hukou_moved=household.hukou_moved,
        allocated_on=household.allocated_on and on, keys_on=household.keys_on and on,
        moved_in_on=household.moved_in_on and on, phone=head.phone or household.phone,
    )  # fmt: skip
    save_record(new, by=by, action="split_household")
    _leave_for(people, household, by=by, on=on, why="分户")
    for person in people:
        _join(
            person,
            new,
            "户主" if person.pk == head.pk else (relations or {}).get(person.pk, "其他"),
            by=by,
            on=on,
        )
    if new.dwelling:
        save_record(
            DwellingAllocation(
                settlement_id=new.settlement_id,
                household=new,
                dwelling=new.dwelling,
                valid_from=on,
                occurred_on=on,
            ),
            by=by,
        )
    _carry_occupancy(household, new, by=by, on=on)
    _lineage(household, new, HouseholdLineage.Kind.SPLIT, by=by, on=on)
    refresh_questions(household, by=by, at=on)
    return refresh_questions(new, by=by, at=on)


def _carry_occupancy(old: Household, new: Household, *, by: Any, on: date) -> None:
    now = OccupancySpell.objects.live().filter(running_at(on), household=old).first()
    if now:
        copy = OccupancySpell(
            settlement_id=new.settlement_id, household=new, dwelling=new.dwelling, state=now.state, valid_from=on, occurred_on=on,
            checked_on=now.checked_on, check_mode=now.check_mode, nights_old_house_90d=now.nights_old_house_90d,
            reason=now.reason, away_confirmed=now.away_confirmed, help_plan=now.help_plan,
        )  # fmt: skip
        save_record(copy, by=by, reason="分户")


def _lineage(before: Household, after: Household, kind: str, *, by: Any, on: date) -> None:
    link = HouseholdLineage(
        settlement_id=after.settlement_id, predecessor=before, successor=after, kind=kind, occurred_on=on
    )
    save_record(link, by=by)


@transaction.atomic
def merge_households(
    source: Household, target: Household, *, by: Any, on: date, relations: Mapping[int, str] | None = None
) -> Household:
    """并户: the members of `source` join `target`; `source` is closed with its history."""
    if source.pk == target.pk:
        raise ValidationError("不能并入自己，请重新选择。")
    still_there(target)
    still_there(source)
    people = list(members_at(source, on))
    _leave_for(people, source, by=by, on=on, why="并户")
    for person in people:
        _join(person, target, (relations or {}).get(person.pk, "其他"), by=by, on=on)
    _lineage(source, target, HouseholdLineage.Kind.MERGE, by=by, on=on)
    exit_household(source, by=by, on=on, reason=Household.Exit.MERGED, note=f"并入 {target.household_no}")
    return refresh_questions(target, by=by, at=on)
