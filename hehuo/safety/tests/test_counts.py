"""Cases → met and total for each measure of item 6: full, partial, zero, empty, boundary."""

from datetime import date, timedelta

import pytest

from hehuo.kit.testing.world import build_world
from hehuo.measures import runner
from hehuo.measures.parameters import parameters_for
from hehuo.records.writing import save_record
from hehuo.safety.models import (
    DeviceUptime,
    EarlyWarning,
    PatrolRecord,
    PatrolRoute,
    PatrolTeam,
    PhysicalAsset,
    PoliceRoom,
    PoliceService,
    SafetyHazard,
    TechnicalDevice,
    WarningRule,
)

pytestmark = [pytest.mark.django_db, pytest.mark.db_portable]
DAY = date(2018, 11, 30)


@pytest.fixture
def world():
    return build_world()


def put(world, model, **values):
    return save_record(model(settlement=world.here, occurred_on=DAY, **values), by=world.committee)


def counts(world, name, day=DAY):
    found = runner.count([name], parameters=parameters_for([], day), settlement_ids=[world.here.pk])
    one = found[world.here.pk][name]
    return (one.met, one.total, one.weight_met, one.weight_total)


def room(world, **values):
    base = {
        "name": "警务室", "station": "派出所", "opening_hours": "8:30—17:30", "public_phone": "0858-110", "opened_on": date(2018, 1, 1),
    }  # fmt: skip
    return put(world, PoliceRoom, **{**base, **values})


def test_nothing_entered_is_no_case(world):
    for name in ("police_rooms_serving", "patrols_done", "device_minutes_online", "warnings_closed_on_time"):
        assert counts(world, name) == (0, 0, 0, 0)


@pytest.mark.parametrize(
    ("minutes", "served_on", "met"),
    [
        (15, date(2018, 11, 1), 1), (16, date(2018, 11, 1), 0), (15, None, 0),
        (15, date(2017, 12, 1), 1), (15, date(2017, 11, 30), 0),
    ],
)  # fmt: skip
def test_a_covering_station_must_be_near_and_have_served(world, minutes, served_on, met):
    made = room(world, kind="covered", response_minutes=minutes)
    if served_on:
        put(world, PoliceService, room=made, kind="visit", served_on=served_on)
    assert counts(world, "police_rooms_serving")[:2] == (met, 1)


def test_a_room_with_an_officer_serves_until_it_is_closed(world):
    made = room(world, kind="own", officer="张警官", response_minutes=30)
    assert counts(world, "police_rooms_serving")[:2] == (1, 1)
    made.closed_on = DAY
    save_record(made, by=world.committee)
    assert counts(world, "police_rooms_serving")[:2] == (0, 0)
    assert counts(world, "police_rooms_serving", DAY - timedelta(1))[:2] == (1, 1)


def test_called_off_patrols_leave_the_plan_and_missed_ones_do_not(world):
    team = put(
        world,
        PatrolTeam,
        name="义务巡逻队",
        kind="volunteer",
        members=8,
        leader="李队",
        set_up_on=date(2018, 6, 1),
    )
    route = put(
        world,
        PatrolRoute,
        team=team,
        name="东线",
        slot="night",
        points=6,
        times_a_week=3,
        valid_from=date(2018, 6, 1),
    )
    states = [(1, "done", 6), (2, "missed", 0), (3, "cancelled", 0), (4, "planned", 0), (5, "done", 1)]
    for number, state, points in states:
        put(
            world,
            PatrolRecord,
            route=route,
            planned_on=DAY - timedelta(number),
            state=state,
            points_checked=points,
        )
    put(world, PatrolRecord, route=route, planned_on=date(2018, 8, 31), state="missed")
    assert counts(world, "patrols_done")[:2] == (2, 4)
    assert counts(world, "patrol_teams_active")[:2] == (1, 1)
    put(world, PatrolRecord, route=route, planned_on=date(2018, 9, 1), state="missed")
    assert counts(world, "patrols_done")[:2] == (2, 5)


def test_only_required_points_in_place_count(world):
    base = {"place": "广场", "owner": "物业", "next_check_on": date(2019, 1, 1)}
    for number, values in enumerate(
        (
            {"condition": "in_order"}, {"condition": "faulty"}, {"condition": "missing", "required": False},
            {"condition": "missing", "removed_on": DAY}, {"condition": "in_order", "installed_on": DAY + timedelta(1)},
        )
    ):  # fmt: skip
        put(world, PhysicalAsset, kind="lamp", name=f"L{number}", **base, **values)
    assert counts(world, "protection_points_in_order")[:2] == (1, 2)


def test_the_online_rate_is_over_minutes_of_the_last_thirty_days(world):
    device = put(
        world,
        TechnicalDevice,
        kind="smoke",
        device_code="YG-1",
        place="楼道",
        owner="物业",
        installed_on=date(2018, 6, 1),
    )
    for start, online in ((date(2018, 11, 1), 900), (date(2018, 10, 31), 0), (date(2018, 11, 30), 1440)):
        put(
            world,
            DeviceUptime,
            device=device,
            starts_on=start,
            ends_on=start,
            minutes_due=1440,
            minutes_online=online,
        )
    assert counts(world, "device_minutes_online") == (0, 1, 2340, 2880)


@pytest.mark.parametrize(
    ("due_on", "closed_on", "expected"),
    [
        (DAY, None, (1, 1)), (DAY - timedelta(1), None, (0, 1)), (DAY - timedelta(9), DAY - timedelta(1), (1, 1)),
        (DAY - timedelta(9), DAY + timedelta(1), (0, 1)), (date(2017, 11, 1), date(2017, 11, 30), (0, 0)),
    ],
)  # fmt: skip
def test_a_major_hazard_past_its_deadline_is_not_met(world, due_on, closed_on, expected):
    found_on = min(due_on, date(2018, 10, 1))
    base = {
        "category": "fire",
        "place": "3栋",
        "situation": "通道堵塞",
        "found_by": "patrol",
        "found_on": found_on,
    }
    put(world, SafetyHazard, level="major", due_on=due_on, closed_on=closed_on, **base)
    put(world, SafetyHazard, level="general", due_on=found_on, **base)
    assert counts(world, "major_hazards_not_overdue")[:2] == expected


@pytest.mark.parametrize(
    ("taken", "closed", "expected"),
    [(1, 5, (1, 1)), (2, 5, (0, 1)), (1, 6, (0, 1)), (None, None, (0, 1))],
)
def test_warnings_must_be_taken_and_closed_in_time(world, taken, closed, expected):
    rule = put(
        world,
        WarningRule,
        name="离线",
        watches="offline",
        level="yellow",
        basis="技防管理",
        valid_from=date(2018, 6, 1),
    )
    issued = date(2018, 11, 1)
    at = lambda days: None if days is None else issued + timedelta(days)  # noqa: E731
    base = {
        "rule": rule,
        "about": "place",
        "place": "3栋",
        "level": "yellow",
        "why": "离线",
        "issued_on": issued,
    }
    put(
        world,
        EarlyWarning,
        **base,
        ack_due_on=at(1),
        close_due_on=at(5),
        acknowledged_on=at(taken),
        closed_on=at(closed),
    )
    assert counts(world, "warnings_closed_on_time")[:2] == expected
    put(world, EarlyWarning, **{**base, "issued_on": DAY}, ack_due_on=DAY, close_due_on=DAY)
    assert counts(world, "warnings_closed_on_time")[:2] == expected
