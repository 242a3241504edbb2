"""Signals about rolls, headcounts, minutes, ratings and requests: what is asked, what is not, and that no name is told."""

from datetime import date, time, timedelta

import pytest
from django.utils import timezone

from hehuo.culture.holding import save_gathering
from hehuo.culture.models import Attendance, CulturalActivity, Venue
from hehuo.kit.testing.world import build_world
from hehuo.livelihood.models import EmploymentSpell
from hehuo.livelihood.tests.cast import make_household, make_person
from hehuo.neighbourhood.models import ResidentRequest, ResidentsMeeting
from hehuo.programme.models import Signal
from hehuo.programme.questions.asking import hits_of
from hehuo.programme.questions.texts import alike, pieces_of
from hehuo.records.writing import save_record

TODAY = date(2018, 11, 20)


@pytest.fixture
def world(db):
    return build_world()


def hits(world, signal, on=TODAY):
    return [hit for code, hit in hits_of([world.here, world.there], on) if code == signal]


def put(world, record, **how):
    return save_record(record, by=world.committee, validate=False, **how)


def room(world, capacity=50):
    return put(
        world,
        Venue(
            settlement=world.here, name="活动室", kind="hall", area_m2=80, capacity=capacity, opens_at=time(9), closes_at=time(18),
            manager="王", opened_on=date(2018, 1, 1),
        ),
    )  # fmt: skip


def event(world, people=30, day=TODAY, start=9, venue=None, **kw):
    values = {
        "title": "广场舞", "held_on": day, "occurred_on": day, "starts_at": time(start), "ends_at": time(start + 2), "venue": venue,
        "place": "" if venue else "广场", "headcount_declared": people, "kind": "fitness", "organiser": "community",
    } | kw  # fmt: skip
    return put(world, CulturalActivity(settlement=world.here, **values))


def signed(world, person, activity):
    return put(
        world,
        Attendance(settlement=world.here, person=person, activity=activity, signed_at=time(9), mode="staff"),
    )


@pytest.fixture
def person(world):
    return make_person(make_household(world.here, world.committee), world.committee)


def test_a_roll_with_somebody_who_had_died_is_asked_about_without_a_name(world, person):
    activity = event(world)
    signed(world, person, activity)
    assert hits(world, Signal.ROLL) == []
    type(person).objects.filter(pk=person.pk).update(deceased_on=TODAY - timedelta(1))
    (hit,) = hits(world, Signal.ROLL)
    assert hit.about == activity and "1 人登记已去世" in hit.question and person.name not in hit.question


@pytest.mark.parametrize(
    ("place", "until", "found"), [("out_province", None, 1), ("county", None, 0), ("out_province", TODAY, 0)]
)
def test_a_roll_with_somebody_who_worked_far_away(world, person, place, until, found):
    spell = EmploymentSpell(
        settlement=world.here, person=person, kind="employed", place=place, valid_from=date(2018, 1, 1), valid_to=until,
        proof_kind="phone", confirmed_on=date(2018, 1, 5),
    )  # fmt: skip
    put(world, spell)
    signed(world, person, event(world))
    assert len(hits(world, Signal.ROLL)) == found


@pytest.mark.parametrize(("start", "found"), [(10, 2), (11, 0)])
def test_a_roll_with_somebody_at_two_events_at_once(world, person, start, found):
    signed(world, person, event(world, 30))
    signed(world, person, event(world, 31, start=start))
    assert len(hits(world, Signal.ROLL)) == found


@pytest.mark.parametrize(("people", "found"), [(50, 0), (51, 1)])
def test_more_people_than_the_room_holds(world, people, found):
    event(world, people, venue=room(world))
    assert len(hits(world, Signal.HEADCOUNT)) == found


@pytest.mark.parametrize(("start", "found"), [(10, 1), (11, 0)])
def test_two_events_at_one_hour_in_one_room_come_through_the_form(world, start, found):
    hall = room(world)
    for people, hour in ((30, 9), (28, start)):
        row = CulturalActivity(
            settlement=world.here, title="广场舞", held_on=TODAY, starts_at=time(hour), ends_at=time(hour + 2), venue=hall,
            headcount_declared=people, kind="fitness", organiser="community",
        )  # fmt: skip
        save_gathering(row, by=world.committee)
    found_hits = hits(world, Signal.HEADCOUNT)
    assert len(found_hits) == found and all("合计 58 人" in hit.question for hit in found_hits)


@pytest.mark.parametrize(
    ("born", "day", "start", "found"),
    [(2008, TODAY, 9, 1), (2008, TODAY, 16, 0), (2008, date(2018, 8, 27), 9, 0), (2008, date(2018, 11, 18), 9, 0), (2003, TODAY, 9, 0), (2013, TODAY, 9, 0)],
)  # fmt: skip
def test_a_roll_with_a_child_in_school_hours(world, person, born, day, start, found):
    type(person).objects.filter(pk=person.pk).update(birth_date=date(born, 1, 5))
    signed(world, person, event(world, day=day, start=start))
    found_hits = hits(world, Signal.ROLL)
    assert len(found_hits) == found and all(person.name not in hit.question for hit in found_hits)


@pytest.mark.parametrize(("number", "people", "found"), [(5, 30, 1), (4, 30, 0), (5, 9, 0)])
def test_the_same_headcount_again_and_again(world, number, people, found):
    for n in range(number):
        event(world, people, TODAY - timedelta(n))
    assert len(hits(world, Signal.HEADCOUNT)) == found


WORDS = "会议由社区书记主持，通报了近期电梯维修、垃圾分类和安全用电三项工作，大家讨论了停车位划线办法，议定由居委会征求各栋意见后公布，并请楼栋长协助登记车辆和收集住户的其他意见建议。"


def meeting(world, minutes, settlement=None, day=TODAY):
    values = {"kind": "assembly", "notice_on": day - timedelta(9), "held_on": day, "place": "广场", "eligible_count": 100, "present_count": 60, "women_present": 20, "agenda": "议事"}  # fmt: skip
    return put(
        world,
        ResidentsMeeting(settlement=settlement or world.here, minutes=minutes, occurred_on=day, **values),
    )


def test_minutes_in_the_same_words_are_asked_about_across_settlements(world):
    first = meeting(world, WORDS, world.there, TODAY - timedelta(40))
    second = meeting(world, WORDS.replace("三项", "几项"))
    (hit,) = hits(world, Signal.SAME_TEXT)
    assert hit.about == second and first.settlement.name in hit.question


def test_minutes_of_their_own_are_no_question(world):
    meeting(world, WORDS, world.there)
    meeting(
        world,
        "电梯维修资金由谁出，大家意见不一，会上没有定下来。李主任答应先请维修公司估价，下次会议再议，散会前又说了消防通道不要堆放杂物、老人活动室开门时间延长半小时的事。"
        * 2,
    )
    assert hits(world, Signal.SAME_TEXT) == []


def test_short_minutes_are_not_compared():
    assert pieces_of("同意。") == frozenset() and not alike(pieces_of("同意。"), pieces_of("同意。"))


def request_of(world, **kw):
    values = {
        "channel": "phone",
        "category": "noise",
        "content": "夜里太吵",
        "reported_on": TODAY,
        "occurred_on": TODAY,
    } | kw
    return put(
        world,
        ResidentRequest(settlement=world.here, request_no=f"SJ-{ResidentRequest.objects.count()}", **values),
    )


@pytest.mark.parametrize(
    ("values", "found"),
    [({"reworks": 2}, 1), ({"reworks": 1}, 0),
     ({"handled_on": TODAY + timedelta(2), "state": "rated", "told_by": ""}, 1),
     ({"handled_on": TODAY + timedelta(2), "state": "rated", "told_by": "call"}, 0)],
)  # fmt: skip
def test_requests_reopened_or_closed_without_contact(world, values, found):
    request_of(world, **values)
    assert len(hits(world, Signal.CLOSED_QUICKLY)) == found


@pytest.mark.parametrize(("minutes", "spot", "found"), [(9, False, 1), (11, False, 0), (9, True, 0)])
def test_requests_closed_within_ten_minutes(world, minutes, spot, found):
    entered = timezone.now() - timedelta(hours=1)
    request = request_of(world, on_the_spot=spot)
    type(request).objects.filter(pk=request.pk).update(recorded_at=entered)
    request = type(request).objects.get(pk=request.pk)
    request.handled_on, request.state, request.told_by = TODAY, "fed_back", "call"
    put(world, request, at=entered + timedelta(minutes=minutes))
    assert len(hits(world, Signal.CLOSED_QUICKLY)) == found
    type(request).objects.filter(pk=request.pk).update(source="import")
    assert hits(world, Signal.CLOSED_QUICKLY) == [], "a workbook brings the whole course in one second"
