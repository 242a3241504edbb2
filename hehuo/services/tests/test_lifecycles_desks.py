"""State tables of the desks: every state × every event, and what the steps of a case do besides."""

from datetime import date, timedelta
from itertools import count

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from hehuo.kit.testing.world import build_world, make_user
from hehuo.notices.models import Notice
from hehuo.org.roles import Role
from hehuo.services.grid_work import services as visits
from hehuo.services.grid_work.lifecycle import VISIT
from hehuo.services.models import EntitlementLink, ServiceItem, ServiceRating, WorkVisit
from hehuo.services.service_cases import after_service as after
from hehuo.services.service_cases import limits
from hehuo.services.service_cases import services as cases
from hehuo.services.service_cases.lifecycle import CASE, ENTITLEMENT, RATING
from hehuo.services.service_cases.queries import colleagues_at
from hehuo.services.tests.desks import DAY, case, household, person, put
from hehuo.services.windows.services import revise_item

pytestmark = pytest.mark.django_db
LATER = DAY + timedelta(3)
serial = count(1)


@pytest.fixture
def world():
    return build_world()


def a_case(world, **values):
    return case(world.here, world.committee, next(serial), **values)


def a_visit(world, **values):
    return put(
        WorkVisit,
        world.here,
        world.committee,
        household=household(world.here, world.committee, next(serial)),
        **values,
    )


def a_rating(world, **values):
    return put(
        ServiceRating,
        world.here,
        world.secretary,
        case=a_case(world, state="rated"),
        level="bad",
        cause="slow",
        **values,
    )


def a_link(world, **values):
    return put(
        EntitlementLink,
        world.here,
        world.committee,
        person=person(world.here, world.committee, next(serial)),
        **values,
    )


def told(work, **facts):
    return lambda record, by, reason: work(record, by=by, **facts)


def stepped(work):
    return lambda record, by, reason: work(record, by=by, reason=reason)


NEXT = {"on": DAY, "next_action": "联系医保局", "due_on": LATER}
CASE_EVENTS = {
    **{event: stepped(work) for event, work in cases.STEPS.items()},
    "notify": told(cases.give_notice, on=DAY, missing=["户口簿"], channel="written"), "accept": told(cases.accept_case, on=DAY),
    "forward": told(cases.forward_case, on=DAY, unit="县民政局"), "join": told(cases.join_units, on=DAY, units="派出所"), "pause": told(cases.pause_case, on=DAY, ground="expert"),
    "resume": told(cases.resume_case, on=DAY), "decide": told(cases.decide_case, on=DAY, result="granted"),
    "deliver": told(cases.deliver_case, on=LATER, delivery="window"), "rate": told(after.rate_case, on=LATER, level="good"),
}  # fmt: skip
VISIT_EVENTS = {
    "visit": told(visits.record_visit, on=DAY, outcome="nothing"),
    "miss": told(visits.miss_visit), "call_off": told(visits.call_off_visit, reason="已搬走"),
    "confirm": told(visits.confirm_visit, on=DAY, confirmed="yes"),
}  # fmt: skip
RATING_EVENTS = {
    "contact": told(after.record_contact, on=DAY), "answer": told(after.record_answer, on=DAY, answer="已重新办理"),
    "rerate": told(after.rate_again, on=DAY, level="good"),
}  # fmt: skip
LINK_EVENTS = {
    "link": told(after.link_entitlement, on=DAY), "lose": told(after.lose_entitlement, **NEXT), "reopen": told(after.reopen_entitlement, **NEXT),
}  # fmt: skip
TABLES = [(CASE, a_case, CASE_EVENTS), (VISIT, a_visit, VISIT_EVENTS), (RATING, a_rating, RATING_EVENTS), (ENTITLEMENT, a_link, LINK_EVENTS)]  # fmt: skip
CELLS = [(table, make, events, state) for table, make, events in TABLES for state in table.states]


@pytest.mark.parametrize(("table", "make", "events", "state"), CELLS, ids=[f"{c[0].name}-{c[3]}" for c in CELLS])  # fmt: skip
def test_each_event_is_legal_only_where_the_table_says(world, table, make, events, state):
    helper = make_user("窗口同事", Role.WINDOW_CLERK, world.here.area)
    who = world.secretary if table is not RATING else world.committee
    who = helper if table is RATING else who
    for event, work in events.items():
        record = make(world)
        dates = {"visited_on": DAY} if table is VISIT and state == "done" else {}
        type(record)._base_manager.filter(pk=record.pk).update(state=state, **dates)
        record.refresh_from_db()
        legal = next((t for t in table.transitions if t.event == event and state in t.sources), None)
        if legal is None:
            with pytest.raises(ValidationError, match="可以办理"):
                work(record, who, "说明")
            continue
        work(record, who, "说明")
        record.refresh_from_db()
        assert record.state == legal.target, event


def test_a_case_walks_from_the_application_to_the_archive(world):
    made = a_case(world)
    assert (made.first_contact, made.owner) == (world.committee, world.committee)
    cases.give_notice(made, by=world.committee, on=DAY + timedelta(1), missing=["户口簿"], channel="written")
    cases.accept_case(made, by=world.committee, on=DAY + timedelta(2))
    assert made.notices.get().supplemented_on == DAY + timedelta(2)
    assert made.due_on == date(2018, 11, 14), "five working days after Wednesday 7 November"
    cases.pause_case(made, by=world.committee, on=date(2018, 11, 8), ground="expert")
    cases.resume_case(made, by=world.committee, on=date(2018, 11, 12))
    assert (made.paused_days, made.due_on) == (2, date(2018, 11, 16))
    with pytest.raises(ValidationError, match="超期"):
        cases.decide_case(made, by=world.committee, on=date(2018, 11, 19), result="granted")
    made.refresh_from_db()
    cases.decide_case(made, by=world.committee, on=date(2018, 11, 16), result="granted")
    cases.deliver_case(made, by=world.committee, on=date(2018, 11, 16), delivery="window")
    after.rate_case(made, by=world.secretary, on=date(2018, 11, 16), level="very_bad", cause="slow")
    with pytest.raises(ValidationError, match="差评还没有答复"):
        cases.archive_case(made, by=world.committee)
    rating = made.ratings.get()
    assert (rating.contact_due_on, rating.state) == (date(2018, 11, 19), "open")
    after.record_contact(rating, by=world.committee, on=date(2018, 11, 19))
    after.record_answer(rating, by=world.committee, on=date(2018, 11, 20), answer="已道歉并改进")
    after.rate_again(rating, by=world.secretary, on=date(2018, 11, 21), level="fair")
    with pytest.raises(ValidationError, match="可以办理：无"):
        after.rate_again(rating, by=world.secretary, on=date(2018, 11, 21), level="good")
    made.refresh_from_db()
    assert cases.archive_case(made, by=world.committee).state == "archived"


def test_silence_for_five_working_days_counts_as_accepted_on_the_first(world):
    made = a_case(world)
    with pytest.raises(ValidationError, match="2018-11-12 为止"):
        cases.give_notice(made, by=world.committee, on=date(2018, 11, 13), missing=["户口簿"], channel="sms")
    made.refresh_from_db()
    cases.accept_case(made, by=world.committee, on=date(2018, 11, 13))
    assert (made.accepted_on, made.due_on) == (DAY, date(2018, 11, 12))


def test_only_what_is_on_the_list_may_be_asked_for_and_only_once(world):
    made = a_case(world)
    with pytest.raises(ValidationError, match="材料名称"):
        cases.give_notice(made, by=world.committee, on=DAY, missing=["户口簿", "房产证"], channel="sms")
    made.refresh_from_db()
    cases.give_notice(made, by=world.committee, on=DAY, missing=["户口簿"], channel="sms")
    type(made)._base_manager.filter(pk=made.pk).update(state="registered")
    made.refresh_from_db()
    with pytest.raises(ValidationError, match="已经告知过一次"):
        cases.give_notice(made, by=world.committee, on=DAY, missing=["户口簿"], channel="sms")


def test_the_first_contact_answers_until_the_colleague_has_said_yes(world):
    made = a_case(world)
    assert world.secretary in colleagues_at(world.here)
    assert world.stranger not in colleagues_at(world.here)
    cases.hand_over(made, by=world.committee, on=DAY, colleague=world.secretary)
    assert made.owner == world.committee
    asked = Notice.objects.get(key=f"handover-{made.pk}")
    assert (asked.to_user, asked.is_open) == (world.secretary, True)
    with pytest.raises(PermissionDenied, match="本人"):
        cases.take_over(made, by=world.committee, on=DAY)
    cases.take_over(made, by=world.secretary, on=DAY)
    made.refresh_from_db()
    asked.refresh_from_db()
    assert (made.first_contact, made.owner, made.handover_to) == (world.committee, world.secretary, None)
    assert asked.done_by == world.secretary


def test_nobody_rates_the_own_case(world):
    made = a_case(world, state="delivered", delivered_on=DAY)
    with pytest.raises(PermissionDenied, match="经办人"):
        after.rate_case(made, by=world.committee, on=DAY, level="very_good")


def test_a_refusal_needs_its_reason_and_a_withdrawal_its_day(world):
    made = a_case(world, state="accepted", accepted_on=DAY, due_on=LATER)
    with pytest.raises(ValidationError, match="理由"):
        cases.decide_case(made, by=world.committee, on=DAY, result="refused")
    made.refresh_from_db()
    cases.withdraw_case(made, by=world.committee, reason="不办了")
    assert (made.state, made.result, made.result_reason) == ("withdrawn", "withdrawn", "不办了")


def test_a_revised_matter_is_a_new_version_with_the_same_materials(world):
    old = a_case(world).item
    new = revise_item(old, by=world.committee, on=DAY, legal_days=10, promised_days=3)
    old.refresh_from_db()
    assert (old.valid_to, old.promised_days, new.version_no, new.promised_days) == (DAY, 5, 2, 3)
    assert [m.name for m in new.materials.all()] == ["户口簿"]
    with pytest.raises(ValidationError, match="已停用"):
        revise_item(old, by=world.committee, on=LATER, legal_days=10, promised_days=3)
    assert ServiceItem.objects.count() == 2


def test_the_plan_begins_with_those_who_waited_longest_and_never_repeats(world):
    grid = world.grids[0]
    homes = [household(world.here, world.committee, number) for number in range(1, 5)]
    put(WorkVisit, world.here, world.committee, household=homes[0], state="done", planned_on=date(2018, 9, 3), visited_on=date(2018, 9, 3))  # fmt: skip
    put(WorkVisit, world.here, world.committee, household=homes[1], planned_on=date(2018, 11, 6))
    made = visits.plan_month(grid, 2018, 11, 2, by=world.grid_worker)
    assert [v.household_id for v in made] == [homes[2].pk, homes[3].pk]
    made = visits.plan_month(grid, 2018, 11, 9, by=world.grid_worker)
    assert [v.household_id for v in made] == [homes[0].pk]
    with pytest.raises(ValidationError, match="没有还要安排的户"):
        visits.plan_month(grid, 2018, 11, 9, by=world.grid_worker)
    with pytest.raises(PermissionDenied):
        visits.plan_month(world.there_grid, 2018, 11, 9, by=world.grid_worker)


@settings(max_examples=40)
@given(st.integers(0, 400), st.integers(1, 23))
def test_households_are_spread_evenly_over_the_days_and_in_order(homes, days):
    month = [date(2018, 10, 8) + timedelta(n) for n in range(days)]
    dealt = visits.spread(list(range(homes)), month)
    load = [sum(day == d for _, day in dealt) for d in month]
    assert [home for home, _ in dealt] == list(range(homes))
    assert [day for _, day in dealt] == sorted(day for _, day in dealt)
    assert max(load) - min(load) <= 1


@settings(max_examples=30, deadline=None)
@given(st.dates(date(2018, 1, 1), date(2019, 12, 1)), st.integers(0, 20), st.integers(0, 20))
def test_a_pause_moves_the_limit_by_its_working_days(accepted, promised, paused):
    due = limits.due_day(accepted, promised, paused)
    assert limits.paused_days(accepted, due) == promised + paused
    assert limits.due_day(accepted, promised, paused + 1) > due


@pytest.mark.parametrize(("told_on", "noticed", "wanted"), [(12, False, 12), (13, False, 5), (13, True, 13)])
def test_the_limit_runs_from_the_day_told_unless_nobody_spoke_in_time(told_on, noticed, wanted):
    day = limits.accepted_day(DAY, date(2018, 11, told_on), noticed=noticed)
    assert day == date(2018, 11, wanted)


def test_units_join_a_case_and_its_limit_stays():
    world = build_world()
    made = a_case(world, state="accepted", accepted_on=DAY, due_on=LATER)
    cases.join_units(made, by=world.committee, on=DAY, units="派出所，民政办")
    cases.join_units(made, by=world.committee, on=LATER, units="派出所、卫健办")
    assert (made.joint_units, made.joint_from, made.due_on) == ("派出所、民政办、卫健办", DAY, LATER)
    with pytest.raises(ValidationError, match="还没有列入"):
        cases.join_units(made, by=world.committee, on=LATER, units="民政办")
