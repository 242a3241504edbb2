"""Rosters by the rules, whatever the month and however many people; shifts, swaps, rest."""

from collections import Counter
from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from hehuo.kit.testing.world import build_world
from hehuo.neighbourhood.duty import planning, services
from hehuo.neighbourhood.duty.queries import rest_balance, with_rest
from hehuo.neighbourhood.duty.standing_in import Concerns, concerns_about
from hehuo.neighbourhood.models import DutyPerson, DutyRest, DutyRoster, DutyShift
from hehuo.neighbourhood.tests.records import put
from hehuo.org.workdays import WorkCalendar

WORKS = WorkCalendar({}).is_workday
MONTH = date(2018, 10, 1)


@settings(max_examples=50, deadline=None)
@given(year=st.integers(2018, 2025), month=st.integers(1, 11), people=st.integers(2, 9))
def test_two_months_in_a_row_break_no_rule(year, month, people):
    first, second = date(year, month, 1), date(year, month + 1, 1)
    shifts = planning.plan_month(first, range(people), WORKS)
    assert planning.problems_of(first, shifts, WORKS) == []
    more = planning.plan_month(second, range(people), WORKS, before=shifts)
    assert planning.problems_of(second, more, WORKS, before=shifts) == []
    assert len({(s.day, s.slot, s.person) for s in more}) == len(more)


@settings(max_examples=25, deadline=None)
@given(year=st.integers(2018, 2025), month=st.integers(1, 12), people=st.integers(3, 9))
def test_ordinary_slots_are_shared_evenly_and_nobody_has_two_on_a_working_day(year, month, people):
    shifts = planning.plan_month(date(year, month, 1), range(people), WORKS)
    for slot in planning.STAGGERED:
        done = Counter(s.person for s in shifts if s.slot == slot)
        assert max(done.values()) - min(done[p] for p in range(people)) <= 2
    staggered = Counter((s.day, s.person) for s in shifts if s.slot in planning.STAGGERED)
    assert max(staggered.values()) == 1


def test_what_is_missing_is_said():
    shifts = planning.plan_month(MONTH, (1, 2, 3), WORKS)
    shifts = [s for s in shifts if not (s.day == date(2018, 10, 8) and s.slot in ("early", "night_phone"))]
    found = planning.problems_of(MONTH, shifts, WORKS)
    assert found == ["10-08 没有安排错时早。", "10-08 没有安排夜间值守。"]
    one = [planning.Planned(date(2018, 10, n), "weekend", 1) for n in (13, 20, 27)]
    assert any("连续 3 周" in text for text in planning.problems_of(MONTH, one, WORKS))
    with pytest.raises(ValueError, match="至少 2 人"):
        planning.plan_month(MONTH, (1,), WORKS)


@pytest.fixture
def world(db):
    return build_world()


def roster(world, people=3):
    for number in range(people):
        put(DutyPerson, world.here, world.committee, name=f"人员{number}")
    made = services.save_roster(DutyRoster(settlement=world.here, month=MONTH), by=world.committee)
    return services.plan_roster(made, by=world.committee)


def free_colleague(shift):
    """Whoever has nothing else that day and no two weekends behind."""
    people = DutyPerson.objects.exclude(pk=shift.planned_id).order_by("pk")
    return next(p for p in people if concerns_about(shift, p) == Concerns())


def test_a_roster_is_planned_edited_checked_and_published(world):
    made = roster(world)
    shift = DutyShift.objects.filter(roster=made, slot="early").first()
    services.check_roster(made, by=world.committee)
    other = DutyPerson.objects.exclude(pk=shift.planned_id).last()
    shift.planned = other
    services.save_shift(shift, by=world.committee)
    made.refresh_from_db()
    assert made.state == "draft"
    services.check_roster(made, by=world.committee)
    services.publish_roster(made, by=world.committee)
    shift.refresh_from_db()
    with pytest.raises(ValidationError, match="已公布"):
        services.save_shift(shift, by=world.committee)
    with pytest.raises(ValidationError, match="已经排了班"):
        services.plan_roster(DutyRoster.objects.get(), by=world.committee)


def test_a_swap_needs_the_other_persons_free_slot_and_a_second_decision(world):
    made = roster(world)
    shift = DutyShift.objects.filter(roster=made, slot="weekend").first()
    other = free_colleague(shift)
    services.ask_swap(shift, by=world.committee, on=shift.duty_on, person=other)
    with pytest.raises(PermissionDenied):
        services.agree_swap(shift, by=world.committee)
    shift.refresh_from_db()
    services.agree_swap(shift, by=world.secretary)
    assert (shift.planned, shift.state, shift.swap_with) == (other, "due", None)


def test_rest_is_owed_to_whoever_was_there_and_not_taken_twice(world):
    made = roster(world)
    shift = DutyShift.objects.filter(roster=made, slot="weekend").first()
    stand_in = free_colleague(shift)
    services.report_absent(shift, by=world.committee, reason="生病")
    services.substitute(shift, by=world.committee, on=shift.duty_on, person=stand_in)
    services.hand_over(shift, by=world.committee, on=shift.duty_on, at=time(17, 30), visits=3, note="无")
    assert rest_balance(stand_in) == Decimal(8)
    row = with_rest(DutyPerson.objects.all()).get(pk=stand_in.pk)
    assert row.rest_left() == Decimal(8)
    day = shift.duty_on + timedelta(2)
    rest = DutyRest(settlement=world.here, person=stand_in, rested_on=day, hours=Decimal("6.0"))
    services.save_rest(rest, by=world.committee)
    more = DutyRest(
        settlement=world.here, person=stand_in, rested_on=day + timedelta(1), hours=Decimal("2.5")
    )
    with pytest.raises(ValidationError, match=r"应补休 2\.0 小时"):
        services.save_rest(more, by=world.committee)


def test_nobody_signs_in_on_another_day(world):
    shift = DutyShift.objects.filter(roster=roster(world), slot="early").first()
    with pytest.raises(ValidationError, match="请核对日期"):
        services.check_in(shift, by=world.committee, on=shift.duty_on + timedelta(1), at=time(7, 30))
    services.check_in(shift, by=world.committee, on=shift.duty_on, at=time(7, 30))
    assert shift.actual == shift.planned
