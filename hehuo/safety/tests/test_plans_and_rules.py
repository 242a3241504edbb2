"""The month plan of patrols and the rule cards: made once, explained, quiet, about things only."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import given
from hypothesis import strategies as st

from hehuo.kit.testing.world import build_world
from hehuo.org.models import Building
from hehuo.records.writing import save_record
from hehuo.safety.devices.services import save_uptime
from hehuo.safety.models import (
    DeviceUptime,
    EarlyWarning,
    IncidentEvent,
    PatrolRecord,
    PatrolRoute,
    PatrolTeam,
    PhysicalAsset,
    SafetyHazard,
    TechnicalDevice,
    WarningRule,
)
from hehuo.safety.patrols.services import plan_month, planned_days
from hehuo.safety.warnings.services import raise_warnings

DAY = date(2018, 11, 7)


@pytest.fixture
def world(db):
    return build_world()


def put(world, model, **values):
    return save_record(model(settlement=world.here, occurred_on=DAY, **values), by=world.committee)


@given(times=st.integers(1, 7), year=st.integers(2018, 2030), month=st.integers(1, 12))
def test_a_month_has_the_right_number_of_patrols_in_every_full_week(times, year, month):
    route = PatrolRoute(times_a_week=times, valid_from=date(2000, 1, 1), slot="night", points=1)
    days = planned_days(route, year, month)
    assert days == sorted(set(days))
    monday = next(date(year, month, n) for n in range(1, 8) if date(year, month, n).weekday() == 0)
    while (monday + timedelta(6)).month == month and (monday + timedelta(6)).year == year:
        assert sum(monday <= d < monday + timedelta(7) for d in days) == times
        monday += timedelta(7)


def test_planning_twice_adds_nothing_and_asks_for_routes_first(world):
    with pytest.raises(ValidationError, match="先登记路线"):
        plan_month(world.here, 2018, 11, by=world.committee)
    team = put(world, PatrolTeam, name="队", kind="staff", members=3, leader="张", set_up_on=DAY)
    put(
        world,
        PatrolRoute,
        team=team,
        name="东线",
        slot="night",
        points=4,
        times_a_week=2,
        valid_from=date(2018, 11, 8),
    )
    made = plan_month(world.here, 2018, 11, by=world.committee)
    assert [row.planned_on.day for row in made] == [8, 12, 15, 19, 22, 26, 29]
    assert plan_month(world.here, 2018, 11, by=world.committee) == []
    assert PatrolRecord.objects.count() == 7
    with pytest.raises(PermissionDenied):
        plan_month(world.here, 2018, 12, by=world.stranger)


def rule(world, watches, **values):
    base = {
        "name": watches,
        "watches": watches,
        "level": "yellow",
        "basis": "规则",
        "valid_from": date(2018, 1, 1),
    }
    return put(world, WarningRule, **{**base, **values})


def test_a_device_that_is_offline_for_days_is_warned_about_once(world):
    device = put(
        world,
        TechnicalDevice,
        kind="smoke",
        device_code="YG",
        place="2栋楼道",
        owner="物业",
        installed_on=date(2018, 1, 1),
    )
    rule(world, "offline", threshold=3, window_days=7)
    for days in (1, 2):
        day = DAY - timedelta(days)
        save_uptime(
            DeviceUptime(
                settlement=world.here,
                device=device,
                starts_on=day,
                ends_on=day,
                minutes_due=1440,
                minutes_online=0,
            ),
            by=world.committee,
        )
    assert raise_warnings(world.here, on=DAY, by=world.committee) == []
    save_uptime(
        DeviceUptime(
            settlement=world.here,
            device=device,
            starts_on=DAY,
            ends_on=DAY,
            minutes_due=1440,
            minutes_online=0,
        ),
        by=world.committee,
    )
    (raised,) = raise_warnings(world.here, on=DAY, by=world.committee)
    assert (raised.device, raised.why, raised.source) == (device, "7 天内离线 3 天，达到 3 天。", "system")
    assert (raised.ack_due_on, raised.close_due_on) == (date(2018, 11, 8), date(2018, 11, 14))
    assert raise_warnings(world.here, on=DAY + timedelta(1), by=world.committee) == []


def test_the_same_event_in_one_building_raises_and_other_kinds_do_not(world):
    building = Building.objects.filter(settlement=world.here).first()
    rule(world, "repeated", threshold=3, window_days=7, quiet_days=5)
    kinds = ("leak", "leak", "power", "leak")
    for number, kind in enumerate(kinds):
        put(
            world,
            IncidentEvent,
            kind=kind,
            building=building,
            place="楼道",
            happened_on=DAY - timedelta(number),
            result="handled",
        )
    put(
        world,
        IncidentEvent,
        kind="police",
        building=building,
        place="全安置点",
        happened_on=DAY,
        result="handled",
        count=9,
    )
    (raised,) = raise_warnings(world.here, on=DAY, by=world.committee)
    assert raised.why == "7 天内漏水 3 次，达到 3 次。"
    EarlyWarning.objects.update(state="resolved")
    assert raise_warnings(world.here, on=DAY + timedelta(1), by=world.committee) == []


def test_overdue_checks_and_hazards_are_warned_about(world):
    rule(world, "unchecked", threshold=1)
    rule(world, "overdue", threshold=2, level="orange")
    put(
        world,
        PhysicalAsset,
        kind="hydrant",
        name="X1",
        place="东门",
        owner="物业",
        next_check_on=DAY - timedelta(1),
    )
    put(world, PhysicalAsset, kind="hydrant", name="X2", place="西门", owner="物业", next_check_on=DAY)
    base = {
        "category": "gas",
        "level": "larger",
        "situation": "漏气",
        "found_by": "resident",
        "found_on": date(2018, 10, 1),
    }
    put(world, SafetyHazard, **base, place="厨房", due_on=DAY - timedelta(2))
    put(world, SafetyHazard, **base, place="锅炉房", due_on=DAY - timedelta(1))
    raised = raise_warnings(world.here, on=DAY, by=world.committee)
    assert sorted((w.place, w.level) for w in raised) == [("东门", "yellow"), ("厨房", "orange")]
    assert next(w.why for w in raised if w.place == "东门") == "应于 2018-11-06 检查，已超期 1 天。"


def test_a_rule_that_is_not_in_force_is_silent(world):
    rule(world, "unchecked", valid_from=DAY + timedelta(1))
    rule(world, "unchecked", valid_to=DAY)
    put(
        world,
        PhysicalAsset,
        kind="hydrant",
        name="X1",
        place="东门",
        owner="物业",
        next_check_on=date(2018, 1, 1),
    )
    assert raise_warnings(world.here, on=DAY, by=world.committee) == []


def test_spans_of_one_device_do_not_overlap_and_fit_their_minutes(world):
    device = put(
        world,
        TechnicalDevice,
        kind="smoke",
        device_code="YG",
        place="楼道",
        owner="物业",
        installed_on=date(2018, 1, 1),
    )
    span = {"settlement": world.here, "device": device, "minutes_online": 0}
    save_uptime(
        DeviceUptime(**span, starts_on=DAY, ends_on=DAY + timedelta(6), minutes_due=10080), by=world.committee
    )
    with pytest.raises(ValidationError, match="重叠"):
        save_uptime(
            DeviceUptime(**span, starts_on=DAY + timedelta(6), ends_on=DAY + timedelta(6), minutes_due=10),
            by=world.committee,
        )
    with pytest.raises(ValidationError, match="最多 1,440 分钟"):
        save_uptime(
            DeviceUptime(**span, starts_on=date(2018, 1, 1), ends_on=date(2018, 1, 1), minutes_due=1441),
            by=world.committee,
        )


def test_nothing_of_safety_is_keyed_to_a_person():
    from django.apps import apps

    for model in apps.get_app_config("safety").get_models():
        related = {
            f.related_model._meta.label for f in model._meta.fields if f.is_relation and f.related_model
        }
        assert not related & {"residents.Person", "residents.Household"}, model


def test_the_buttons_make_the_month_plan_and_raise_warnings(world, client):
    team = save_record(
        PatrolTeam(settlement=world.here, name="队", kind="volunteer", members=8, leader="李队", set_up_on=date(2018, 1, 1)),
        by=world.committee,
    )  # fmt: skip
    route = PatrolRoute(
        settlement=world.here, team=team, name="东线", slot="night", points=3, times_a_week=1, valid_from=date(2018, 1, 1)
    )  # fmt: skip
    save_record(route, by=world.committee)
    client.force_login(world.committee)
    form = {"settlement": world.here.pk, "month": "2018-11"}
    page = client.post("/ledgers/patrols/plan/", form, follow=True).content.decode()
    assert "2018 年 11 月新增 4 次巡逻计划" in page and "生成当月计划" in page
    assert "没有新增" in client.post("/ledgers/patrols/plan/", form, follow=True).content.decode()
    assert (
        "月份请写成"
        in client.post("/ledgers/patrols/plan/", {**form, "month": "十一月"}, follow=True).content.decode()
    )
    found = client.post(
        "/ledgers/warnings/look/", {"settlement": world.here.pk}, follow=True
    ).content.decode()
    assert "按规则没有新的预警" in found and "按规则查一遍" in found
    client.force_login(world.stranger)
    client.post("/ledgers/patrols/plan/", {**form, "month": "2018-12"})
    assert not PatrolRecord.objects.filter(planned_on__month=12).exists()
