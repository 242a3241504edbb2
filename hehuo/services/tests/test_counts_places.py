"""Cases → met and total for each measure of items 13 and 16: full, partial, zero, empty, boundary, exemption."""

from datetime import date, time, timedelta

import pytest

from hehuo.kit.testing.world import build_world
from hehuo.measures import runner
from hehuo.measures.parameters import parameters_for
from hehuo.records.writing import save_record, verify_record
from hehuo.residents.models import Dwelling, OccupancySpell
from hehuo.services.models import (
    ActivityConfirmation,
    BusDay,
    BusinessEntity,
    BusLine,
    BusStop,
    ExchangeRun,
    Facility,
    FacilityInspection,
    FacilityOutage,
    InfoPlatform,
    InfoPublication,
    LineStop,
    PlatformCheck,
    PlatformExchange,
    PublicServiceAccess,
    RepairTicket,
    RoadLink,
    SchoolPlacement,
    ServiceWindow,
    UtilityCoverage,
    VolunteerActivity,
)
from hehuo.services.tests.desks import household, person

pytestmark = [pytest.mark.django_db, pytest.mark.db_portable]
DAY = date(2018, 11, 30)
BEFORE = date(2018, 1, 1)
USCC = "91529999MA90001776"


@pytest.fixture
def world():
    return build_world()


def put(world, model, **values):
    return save_record(
        model(settlement=world.here, occurred_on=DAY, **values), by=world.committee, validate=False
    )


def counts(world, name, day=DAY, **facts):
    told = {"launched_on": BEFORE, **facts}
    found = runner.count([name], parameters=parameters_for([], day, **told), settlement_ids=[world.here.pk])
    one = found[world.here.pk][name]
    return (one.met, one.total)


def facility(world, kind, **values):
    base = {
        "name": f"{kind}{Facility.objects.count()}",
        "place": "广场",
        "owner": "居委会",
        "operator": "物业",
        "opened_on": BEFORE,
    }
    return put(world, Facility, kind=kind, **{**base, **values})


def outage(world, thing, days, kind="stopped", until=None):
    return put(
        world,
        FacilityOutage,
        facility=thing,
        kind=kind,
        reason="坏",
        valid_from=DAY - timedelta(days),
        valid_to=until,
    )


def test_nothing_entered_is_no_case_except_lists_that_are_always_whole(world):
    for name in (
        "repairs_on_time",
        "facilities_not_down_long",
        "clinics_within_reach",
        "platform_exchange_real",
        "roads_joined",
    ):
        assert counts(world, name) == (0, 0)
    assert counts(world, "infrastructure_classes_working") == (0, 8)
    assert counts(world, "public_facilities_available") == (0, 6)
    assert counts(world, "volunteer_quarters") == (0, 3)  # the quarter of 2017 lies before the launch


def test_a_class_works_when_most_of_its_facilities_do(world):
    lamps = [facility(world, "lighting") for _ in range(3)]
    facility(world, "gas", substitute="bottled")
    facility(world, "court")
    facility(world, "water", closed_on=DAY)
    outage(world, lamps[0], 1)
    assert counts(world, "infrastructure_classes_working") == (2, 8)
    outage(world, lamps[1], 1, kind="degraded")
    assert counts(world, "infrastructure_classes_working") == (1, 8)
    Facility.objects.filter(kind="gas").update(decision_no="1号")
    assert counts(world, "infrastructure_classes_working") == (2, 8)


def test_public_facilities_may_be_shared_and_a_shop_is_one(world):
    facility(world, "elder_centre", ownership="shared")
    square = facility(world, "culture_square")
    assert counts(world, "public_facilities_available") == (2, 6)
    outage(world, square, 0)
    shop(world, "convenience")
    assert counts(world, "public_facilities_available") == (2, 6)


def test_a_window_of_the_window_ledger_is_a_public_facility(world):
    values = {"name": "综合窗口", "department": "general", "hours_text": "工作日"}
    put(world, ServiceWindow, kind="mobile", valid_from=BEFORE, **values)
    assert counts(world, "public_facilities_available") == (0, 6)
    window = put(world, ServiceWindow, kind="general", valid_from=DAY - timedelta(5), **values)
    assert counts(world, "public_facilities_available", DAY - timedelta(6)) == (0, 6)
    assert counts(world, "public_facilities_available") == (1, 6)
    facility(world, "service_window")
    assert counts(world, "public_facilities_available") == (1, 6)
    Facility.objects.all().delete()
    ServiceWindow.objects.filter(pk=window.pk).update(valid_to=DAY)
    assert counts(world, "public_facilities_available") == (0, 6)


@pytest.mark.parametrize(
    ("days", "kind", "until", "met"),
    [(30, "stopped", None, 1), (31, "stopped", None, 0), (31, "degraded", None, 1), (90, "repairing", DAY, 1),
     (90, "repairing", DAY + timedelta(1), 0)],
)  # fmt: skip
def test_thirty_days_out_of_use_are_borne_and_one_more_is_not(world, days, kind, until, met):
    outage(world, facility(world, "toilet"), days, kind, until)
    assert counts(world, "facilities_not_down_long") == (met, 1)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"closed_on": DAY, "due_on": DAY}, (1, 1)), ({"closed_on": DAY, "due_on": DAY, "late": True}, (0, 1)),
        ({"due_on": DAY}, (0, 0)), ({"due_on": DAY - timedelta(1)}, (0, 1)), ({"state": "withdrawn", "due_on": BEFORE}, (0, 0)),
        ({"state": "converted", "due_on": BEFORE}, (0, 0)), ({"reported_on": DAY - timedelta(30)}, (0, 1)),
        ({"reported_on": DAY - timedelta(29)}, (0, 0)), ({"reported_on": date(2017, 11, 30), "closed_on": DAY}, (0, 0)),
    ],
)  # fmt: skip
def test_a_repair_counts_when_it_is_closed_or_should_be(world, values, expected):
    base = {
        "state": "assigned",
        "reported_on": DAY - timedelta(9),
        "reported_time": time(9),
        "fault": "不亮",
        "reported_by": "grid",
    }
    put(world, RepairTicket, facility=facility(world, "lighting"), **{**base, **values})
    assert counts(world, "repairs_on_time") == expected


def test_called_off_inspections_leave_the_plan(world):
    thing = facility(world, "lift")
    for number, state in enumerate(("done", "planned", "cancelled")):
        day = DAY - timedelta(number)
        put(
            world,
            FacilityInspection,
            facility=thing,
            planned_on=day,
            state=state,
            done_on=day if state == "done" else None,
        )
    put(world, FacilityInspection, facility=thing, planned_on=date(2018, 8, 31))
    assert counts(world, "facility_inspections_done") == (1, 2)


def test_only_dwellings_moved_into_need_the_broadcast_line(world):
    building = world.here.buildings.first()
    for number, (state, line, since) in enumerate(
        (("resident", True, DAY), ("away_working", False, None), ("keyed_not_moved", False, None), ("resident", True, DAY + timedelta(1)))
    ):  # fmt: skip
        flat = put(world, Dwelling, building=building, unit_no="1", room_no=str(number), area_m2=80)
        home = household(world.here, world.committee, number)
        put(world, OccupancySpell, household=home, dwelling=flat, state=state, valid_from=BEFORE)
        put(world, UtilityCoverage, dwelling=flat, service="broadcast", available=line, since=since)
    assert counts(world, "dwellings_with_broadcast_line") == (1, 3)


@pytest.mark.parametrize(
    ("born", "state", "expected"),
    [
        (date(2012, 8, 31), "placed", (1, 1)), (date(2012, 9, 1), None, (0, 0)), (date(2012, 8, 31), None, (0, 1)),
        (date(2003, 9, 1), "home", (1, 1)), (date(2003, 8, 31), None, (0, 0)), (date(2010, 1, 1), "waiting", (0, 1)),
        (date(2010, 1, 1), "deferred", (0, 0)),
    ],
)  # fmt: skip
def test_school_age_is_counted_on_the_last_of_august(world, born, state, expected):
    from hehuo.residents.models import Membership

    child = person(world.here, world.committee)
    type(child).objects.filter(pk=child.pk).update(birth_date=born)
    put(world, Membership, person=child, household=child.household, valid_from=BEFORE)
    if state:
        put(
            world,
            SchoolPlacement,
            person=child,
            state=state,
            school_name="荷城小学",
            basis="批复1号",
            valid_from=BEFORE,
        )
    assert counts(world, "school_age_children_placed") == expected


@pytest.mark.parametrize(
    ("kind", "minutes", "expected"), [("clinic", 15, (1, 1)), ("clinic", 16, (0, 1)), ("pharmacy", 1, (0, 0))]
)
def test_a_clinic_is_within_fifteen_minutes(world, kind, minutes, expected):
    put(world, PublicServiceAccess, kind=kind, name="卫生室", distance_m=1, minutes=minutes, opened_on=BEFORE)
    assert counts(world, "clinics_within_reach") == expected


def shop(world, kind, **values):
    base = {"name": kind, "uscc": USCC, "place": "1栋", "walk_minutes": 3, "opened_on": BEFORE}
    return put(world, BusinessEntity, kind=kind, **{**base, **values})


def test_food_is_bought_within_ten_minutes_and_shops_must_be_open(world):
    shop(world, "food", walk_minutes=11)
    assert counts(world, "food_shops_within_reach") == (0, 1)
    shop(world, "supermarket", walk_minutes=10, sells_food=True)
    shop(world, "express", closed_on=DAY)
    shop(world, "pharmacy")
    assert counts(world, "food_shops_within_reach") == (1, 2)
    assert counts(world, "convenience_shops_open") == (1, 1)
    assert counts(world, "ecommerce_stations_open") == (0, 1)


def test_platforms_are_looked_at_and_websites_have_something_new(world):
    made = {
        k: put(world, InfoPlatform, kind=k, name=k, address="x", operator="y", valid_from=BEFORE)
        for k in ("platform", "site")
    }
    put(world, PlatformCheck, platform=made["platform"], checked_on=DAY, reachable=False)
    put(
        world,
        PlatformCheck,
        platform=made["site"],
        checked_on=DAY,
        reachable=True,
        newest_on=DAY - timedelta(15),
    )
    assert (counts(world, "platforms_online"), counts(world, "websites_fresh")) == ((0, 1), (0, 1))
    put(world, PlatformCheck, platform=made["platform"], checked_on=date(2018, 9, 1), reachable=True)
    note = put(
        world,
        InfoPublication,
        topic="jobs",
        title="招工",
        text="略",
        on_site=True,
        published_on=DAY - timedelta(14),
    )
    assert (counts(world, "platforms_online"), counts(world, "websites_fresh")) == ((1, 1), (1, 1))
    note.on_site = False
    save_record(note, by=world.committee)
    assert counts(world, "websites_fresh") == (0, 1)


def test_three_exchanges_or_four_columns_are_real(world):
    for number in range(3):
        row = put(
            world,
            PlatformExchange,
            counterpart=str(number),
            direction="in",
            content="x",
            legal_basis="y",
            valid_from=BEFORE,
        )
        put(world, ExchangeRun, exchange=row, ran_on=DAY - timedelta(29 + number), succeeded=True)
    assert counts(world, "platform_exchange_real") == (0, 1)
    for number, topic in enumerate(("benefits", "jobs", "market", "public")):
        expires = DAY + timedelta(1)
        put(
            world,
            InfoPublication,
            topic=topic,
            title=str(number),
            text="略",
            published_on=BEFORE,
            expires_on=expires,
        )
        assert counts(world, "platform_exchange_real") == (int(number == 3), 1)


def test_a_bus_runs_near_and_keeps_nine_tenths_of_its_trips(world):
    times = {"first_run": time(7), "last_run": time(19), "ends": "x", "operator": "y"}
    line = put(world, BusLine, route="8路", kind="city", valid_from=BEFORE, **times)
    stop = put(world, BusStop, code="S", name="站", distance_m=500)
    put(world, BusDay, line=line, ran_on=DAY, planned=20, kept=18)
    assert counts(world, "bus_services_running") == (0, 1)
    put(world, LineStop, line=line, stop=stop, stop_no=1)
    assert counts(world, "bus_services_running") == (1, 1)
    put(world, BusDay, line=line, ran_on=DAY - timedelta(1), planned=10, kept=8)
    assert counts(world, "bus_services_running") == (0, 1)


def test_a_road_that_is_cut_off_joins_nothing(world):
    road = put(world, RoadLink, name="连接线", kind="street", joins="大道", valid_from=BEFORE)
    assert counts(world, "roads_joined") == (1, 1)
    road.valid_to = DAY
    save_record(road, by=world.committee)
    assert counts(world, "roads_joined") == (0, 1)


def activity(world, day, relocated=9, local=3, verified=True):
    made = put(world, VolunteerActivity, title=str(day), organiser="women", kind="义诊", place="广场", held_on=day, state="held",
               relocated_count=relocated, local_count=local)  # fmt: skip
    return verify_record(made, by=world.secretary, method="phone_callback") if verified else made


def test_a_quarter_needs_one_verified_activity_and_mixed_ones_have_both_sides(world):
    activity(world, date(2018, 3, 31))
    activity(world, date(2018, 4, 1), local=0)
    late = activity(world, date(2018, 9, 30), verified=False)
    assert counts(world, "volunteer_quarters") == (2, 3)
    assert counts(world, "volunteer_activities_mixed") == (1, 2)
    assert counts(world, "volunteer_quarters_confirmed") == (0, 3)
    for confirmed, met in ((2, 0), (1, 1)):
        put(world, ActivityConfirmation, activity=late, asked_on=DAY, asked=3, confirmed=confirmed)
        assert counts(world, "volunteer_quarters_confirmed") == (met, 3)
