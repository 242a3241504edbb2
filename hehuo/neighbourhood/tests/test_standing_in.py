"""Swaps and substitutes by the rules of the plan, days of publication, the own shifts on the first page."""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hehuo.kit.testing.world import build_world
from hehuo.neighbourhood.duty import planning, services
from hehuo.neighbourhood.duty.queries import accounts_of
from hehuo.neighbourhood.duty.standing_in import concerns_about, overlapping, weekends_in_a_row
from hehuo.neighbourhood.models import DutyPerson, DutyRest, DutyRoster, DutyShift
from hehuo.neighbourhood.tests.records import put
from hehuo.org.workdays import WorkCalendar

WORKS = WorkCalendar({}).is_workday
SATURDAY = date(2018, 10, 20)


@pytest.fixture
def world(db):
    made = build_world()
    made.people = [put(DutyPerson, made.here, made.committee, name=f"人员{n}") for n in range(3)]
    return made


def shift(world, person, day=SATURDAY, slot="weekend", **values):
    return put(
        DutyShift, world.here, world.committee, planned=world.people[person], duty_on=day, slot=slot, **values
    )


def test_a_third_weekend_in_a_row_is_refused_for_a_swap_and_confirmed_for_a_stand_in(world):
    for weeks in (1, 2):
        shift(world, 1, SATURDAY - timedelta(7 * weeks))
    mine, tired = shift(world, 0), world.people[1]
    with pytest.raises(ValidationError, match="连续 3 周在休息日值班"):
        services.ask_swap(mine, by=world.committee, on=SATURDAY, person=tired, sure=True)
    with pytest.raises(ValidationError, match="请勾选确认"):
        services.substitute(mine, by=world.committee, on=SATURDAY, person=tired)
    mine.refresh_from_db()
    services.substitute(mine, by=world.committee, on=SATURDAY, person=tired, sure=True)
    assert "连续 3 周" in mine.history.first().history_change_reason


def test_two_shifts_on_one_day_need_a_confirmation_and_name_who_is_free(world):
    mine = shift(world, 0, slot="night_phone")
    shift(world, 1)
    found = concerns_about(mine, world.people[1])
    assert found.refusals == ()
    assert found.cautions == ("人员1 在 10-20 已排“双休”，会一天值两个班。当天没有班的还有人员2。",)
    with pytest.raises(ValidationError):
        services.ask_swap(mine, by=world.committee, on=SATURDAY, person=world.people[1])
    services.ask_swap(mine, by=world.committee, on=SATURDAY, person=world.people[1], sure=True)
    assert mine.swap_with == world.people[1]


def test_leave_a_gone_colleague_and_the_same_hours_are_refused(world):
    mine = shift(world, 0)
    put(
        DutyRest,
        world.here,
        world.committee,
        person=world.people[1],
        kind="leave",
        rested_on=SATURDAY,
        hours=Decimal(8),
    )
    gone = put(DutyPerson, world.here, world.committee, name="人员9", valid_to=date(2018, 10, 1))
    shift(world, 2, slot="holiday")
    for person, words in (
        (world.people[1], "补休或请假"),
        (gone, "不在值班人员名单"),
        (world.people[2], "时间重叠"),
    ):
        with pytest.raises(ValidationError, match=words):
            services.substitute(mine, by=world.committee, on=SATURDAY, person=person, sure=True)
    assert mine.state == "due"


def test_agreeing_asks_the_rules_again(world):
    mine = shift(world, 0)
    services.ask_swap(mine, by=world.committee, on=SATURDAY, person=world.people[1])
    put(DutyRest, world.here, world.committee, person=world.people[1], rested_on=SATURDAY, hours=Decimal(8))
    with pytest.raises(ValidationError, match="补休或请假"):
        services.agree_swap(mine, by=world.secretary)


def test_many_hours_in_one_week_are_a_caution(world):
    monday = SATURDAY - timedelta(5)
    for n in range(5):
        shift(world, 1, monday + timedelta(n), "normal")
    assert concerns_about(shift(world, 0), world.people[1]).cautions == (
        "人员1 这一周值班会有 48 小时，超过 40 小时。",
    )


@pytest.mark.parametrize(
    ("slot", "others", "clash"),
    [("early", ["normal"], "normal"), ("normal", ["noon"], "noon"), ("early", ["noon"], ""), ("weekend", ["holiday"], "holiday"),
     ("night_phone", ["early", "weekend"], "")],
)  # fmt: skip
def test_which_slots_are_at_the_same_hours(slot, others, clash):
    assert overlapping(slot, others) == clash


def test_weeks_in_a_row_count_both_ways():
    week = timedelta(7)
    assert weekends_in_a_row([SATURDAY - week, SATURDAY + week], SATURDAY) == 3
    assert weekends_in_a_row([SATURDAY - 2 * week], SATURDAY) == 1


def test_nobody_is_planned_on_leave():
    month = date(2018, 10, 1)
    away = {(1, day) for day in planning.days_of(month)[:14]}
    shifts = planning.plan_month(month, range(4), WORKS, away=away)
    assert not [s for s in shifts if (s.person, s.day) in away]
    assert planning.problems_of(month, shifts, WORKS, away=away) == []
    told = planning.problems_of(month, shifts, WORKS, away={(shifts[0].person, shifts[0].day)})
    assert any("补休或请假" in text for text in told)


def test_late_publication_is_marked_and_counted(world):
    assert planning.publish_by(date(2018, 10, 1)) == date(2018, 9, 24)
    assert planning.notice_words(date(2018, 10, 1), date(2018, 9, 24), SATURDAY) == "提前 7 天公布"
    assert planning.notice_words(date(2018, 10, 1), date(2018, 9, 25), SATURDAY) == "晚 1 天公布"
    assert planning.notice_words(date(2018, 10, 1), None, date(2018, 9, 20)) == "请在 09-24 前公布"
    today = timezone.localdate()
    for month in (today.replace(day=1), (today.replace(day=1) + timedelta(70)).replace(day=1)):
        made = services.save_roster(DutyRoster(settlement=world.here, month=month), by=world.committee)
        services.plan_roster(made, by=world.committee)
        services.check_roster(made, by=world.committee)
        services.publish_roster(made, by=world.committee)
    assert list(DutyRoster.objects.order_by("month").values_list("late", flat=True)) == [True, False]
    client = Client()
    client.force_login(world.secretary)
    assert "已公布 2 张，其中晚于期限公布 1 张" in client.get(reverse("duty-rosters-list")).content.decode()
    draft = services.save_roster(
        DutyRoster(settlement=world.here, month=date(2030, 1, 1)), by=world.committee
    )
    page = client.get(reverse("duty-rosters-detail", kwargs={"pk": draft.pk})).content.decode()
    assert "请在 2029-12-25 前公布" in page


def test_own_shifts_are_taken_whatever_the_role(world, django_assert_max_num_queries):
    grid = world.grid_worker
    assert grid in accounts_of(world.here)
    services.bind_account(world.people[0], by=world.committee, on=timezone.localdate(), account=grid)
    with pytest.raises(ValidationError, match="没有岗位"):
        services.bind_account(world.people[1], by=world.committee, on=SATURDAY, account=world.stranger)
    today = timezone.localdate()
    mine = shift(world, 0, today, "evening")
    others = shift(world, 1, today, "early")
    client = Client()
    client.force_login(grid)
    assert "我的班次" in client.get(reverse("home")).content.decode()
    address = reverse("my-shift-step", kwargs={"pk": mine.pk, "event": "check_in"})
    assert client.post(address, {"on": today, "at": "16:30"}).status_code == 302
    mine.refresh_from_db()
    assert (mine.state, mine.actual, mine.checked_in_at) == ("checked_in", world.people[0], time(16, 30))
    for pk, event in ((others.pk, "check_in"), (mine.pk, "absent")):
        assert client.get(reverse("my-shift-step", kwargs={"pk": pk, "event": event})).status_code == 404
    for n in range(1, 6):
        shift(world, 0, today + timedelta(n), "night_phone")
    with django_assert_max_num_queries(14):
        page = client.get(reverse("my-shifts")).content.decode()
    assert page.count("申请调班") == 5
    later = DutyShift.objects.filter(planned=world.people[0], duty_on__gt=today).first()
    address = reverse("my-shift-step", kwargs={"pk": later.pk, "event": "ask_swap"})
    assert client.post(address, {"on": today, "person": world.people[2].pk}).status_code == 302
    later.refresh_from_db()
    assert later.state == "swap_asked"


def test_a_caution_is_shown_with_a_box_to_tick(world):
    mine = shift(world, 0, slot="night_phone")
    shift(world, 1)
    client = Client()
    client.force_login(world.committee)
    address = reverse("duty-shifts-ask", kwargs={"pk": mine.pk, "event": "ask_swap"})
    told = {"on": "2018-10-20", "person": world.people[1].pk}
    assert "仍这样安排" not in client.get(address).content.decode()
    page = client.post(address, told).content.decode()
    assert "会一天值两个班" in page and 'type="checkbox" name="sure"' in page
    assert client.post(address, {**told, "sure": "on"}).status_code == 302
    mine.refresh_from_db()
    assert mine.state == "swap_asked"
