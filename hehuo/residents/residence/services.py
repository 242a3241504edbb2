"""Occupancy by date, two-ends cases as help: nothing here is a penalty."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from hehuo.records.retention import Retention
from hehuo.records.stepping import demand_second_person
from hehuo.records.writing import save_record
from hehuo.residents.households.models import Household
from hehuo.residents.residence.lifecycle import RETURN_VISIT_DAYS, TWO_ENDS
from hehuo.residents.residence.models import Dwelling, OccupancySpell, TwoEndsCase
from hehuo.residents.residence.queries import standing_allocations

KEPT = (
    Retention(OccupancySpell, "valid_to", 5, {"reason": "", "nights_old_house_90d": "", "help_plan": ""}),
    Retention(TwoEndsCase, "closed_on", 5, {"plan": ""}),
)
"""What was found at a check is kept for five years after the spell (domain §6.2); state and days stay."""
LIVED_IN = ("resident", "resident_partly", "away_working", "two_ends")
OPEN_CASES = (TwoEndsCase.State.SUSPECTED, TwoEndsCase.State.OPEN, TwoEndsCase.State.CLOSED_PENDING)


def still_there(household: Household) -> None:
    """Refuse steps on a closed household."""
    if household.exited_on:
        raise ValidationError(f"这户已于 {household.exited_on} 销户，不能办理。")


def check_occupancy(household: Household, state: str, *, on: date, reason: str, help_plan: str) -> None:
    """What a state needs before it can be true."""
    if state not in OccupancySpell.State.values:
        raise ValidationError({"state": "请选择入住状态。"})
    if state != "not_keyed" and (household.keys_on is None or household.keys_on > on):
        raise ValidationError({"state": "这户在这一天还没有交钥匙，入住状态只能是“未交房”。"})
    if state in LIVED_IN and (household.moved_in_on is None or household.moved_in_on > on):
        raise ValidationError({"state": "这户还没有登记实际入住时间，请先办理“入住”。"})
    if state == "two_ends" and not (help_plan.strip() and reason):
        raise ValidationError({"help_plan": "登记“两头住”请同时写明原因和帮扶措施。"})


@transaction.atomic
def save_dwelling(dwelling: Dwelling, *, by: Any) -> Dwelling:
    """Save an entered or edited flat; whether it is allocated is told by its allocations."""
    if dwelling.building.settlement_id != dwelling.settlement_id:
        raise ValidationError({"building": "这栋楼不在所选的安置点，请核对。"})
    dwelling.unit_no, dwelling.room_no = dwelling.unit_no.strip(), dwelling.room_no.strip()
    held = (
        bool(dwelling.pk) and standing_allocations().filter(dwelling=dwelling, valid_to__isnull=True).exists()
    )
    if held and dwelling.state in (Dwelling.State.UNALLOCATED, Dwelling.State.RETURNED):
        raise ValidationError({"state": "这套房正分给一户，请先在户的页面办理调房或销户。"})
    if not held and dwelling.state == Dwelling.State.ALLOCATED:
        raise ValidationError({"state": "请在户的页面办理“分房”，使用状态会自动改为“已分配”。"})
    return save_record(dwelling, by=by)


@transaction.atomic
def record_occupancy(
    household: Household, state: str, *, by: Any, on: date, checked_on: date | None = None, check_mode: str = "",
    nights_old_house_90d: str = "", reason: str = "", away_confirmed: bool = False, help_plan: str = "",
) -> OccupancySpell:  # fmt: skip
    """入住核查: the same state again renews the check; another state ends the spell before it."""
    still_there(household)
    check_occupancy(household, state, on=on, reason=reason, help_plan=help_plan)
    facts = {
        "checked_on": checked_on or on, "check_mode": check_mode, "nights_old_house_90d": nights_old_house_90d, "reason": reason,
        "away_confirmed": away_confirmed and state == "away_working", "help_plan": help_plan,
    }  # fmt: skip
    now = OccupancySpell.objects.live().filter(household=household, valid_to__isnull=True).first()
    if now and on < now.valid_from:
        raise ValidationError({"valid_from": f"日期早于上一条入住情况的起始日期 {now.valid_from}，请核对。"})
    if now and now.state == state:
        for name, value in facts.items():
            setattr(now, name, value or getattr(now, name))
        spell = save_record(now, by=by, action="check_occupancy")
    else:
        if now:
            now.valid_to = on
            save_record(now, by=by, reason="入住情况变化")
        spell = OccupancySpell(
            settlement_id=household.settlement_id, household=household, dwelling=household.dwelling, state=state, valid_from=on,
            occurred_on=on, **facts,
        )  # fmt: skip
        save_record(spell, by=by)
    if state == "two_ends":
        open_two_ends_case(household, by=by, on=on, reason=reason, plan=help_plan)
    return spell


@transaction.atomic
def enter_occupancy(spell: OccupancySpell, *, by: Any) -> OccupancySpell:
    """A visit as typed into the form."""
    _same_settlement(spell)
    return record_occupancy(
        spell.household, spell.state, by=by, on=spell.valid_from, checked_on=spell.checked_on, check_mode=spell.check_mode,
        nights_old_house_90d=spell.nights_old_house_90d, reason=spell.reason, away_confirmed=spell.away_confirmed,
        help_plan=spell.help_plan,
    )  # fmt: skip


def _same_settlement(record: Any) -> None:
    if record.settlement_id != record.household.settlement_id:
        raise ValidationError({"household": "这户不在所选的安置点，请核对。"})


@transaction.atomic
def correct_occupancy(spell: OccupancySpell, *, by: Any) -> OccupancySpell:
    """Put a spell right; its neighbours are moved so that the spells of a household never overlap."""
    _same_settlement(spell)
    check_occupancy(
        spell.household, spell.state, on=spell.valid_from, reason=spell.reason, help_plan=spell.help_plan
    )
    spell.away_confirmed = spell.away_confirmed and spell.state == "away_working"
    others = OccupancySpell.objects.live().filter(household_id=spell.household_id).exclude(pk=spell.pk)
    was = OccupancySpell._base_manager.get(pk=spell.pk)
    before = (
        others.filter(valid_from__lte=was.valid_from, valid_to__lte=was.valid_from)
        .order_by("-valid_from")
        .first()
    )
    if before and spell.valid_from != before.valid_to:
        if spell.valid_from < before.valid_from:
            raise ValidationError({"valid_from": f"上一条从 {before.valid_from} 开始，起期不能更早。"})
        if before.valid_to == was.valid_from or before.valid_to > spell.valid_from:
            before.valid_to = spell.valid_from
            save_record(before, by=by, reason="更正入住情况")
    if spell.valid_to and spell.valid_from > spell.valid_to:
        raise ValidationError({"valid_from": f"这条到 {spell.valid_to} 为止，起期不能更晚。"})
    return save_record(spell, by=by)


@transaction.atomic
def close_occupancy(household: Household, *, by: Any, on: date) -> None:
    """The household has gone: its occupancy ends."""
    for spell in OccupancySpell.objects.live().filter(household=household, valid_to__isnull=True):
        spell.valid_to = max(on, spell.valid_from)
        save_record(spell, by=by, reason="销户")


@transaction.atomic
def open_two_ends_case(
    household: Household, *, by: Any, on: date, reason: str, plan: str = ""
) -> TwoEndsCase:
    """A suspected case; the one that is open already is returned."""
    running = TwoEndsCase.objects.live().filter(household=household, state__in=OPEN_CASES).first()
    if running:
        return running
    case = TwoEndsCase(
        settlement_id=household.settlement_id,
        household=household,
        found_on=on,
        occurred_on=on,
        reason=reason,
        plan=plan,
    )
    return save_record(case, by=by)


@transaction.atomic
def enter_two_ends_case(case: TwoEndsCase, *, by: Any) -> TwoEndsCase:
    """Save an entered or edited case; a household has one running case."""
    _same_settlement(case)
    running = (
        TwoEndsCase.objects.live().filter(household=case.household, state__in=OPEN_CASES).exclude(pk=case.pk)
    )
    if case.state in OPEN_CASES and running.exists():
        raise ValidationError({"household": "这户已有一个没有销号的个案，请在原个案上办理。"})
    if case.found_on > timezone.localdate():
        raise ValidationError({"found_on": "发现日期不能晚于今天。"})
    if case.pk is None:
        still_there(case.household)
        case.occurred_on = case.found_on
    return save_record(case, by=by)


def _take(case: TwoEndsCase, event: str, *, by: Any, reason: str = "") -> TwoEndsCase:
    TWO_ENDS.apply(case, event, by=by, reason=reason)
    return save_record(case, by=by, action=event, reason=reason)


@transaction.atomic
def confirm_two_ends(case: TwoEndsCase, *, by: Any, on: date | None = None, reason: str = "") -> TwoEndsCase:
    """Somebody other than the finder has been there and it is so; the case counts from this day."""
    demand_second_person(case, by, what="核实")
    case.confirmed_on = on or timezone.localdate()
    if case.confirmed_on < case.found_on:
        raise ValidationError("核实日期不能早于发现日期。")
    return _take(case, "confirm", by=by, reason=reason)


@transaction.atomic
def dismiss_two_ends(case: TwoEndsCase, *, by: Any, reason: str) -> TwoEndsCase:
    """It is not so."""
    demand_second_person(case, by, what="核实")
    return _take(case, "dismiss", by=by, reason=reason)


@transaction.atomic
def settle_two_ends(case: TwoEndsCase, *, by: Any, on: date | None = None, reason: str = "") -> TwoEndsCase:
    """The household lives at the settlement again; thirty days later somebody looks."""
    case.closed_on, case.closing_check_on = on or timezone.localdate(), None
    if case.confirmed_on and case.closed_on < case.confirmed_on:
        raise ValidationError("返住日期不能早于核实日期。")
    return _take(case, "settle", by=by, reason=reason)


@transaction.atomic
def reopen_two_ends(case: TwoEndsCase, *, by: Any, reason: str) -> TwoEndsCase:
    """The return visit found them at the old house again."""
    TWO_ENDS.check(case, "relapse", by=by, reason=reason)
    case.closed_on = case.closing_check_on = None
    return _take(case, "relapse", by=by, reason=reason)


@transaction.atomic
def close_two_ends(case: TwoEndsCase, *, by: Any, on: date | None = None, reason: str = "") -> TwoEndsCase:
    """销号 after a return visit at least thirty days later, by somebody other than the author."""
    demand_second_person(case, by, what="回访销号")
    day = on or timezone.localdate()
    if case.closed_on and day < case.closed_on + timedelta(days=RETURN_VISIT_DAYS):
        earliest = case.closed_on + timedelta(days=RETURN_VISIT_DAYS)
        raise ValidationError(f"回访要在返住满 {RETURN_VISIT_DAYS} 天以后，最早 {earliest}。")
    TWO_ENDS.check(case, "close", by=by, reason=reason)
    case.closing_check_on = day
    return _take(case, "close", by=by, reason=reason)


STEPS = {
    "confirm": confirm_two_ends,
    "dismiss": dismiss_two_ends,
    "settle": settle_two_ends,
    "relapse": reopen_two_ends,
    "close": close_two_ends,
}
