"""Requests: the whole cycle, its clock, its numbers, and who may say that something is solved."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from hehuo.kit.testing.world import build_world
from hehuo.neighbourhood.models import RequestPause, ResidentRequest
from hehuo.neighbourhood.requests import deadlines, services
from hehuo.neighbourhood.requests.models import LIMITS, lamp_of
from hehuo.notices.models import Notice, NoticeKind
from hehuo.org.workdays import WorkCalendar

DAY = date(2018, 11, 5)
CALENDAR = WorkCalendar({})


@pytest.fixture
def world(db):
    return build_world()


def report(world, **values):
    made = ResidentRequest(
        settlement=world.here, channel="phone", category="property", content="路灯不亮", reported_on=DAY, **values
    )  # fmt: skip
    return services.save_request(made, by=world.committee)


def dispatched(world, level="simple"):
    request = report(world)
    services.accept_request(request, by=world.committee, on=DAY, level=level)
    return services.dispatch_request(request, by=world.committee, on=DAY, unit="community")


def fed_back(world):
    request = dispatched(world)
    services.handle_request(request, by=world.committee, on=DAY + timedelta(1), result="已换灯泡")
    return services.feed_back_request(request, by=world.committee, on=DAY + timedelta(1), told_by="call")


def test_numbers_are_by_division_and_day_and_never_given_twice(world):
    assert report(world).request_no == "SJ-520203-20181105-0001"
    assert report(world).request_no == "SJ-520203-20181105-0002"
    world.there.division_code = "520204"
    other = ResidentRequest(
        settlement=world.there, channel="grid", category="jobs", content="找工作", reported_on=DAY
    )
    assert services.save_request(other, by=world.stranger).request_no == "SJ-520204-20181105-0001"  # fmt: skip


def test_dispatch_asks_the_unit_and_counts_working_days(world):
    request = dispatched(world)
    assert request.due_on == date(2018, 11, 8)
    task = Notice.objects.get(key=f"request-{request.pk}")
    assert (task.to_role, task.due_on, task.is_open) == ("committee", request.due_on, True)
    services.handle_request(request, by=world.committee, on=DAY + timedelta(1), result="已换灯泡")
    task.refresh_from_db()
    assert task.done_on


def test_only_the_resident_solves_and_the_handler_does_not_speak_for_the_resident(world):
    request = fed_back(world)
    assert request.solved == ""
    with pytest.raises(PermissionDenied, match="另一位同事"):
        services.rate_request(request, by=world.committee, on=DAY + timedelta(2), solved="yes", rating=5)
    services.rate_request(request, by=world.secretary, on=DAY + timedelta(2), solved="yes", rating=5)
    assert (request.state, request.solved, request.closed_on) == ("rated", "yes", DAY + timedelta(2))


def test_unsolved_goes_back_to_work_once_and_then_up(world):
    request = fed_back(world)
    services.rate_request(request, by=world.secretary, on=DAY + timedelta(2), solved="no", rating=1)
    assert (request.state, request.reworks, request.handled_on) == ("processing", 1, None)
    assert request.due_on == CALENDAR.add_working_days(DAY + timedelta(2), 3).day
    services.handle_request(request, by=world.committee, on=DAY + timedelta(3), result="再修")
    services.feed_back_request(request, by=world.committee, on=DAY + timedelta(3), told_by="visit")
    services.rate_request(request, by=world.secretary, on=DAY + timedelta(4), solved="partly")
    assert request.state == "escalated"
    assert Notice.objects.open().get(key=f"request-{request.pk}").to_role == "township"
    services.dispatch_request(request, by=world.committee, on=DAY + timedelta(5), unit="township")
    assert request.state == "dispatched"


def test_a_pause_is_agreed_recorded_and_gives_the_days_left_back(world):
    request = dispatched(world, level="general")
    services.begin_request(request, by=world.committee)
    with pytest.raises(PermissionDenied):
        services.suspend_request(request, by=world.committee, on=DAY, why="funds", until=DAY + timedelta(30))
    request.refresh_from_db()
    with pytest.raises(ValidationError, match="最多 90 天"):
        services.suspend_request(request, by=world.secretary, on=DAY, why="funds", until=DAY + timedelta(91))
    request.refresh_from_db()
    services.suspend_request(
        request, by=world.secretary, on=DAY + timedelta(1), why="funds", until=DAY + timedelta(60)
    )
    assert "已挂起" in lamp_of(request, DAY + timedelta(40))
    services.resume_request(request, by=world.committee, on=DAY + timedelta(29))
    pause = RequestPause.objects.get()
    assert (pause.days_left, pause.resumed_on) == (6, DAY + timedelta(29))
    assert request.due_on == CALENDAR.add_working_days(DAY + timedelta(29), 6).day


def test_a_unit_sends_back_at_most_twice_and_transfer_keeps_the_deadline(world):
    request = dispatched(world)
    due = request.due_on
    services.transfer_request(request, by=world.committee, on=DAY + timedelta(1), unit="grid")
    assert (request.unit, request.due_on) == ("grid", due)
    for number in (1, 2):
        services.send_back_request(request, by=world.committee, reason="不属于网格职责")
        assert request.returns == number
        services.dispatch_request(request, by=world.committee, on=DAY + timedelta(1), unit="community")
    with pytest.raises(ValidationError, match="不能再退"):
        services.send_back_request(request, by=world.committee, reason="不属于职责")


def test_merge_settle_and_transfers(world):
    first, second, third, fourth = (report(world) for _ in range(4))
    services.merge_request(second, by=world.committee, on=DAY, into=first)
    assert (second.state, second.merged_into) == ("merged", first)
    with pytest.raises(ValidationError, match="另一件"):
        services.merge_request(first, by=world.committee, on=DAY, into=first)
    services.settle_request(third, by=world.committee, on=DAY, result="当场拧紧")
    assert (third.state, third.on_the_spot, third.solved) == ("fed_back", True, "")
    services.pass_to_police(fourth, by=world.committee, on=DAY, receiver="派出所值班民警", reason="打架")
    assert (fourth.state, fourth.due_on, fourth.result) == (
        "transferred_police",
        None,
        "已交派出所值班民警：打架",
    )


def test_mediators_are_asked_without_a_word_of_the_dispute(world):
    request = report(world)
    services.pass_to_mediation(request, by=world.committee, on=DAY, reason="两家为楼道堆物争吵")
    assert (request.state, request.closed_on) == ("transferred_mediation", DAY)
    task = Notice.objects.get(key=f"mediate-{request.pk}")
    assert (task.to_role, task.due_on) == ("mediator", date(2018, 11, 8))
    assert "楼道" not in task.ask
    assert request.request_no in task.ask
    assert task.url == "/ledgers/mediation-cases/new/?case_source=entrusted"


def test_each_merged_reporter_is_told_and_has_a_word_of_his_own(world):
    second, main = report(world), dispatched(world)
    services.merge_request(second, by=world.committee, on=DAY, into=main)
    assert second.closed_on is None
    services.handle_request(main, by=world.committee, on=DAY + timedelta(1), result="已换灯泡")
    services.feed_back_request(main, by=world.committee, on=DAY + timedelta(1), told_by="call")
    services.rate_request(main, by=world.secretary, on=DAY + timedelta(2), solved="yes", rating=5)
    second.refresh_from_db()
    assert (second.state, second.result, second.told_by, second.solved) == (
        "fed_back",
        "已换灯泡",
        "call",
        "",
    )
    services.rate_request(second, by=world.secretary, on=DAY + timedelta(2), solved="no", rating=2)
    assert (second.state, second.unit, main.state) == ("processing", "community", "rated")


def test_somebody_else_checks_and_what_is_not_there_goes_back(world):
    request = fed_back(world)
    with pytest.raises(PermissionDenied, match="另一位同事核查"):
        services.check_request(request, by=world.committee, on=DAY + timedelta(2), true="yes", note="看过")
    services.check_request(request, by=world.secretary, on=DAY + timedelta(2), true="no", note="灯还不亮")
    assert (request.state, request.handled_on, request.check_note) == ("processing", None, "灯还不亮")
    assert request.due_on == CALENDAR.add_working_days(DAY + timedelta(2), 3).day
    services.handle_request(request, by=world.committee, on=DAY + timedelta(3), result="换了线路")
    services.feed_back_request(request, by=world.committee, on=DAY + timedelta(3), told_by="visit")
    services.check_request(request, by=world.secretary, on=DAY + timedelta(4), true="yes", note="亮了")
    assert (request.state, request.solved) == ("checked", "")
    services.rate_request(request, by=world.secretary, on=DAY + timedelta(4), solved="yes", rating=5)
    assert request.state == "rated"


def test_urging_and_supervising_go_to_the_open_task(world):
    request = dispatched(world)
    services.urge_request(request, by=world.committee, on=DAY)
    with pytest.raises(ValidationError, match="24 小时"):
        services.urge_request(request, by=world.committee, on=DAY)
    with pytest.raises(PermissionDenied, match="书记"):
        services.supervise_request(request, by=world.committee, on=DAY, until=DAY + timedelta(1))
    services.supervise_request(request, by=world.secretary, on=DAY, until=DAY + timedelta(1))
    task = Notice.objects.get(key=f"request-{request.pk}", kind=NoticeKind.SUPERVISED)
    assert (task.due_on, request.supervised_on) == (DAY + timedelta(1), DAY)


def test_anonymous_reporters_leave_no_trace(world):
    with pytest.raises(ValidationError, match="匿名"):
        report(world, anonymous=True, callback_phone="13985801234")


def test_silence_is_closed_after_seven_days_and_is_not_satisfaction(world):
    request = fed_back(world)
    with pytest.raises(ValidationError, match="不能办理这一步"):
        services.close_unanswered(request, by=world.committee)
    services.check_request(request, by=world.secretary, on=DAY + timedelta(2), true="yes", note="亮了")
    services.close_unanswered(request, by=world.committee)
    assert (request.state, request.solved, request.rating) == ("closed_no_rating", "no_answer", None)


def test_lamps_are_words():
    request = ResidentRequest(state="processing", due_on=DAY)
    assert lamp_of(request, DAY - timedelta(2)) == "还有 2 天应办结"
    assert lamp_of(request, DAY) == "今天应办结"
    assert lamp_of(request, DAY + timedelta(3)) == "已超期 3 天"
    request.handled_on = DAY + timedelta(1)
    assert lamp_of(request, DAY + timedelta(3)) == "超期办结"
    assert lamp_of(ResidentRequest(state="reported", accept_due_on=DAY), DAY) == "今天应受理"


DAYS = st.dates(date(2018, 1, 1), date(2025, 12, 31))


@settings(max_examples=40, deadline=None)
@given(day=DAYS, level=st.sampled_from(list(LIMITS)))
def test_a_deadline_is_a_working_day_so_many_working_days_later(day, level):
    due = deadlines.due_after(day, level, CALENDAR)
    assert CALENDAR.is_workday(due)
    assert CALENDAR.working_days_between(day, due) == LIMITS[level]


@settings(max_examples=40, deadline=None)
@given(
    day=DAYS,
    worked=st.integers(0, 20),
    paused=st.integers(0, 90),
    level=st.sampled_from(list(LIMITS)),
)
def test_a_pause_takes_no_working_day_and_gives_none(day, worked, paused, level):
    due = deadlines.due_after(day, level, CALENDAR)
    stopped = day + timedelta(worked)
    left = deadlines.working_days_left(stopped, due, CALENDAR)
    resumed = stopped + timedelta(paused)
    later = deadlines.due_after_pause(resumed, left, CALENDAR)
    assert CALENDAR.working_days_between(resumed, later) == left
    if paused == 0 and left:
        assert later == due
    assert later >= due or left == 0
