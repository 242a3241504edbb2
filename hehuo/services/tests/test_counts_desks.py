"""Cases → met and total for each measure of items 14 and 15: full, partial, zero, empty, boundary, exemption."""

from datetime import date, timedelta

import pytest

from hehuo.kit.testing.world import build_world
from hehuo.measures import freshness, runner
from hehuo.measures.parameters import parameters_for
from hehuo.org.models import Building
from hehuo.services.models import (
    Courtyard,
    GridAssignment,
    MassOrg,
    PartyOrg,
    RequiredFile,
    ResidentsCommittee,
    ServiceRating,
    ServiceRule,
    ServiceWindow,
    WindowHours,
    WorkVisit,
)
from hehuo.services.tests.desks import case, household, put

pytestmark = [pytest.mark.django_db, pytest.mark.db_portable]
DAY = date(2018, 11, 30)
START = date(2018, 1, 1)


@pytest.fixture
def world():
    return build_world()


def counts(world, name, day=DAY):
    found = runner.count([name], parameters=parameters_for([], day), settlement_ids=[world.here.pk])
    one = found[world.here.pk][name]
    return (one.met, one.total)


def enter(world, model, **values):
    return put(model, world.here, world.committee, **values)


def test_nothing_entered(world):
    for name in (
        "party_branches_set_up",
        "grid_visits_done",
        "required_files_present",
        "service_cases_on_time",
    ):
        assert counts(world, name) == (0, 0)
    assert counts(world, "mass_organisations_set_up") == (0, 3)
    assert counts(world, "service_departments_with_window") == (0, 4)
    assert counts(world, "window_equipment_present") == (0, 5)
    assert counts(world, "buildings_with_head") == (0, 2)


def test_a_term_that_is_over_is_not_met_and_a_group_is_no_branch(world):
    enter(world, PartyOrg, kind="group", valid_from=START)
    enter(world, PartyOrg, valid_from=START, valid_to=DAY)
    enter(
        world,
        ResidentsCommittee,
        elected_on=START,
        valid_from=START,
        valid_to=DAY + timedelta(1),
        attachment="host",
    )
    assert counts(world, "party_branches_set_up") == (0, 1)
    assert counts(world, "party_branches_set_up", DAY - timedelta(1)) == (1, 1)
    assert counts(world, "residents_committees_set_up") == (1, 1)
    assert counts(world, "residents_committees_set_up", START - timedelta(1)) == (0, 0)


def test_places_are_staffed_while_somebody_holds_the_post(world):
    grid, building = world.grids[0], Building.objects.filter(settlement=world.here).first()
    yard = enter(world, Courtyard, grid=grid, valid_from=START)
    enter(world, GridAssignment, grid=grid, valid_from=START)
    enter(world, GridAssignment, grid=world.grids[1], role="grid_leader", valid_from=START)
    enter(
        world,
        GridAssignment,
        grid=grid,
        courtyard=yard,
        role="courtyard_head",
        valid_from=START,
        valid_to=DAY,
    )
    enter(world, GridAssignment, grid=grid, building=building, role="building_head", valid_from=DAY)
    assert counts(world, "grids_with_member") == (1, 2)
    assert counts(world, "courtyards_with_head") == (0, 1)
    assert counts(world, "courtyards_with_head", DAY - timedelta(1)) == (1, 1)
    assert counts(world, "buildings_with_head") == (1, 2)
    assert counts(world, "buildings_with_head", DAY - timedelta(1)) == (0, 2)


def test_a_new_building_makes_the_stored_count_stale(world):
    def stored():
        found = freshness.counts_for(
            ["buildings_with_head"], parameters=parameters_for([], DAY), settlement_ids=[world.here.pk]
        )
        return found[world.here.pk]["buildings_with_head"].total

    assert stored() == 2
    Building.objects.create(settlement=world.here, grid=world.grids[0], number="99")
    assert stored() == 3


def test_mass_organisations_count_by_kind(world):
    enter(world, MassOrg, kind="union", valid_from=DAY)
    enter(world, MassOrg, kind="women", valid_from=START, attachment="host")
    enter(world, MassOrg, kind="women", valid_from=START)
    enter(world, MassOrg, kind="youth", valid_from=START, valid_to=DAY)
    assert counts(world, "mass_organisations_set_up") == (2, 3)


@pytest.mark.parametrize(
    ("collected", "expires", "kept_at", "met"),
    [
        (DAY, None, "柜", 1),
        (DAY, DAY, "柜", 0),
        (DAY, DAY + timedelta(1), "柜", 1),
        (DAY, None, "", 0),
        (None, None, "柜", 0),
    ],
)
def test_a_file_is_there_while_it_is_valid(world, collected, expires, kept_at, met):
    enter(world, RequiredFile, valid_from=START, collected_on=collected, expires_on=expires, kept_at=kept_at)
    enter(world, RequiredFile, valid_from=START, valid_to=DAY, title="旧资料")
    assert counts(world, "required_files_present") == (met, 1)


def test_visits_of_three_months_without_the_called_off_ones(world):
    states = [
        ("done", DAY, 0),
        ("planned", None, 1),
        ("absent", None, 2),
        ("cancelled", None, 3),
        ("done", DAY, 90),
    ]
    for number, (state, visited, ago) in enumerate(states, 1):
        home = household(world.here, world.committee, number)
        enter(
            world, WorkVisit, household=home, state=state, visited_on=visited, planned_on=DAY - timedelta(ago)
        )
    assert counts(world, "grid_visits_done") == (2, 4)
    enter(world, WorkVisit, household=home, state="planned", planned_on=date(2018, 8, 31))
    assert counts(world, "grid_visits_done") == (2, 4)


def window(world, **values):
    return enter(
        world, ServiceWindow, **{"valid_from": START, "acts_health": False, "has_desks": False, **values}
    )


def test_windows_act_for_departments_and_must_be_staffed(world):
    own = window(world, kind="dedicated", department="police", acts_police=True, has_desks=True)
    general = window(world, name="综合", acts_civil=True, acts_labour=True, has_desks=True, has_network=True)
    window(world, name="流动", kind="mobile", acts_health=True, authority_no="1")
    assert counts(world, "service_departments_with_window") == (3, 4)
    assert counts(world, "window_equipment_present") == (1, 5)
    span = {"starts_on": date(2018, 11, 1), "ends_on": DAY, "hours_announced": 100}
    enter(world, WindowHours, window=own, hours_staffed=90, **span)
    enter(world, WindowHours, window=general, hours_staffed=89, **span)
    assert counts(world, "service_departments_staffed") == (1, 4)
    enter(world, WindowHours, window=general, hours_staffed=91, hours_announced=100, starts_on=date(2018, 10, 1), ends_on=date(2018, 10, 31))  # fmt: skip
    assert counts(world, "service_departments_staffed") == (3, 4)
    own.valid_to = DAY
    own.save()
    assert counts(world, "service_departments_with_window") == (2, 4)


def test_rules_must_be_published(world):
    enter(world, ServiceRule, kind="agency", valid_from=START, published_on=DAY)
    enter(world, ServiceRule, kind="rating", valid_from=START, published_on=None)
    enter(world, ServiceRule, kind="time_limit", valid_from=START, published_on=START, valid_to=DAY)
    assert counts(world, "service_rules_in_force") == (1, 5)


def a_case(world, number, **values):
    return case(world.here, world.committee, number, submitted_on=date(2018, 11, 1), **values)


@pytest.mark.parametrize(
    ("values", "complete"),
    [
        ({}, 1), ({"agency": "agent", "agent_name": "李四"}, 0), ({"agency": "agent", "agent_name": "李四", "authority_no": "1"}, 1),
        ({"state": "not_accepted"}, 0), ({"state": "not_accepted", "result_reason": "不属于本级"}, 1), ({"result": "refused"}, 0),
        ({"accepted_on": DAY, "due_on": date(2018, 11, 29), "decided_on": DAY}, 0),
        ({"accepted_on": DAY, "due_on": DAY, "decided_on": DAY}, 1),
        ({"accepted_on": DAY, "due_on": DAY, "decided_on": DAY, "delivered_on": DAY}, 0),
    ],
)  # fmt: skip
def test_a_case_is_complete_when_what_happened_is_told(world, values, complete):
    if "accepted_on" in values:
        values = values | {"accepted_on": date(2018, 11, 1)}
    a_case(world, 1, **values)
    a_case(world, 2, state="consulted")
    assert counts(world, "service_cases_complete") == (complete, 1)


@pytest.mark.parametrize(
    ("due", "decided", "state", "expected"),
    [
        (30, 30, "decided", (1, 1)), (29, 30, "decided", (0, 1)), (29, None, "accepted", (0, 1)), (30, None, "accepted", (0, 0)),
        (29, None, "paused", (0, 0)), (30, 31, "decided", (0, 0)),
    ],
)  # fmt: skip
def test_on_time_is_about_what_is_done_or_overdue(world, due, decided, state, expected):
    day = None if decided is None else date(2018, 11, 1) + timedelta(decided - 1)
    a_case(world, 1, state=state, accepted_on=date(2018, 11, 1), due_on=date(2018, 11, due), decided_on=day)
    a_case(
        world,
        2,
        state="withdrawn",
        result="withdrawn",
        accepted_on=date(2018, 11, 1),
        due_on=date(2018, 11, 2),
    )
    assert counts(world, "service_cases_on_time") == expected


def rated(world, number, **values):
    done = {
        "state": "rated",
        "accepted_on": date(2018, 11, 1),
        "due_on": DAY,
        "decided_on": date(2018, 11, 1),
    }
    return enter(
        world, ServiceRating, case=a_case(world, number, **done), rated_on=date(2018, 11, 1), **values
    )


def test_ratings_are_counted_by_case(world):
    rated(world, 1)
    a_case(world, 2, accepted_on=date(2018, 11, 1), decided_on=DAY)
    assert counts(world, "service_cases_rated") == (1, 2)
    assert counts(world, "bad_ratings_answered") == (0, 0)


@pytest.mark.parametrize(
    ("contacted", "answered", "answer_due", "met"),
    [(2, 20, 22, 1), (3, 20, 22, 0), (2, None, 29, 0), (2, None, 30, 1), (2, 23, 22, 0), (None, None, 30, 0)],
)
def test_a_bad_rating_is_called_back_in_a_day_and_answered_in_time(
    world, contacted, answered, answer_due, met
):
    day = lambda number: None if number is None else date(2018, 11, number)  # noqa: E731
    rated(
        world, 1, level="bad", cause="slow", contact_due_on=day(2), contacted_on=day(contacted), answer_due_on=day(answer_due),
        answered_on=day(answered),
    )  # fmt: skip
    assert counts(world, "bad_ratings_answered") == (met, 1)
