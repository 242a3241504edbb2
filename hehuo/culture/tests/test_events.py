"""Events, halls, venues, referrals: what fits is kept, what does not is said; a scan counts and knows nobody."""

import io
from datetime import date, datetime, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from hehuo.culture.activities.ledger import ActivityLedger
from hehuo.culture.education import services as education
from hehuo.culture.holding import count_heads, save_gathering
from hehuo.culture.legal_education import services as law
from hehuo.culture.models import (
    Attendance,
    Confirmation,
    CulturalActivity,
    EducationSession,
    EducationVenue,
    LegalReferral,
    SignInCode,
    Venue,
    VenueOpening,
)
from hehuo.culture.participation import services as participation
from hehuo.culture.tests.culture_rows import DAY, HELD, VALUES, put
from hehuo.culture.venues import services as venues
from hehuo.culture.words import WordsOf
from hehuo.kit.testing.world import build_world
from hehuo.workbooks import run_import
from hehuo.workbooks.clock import clock
from hehuo.workbooks.parse import Wrong


@pytest.fixture
def world(db):
    return build_world()


def room(world, **values):
    return put(Venue, world.here, world.committee, **values)


def activity(world, **values):
    held = {**HELD, "kind": "show", "organiser": "community", "mix": "mid", **values}
    return CulturalActivity(settlement=world.here, **held)


def test_an_event_fits_its_venue_and_day(world):
    venue = room(world, capacity=20)
    with pytest.raises(ValidationError, match="容纳人数"):
        save_gathering(activity(world, venue=venue, headcount_declared=21), by=world.committee)
    told = "分两批进场"
    full = save_gathering(
        activity(world, venue=venue, headcount_declared=21, over_full=told), by=world.committee
    )
    assert (full.headcount_declared, full.over_full) == (21, told)
    with pytest.raises(ValidationError, match="没有超过"):
        save_gathering(
            activity(world, venue=venue, headcount_declared=20, over_full=told), by=world.committee
        )
    with pytest.raises(ValidationError, match="没有启用"):
        save_gathering(
            activity(world, venue=venue, headcount_declared=20, held_on=date(2018, 5, 31)), by=world.committee
        )
    saved = save_gathering(activity(world, venue=venue, headcount_declared=20), by=world.committee)
    assert saved.occurred_on == DAY
    with pytest.raises(PermissionDenied, match="另一位同事"):
        count_heads(saved, by=world.committee, on=DAY, people=18)
    assert count_heads(saved, by=world.secretary, on=DAY, people=18).headcount_checked == 18


def test_a_session_is_held_in_a_hall_in_use(world):
    hall = put(EducationVenue, world.here, world.committee, venue=room(world), kind="night")
    row = EducationSession(settlement=world.here, lecture_hall=hall, **VALUES[EducationSession])
    assert education.save_session(row, by=world.committee).series == "night"
    assert row.question == ""
    row.starts_at = time(10)
    with pytest.raises(ValidationError, match="4 小时"):
        education.save_session(row, by=world.committee)
    row.ends_at = time(11)
    assert "晚上六点" in education.save_session(row, by=world.committee).question
    education.pause_hall(hall, by=world.committee, on=DAY)
    with pytest.raises(ValidationError, match="没有使用"):
        education.save_session(row, by=world.committee)
    education.resume_hall(hall, by=world.committee)
    education.close_hall(hall, by=world.committee, on=DAY + timedelta(1))
    assert education.save_session(row, by=world.committee)


def test_people_sign_in_from_an_hour_before(world):
    event = put(CulturalActivity, world.here, world.committee)
    for at, fits in ((time(17, 59), False), (time(18, 0), True), (time(20, 30), True), (time(20, 31), False)):
        row = Attendance(
            settlement=world.here, activity=event, attendee_name="赵婶", signed_at=at, mode="paper"
        )
        if fits:
            participation.save_attendance(row, by=world.committee)
        else:
            with pytest.raises(ValidationError, match="60 分钟"):
                participation.save_attendance(row, by=world.committee)
    event.refresh_from_db()
    assert event.has_sign_in


def test_confirmations_are_taken_by_somebody_else(world):
    event = put(CulturalActivity, world.here, world.committee)
    row = Confirmation(
        settlement=world.here, activity=event, confirmed_on=DAY, mode="phone", attended=True, took_place=True
    )
    with pytest.raises(PermissionDenied, match="另一位同事"):
        participation.save_confirmation(row, by=world.committee)
    row.confirmed_on = DAY - timedelta(1)
    with pytest.raises(ValidationError, match="不能早于"):
        participation.save_confirmation(row, by=world.secretary)
    row.confirmed_on = DAY
    assert participation.save_confirmation(row, by=world.secretary).occurred_on == DAY


def test_a_scan_counts_once_a_browser_and_knows_nobody(world, client):
    now = timezone.localtime()
    start = min(now, now.replace(hour=23, minute=0)).replace(second=0, microsecond=0)
    event = put(
        CulturalActivity, world.here, world.committee, held_on=now.date(), starts_at=start.time(), ends_at=time(23, 59, 59),
        venue=room(world, capacity=2),
    )  # fmt: skip
    client.force_login(world.committee)
    page = reverse("activities-sign-in", kwargs={"pk": event.pk})
    assert client.post(page, {"do": "open"}).status_code == 302
    code = SignInCode.objects.get()
    assert code.token in client.get(page).content.decode()
    client.logout()
    address = reverse("come", kwargs={"token": code.token})
    assert "我来了" in client.get(address).content.decode()
    for _ in range(2):
        assert "已计入" in client.post(address).content.decode()
    for _ in range(3):
        client.cookies.clear()
        last = client.post(address).content.decode()
    assert "已满" in last
    code.refresh_from_db()
    assert code.scans == 2
    client.force_login(world.secretary)
    client.post(page, {"do": "close"})
    event.refresh_from_db()
    assert (event.headcount_scanned, event.has_sign_in, event.sign_in_mode) == (2, True, "qr")
    client.cookies.clear()
    assert "不在签到时间" in client.post(address).content.decode()
    assert client.get(reverse("come", kwargs={"token": "nothing"})).status_code == 404


def test_an_event_that_is_over_opens_no_code(world):
    event = put(CulturalActivity, world.here, world.committee)
    event.refresh_from_db()
    with pytest.raises(ValidationError, match="已经结束"):
        participation.open_sign_in(event, by=world.committee)
    with pytest.raises(PermissionDenied):
        participation.open_sign_in(event, by=world.stranger)


def test_opening_days_are_made_once_from_the_announced_hours(world):
    venue = room(world, open_days="not_monday", hours_announced_on=date(2018, 11, 1))
    venue.refresh_from_db()
    made = venues.plan_openings(venue, by=world.committee, on=date(2018, 11, 7))
    assert [(row.opening_on.day, row.planned_minutes) for row in made] == [
        (d, 480) for d in (1, 2, 3, 4, 6, 7)
    ]
    with pytest.raises(ValidationError, match="都已经有了"):
        venues.plan_openings(venue, by=world.committee, on=date(2018, 11, 7))
    with pytest.raises(PermissionDenied):
        venues.plan_openings(venue, by=world.stranger, on=date(2018, 11, 8))


@pytest.mark.parametrize(("minutes", "state"), [(None, "planned"), (0, "closed"), (1, "open")])
def test_what_a_day_came_to(world, minutes, state):
    venue = room(world)
    venue.refresh_from_db()
    row = VenueOpening(
        settlement=world.here,
        venue=venue,
        opening_on=DAY,
        actual_minutes=minutes,
        closure_reason="staff" if minutes == 0 else "",
    )
    saved = venues.save_opening(row, by=world.committee)
    assert (saved.state, saved.planned_minutes) == (state, 480)


def test_a_referral_waits_fifteen_working_days(world):
    row = LegalReferral(
        settlement=world.here, category="advice", referred_to="司法所", referred_on=date(2018, 9, 21)
    )
    assert law.save_referral(row, by=world.committee).due_on == date(2018, 10, 18)
    with pytest.raises(ValidationError, match="不能早于"):
        law.answer_referral(row, by=world.committee, on=date(2018, 9, 20), outcome="answered")
    law.answer_referral(row, by=world.committee, on=date(2018, 10, 8), outcome="proceeding")
    assert (row.state, row.answered_on) == ("closed", date(2018, 10, 8))
    law.reopen_referral(row, by=world.committee, reason="没有解决")
    assert (row.state, row.answered_on, row.outcome) == ("open", None, "")


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 1439))
def test_every_way_of_writing_a_time_is_the_same_time(minutes):
    minute, fraction = time(minutes // 60, minutes % 60), minutes / 1440
    ways = (
        f"{minute:%H:%M}",
        f"{minute.hour}点{minute.minute}分",
        f"{minute:%H}：{minute:%M}",
        fraction,
        minute,
        datetime.combine(DAY, minute),
    )
    assert {clock(way) for way in ways} == {minute}


@pytest.mark.parametrize("text", ["25:00", "晚上", "19:75", ""])
def test_what_is_no_time_is_refused(text):
    with pytest.raises(Wrong):
        clock(text)


def test_words_of_a_list_are_checked():
    allowed = WordsOf("宪法", "禁毒")
    allowed("宪法、禁毒")
    with pytest.raises(ValidationError, match="交通"):
        allowed("宪法，交通")


def test_a_workbook_asks_about_a_full_hall_and_takes_the_word_on_it(world):
    room(world, name="活动室", capacity=20)
    head = ["类别", "主办", "日期", "名称", "开始时间", "结束时间", "场所", "参加人数", "超员说明"]
    line = ["文化表演", "社区", "2018-11-05", "山歌会", "19:00", "20:30", "活动室", 32]
    for told, wrong in (("", [("参加人数", True)]), ("分两批进场", [])):
        book = Workbook()
        book.active.append(head)
        book.active.append([*line, told])
        out = io.BytesIO()
        book.save(out)
        outcome = run_import(
            ActivityLedger, out.getvalue(), "a.xlsx", by=world.committee, settlement=world.here, commit=True
        )
        assert [(p.column, "超员说明" in p.remedy) for p in outcome.errors] == wrong
    assert CulturalActivity.objects.get().over_full == "分两批进场"


def test_a_second_count_above_the_room_needs_the_word_as_well(world):
    saved = save_gathering(
        activity(world, venue=room(world, capacity=20), headcount_declared=20), by=world.committee
    )
    with pytest.raises(ValidationError, match="容纳人数"):
        count_heads(saved, by=world.secretary, on=DAY, people=25)
    count_heads(saved, by=world.secretary, on=DAY, people=25, over_full="门口站着看")
    assert (saved.headcount_checked, saved.over_full) == (25, "门口站着看")
    assert save_gathering(saved, by=world.committee).over_full
