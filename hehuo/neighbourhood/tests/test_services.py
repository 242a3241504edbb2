"""Covenants, meetings, practical matters, contacts and mutual aid: what the steps keep to."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from hehuo.kit.testing.world import build_world
from hehuo.neighbourhood.covenants import services as covenants
from hehuo.neighbourhood.deputies.services import save_contact
from hehuo.neighbourhood.duty.services import save_system
from hehuo.neighbourhood.meetings import services as meetings
from hehuo.neighbourhood.models import (
    CareLog,
    CourtyardMeeting,
    CovenantPractice,
    DeputyContact,
    MeetingResolution,
    MutualAidActivity,
    MutualAidOrg,
    PracticalMatter,
    ResidentCovenant,
    ResidentsMeeting,
    SystemDocument,
)
from hehuo.neighbourhood.mutual_aid import services as aid
from hehuo.neighbourhood.mutual_aid.queries import needs_of
from hehuo.neighbourhood.practical_matters import services as matters
from hehuo.neighbourhood.tests.records import DAY, VALUES, put
from hehuo.notices.models import Notice
from hehuo.records.writing import save_record
from hehuo.residents.models import Household, Person

MONTH = timedelta(30)


@pytest.fixture
def world(db):
    return build_world()


def reviewed(world, version=1, **values):
    made = put(ResidentCovenant, world.here, world.committee, version_no=version, **values)
    start = DAY - 2 * MONTH
    covenants.record_consultation(made, by=world.committee, since=start, on=start + timedelta(6), opinions=9)
    covenants.record_draft(made, by=world.committee, on=start + timedelta(10))
    return covenants.record_review(
        made,
        by=world.committee,
        on=start + timedelta(12),
        reviewer="司法所",
        penalty=False,
        note="写明不是处罚",
    )


def published(world, version=1):
    made = reviewed(world, version)
    covenants.record_vote(
        made, by=world.committee, meeting=put(ResidentsMeeting, world.here, world.committee)
    )
    filed = {"filed_on": DAY + timedelta(10), "filed_to": "街道", "filing_no": "1", "places": "公示栏"}
    return covenants.publish_covenant(made, by=world.committee, on=DAY + timedelta(11), **filed)


def test_a_new_version_ends_the_old_one(world):
    first, second = published(world), published(world, 2)
    first.refresh_from_db()
    assert (first.state, first.valid_to) == ("replaced", second.published_on)
    assert (second.state, second.quorum_met, second.adopted_on) == ("in_force", True, DAY)


def test_consultation_takes_a_week_and_filing_ten_days(world):
    made = put(ResidentCovenant, world.here, world.committee)
    with pytest.raises(ValidationError, match="不少于 7 天"):
        covenants.record_consultation(made, by=world.committee, since=DAY, on=DAY + timedelta(5), opinions=1)
    made = reviewed(world, 2)
    covenants.record_vote(
        made, by=world.committee, meeting=put(ResidentsMeeting, world.here, world.committee)
    )
    with pytest.raises(ValidationError, match="10 日内"):
        covenants.publish_covenant(
            made, by=world.committee, on=DAY + MONTH, filed_on=DAY + timedelta(11), filed_to="街道", filing_no="1", places="栏"
        )  # fmt: skip


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({}, ""), ({"present_count": 150, "votes_for": 100}, "没有过半"), ({"women_present": 0}, "没有女性"),
        ({"votes_for": None}, "票数"), ({"votes_for": 105}, "没有通过"), ({"votes_for": 106}, ""),
        ({"votes_for": 209, "votes_against": 9}, "多于实到人数"),
    ],
)  # fmt: skip
def test_a_vote_needs_quorum_women_and_a_majority(values, problem):
    meeting = ResidentsMeeting(**{**VALUES[ResidentsMeeting], **values})
    found = covenants.vote_problem(meeting)
    assert (problem in found) if problem else found == ""


def test_penalties_do_not_pass_and_words_of_penalties_are_asked_about(world):
    made = put(ResidentCovenant, world.here, world.committee, text="乱倒垃圾罚款五十元。", state="drafted")
    ask = {"by": world.committee, "on": DAY, "reviewer": "司法所"}
    with pytest.raises(ValidationError, match="不能通过审核"):
        covenants.record_review(made, penalty=True, **ask)
    with pytest.raises(ValidationError, match="出现“罚款”"):
        covenants.record_review(made, penalty=False, **ask)
    covenants.send_back_draft(made, by=world.committee, reason="第一条")
    made.text = "不乱倒垃圾。"
    covenants.save_covenant(made, by=world.committee)


def test_the_text_is_settled_with_the_draft(world):
    made = reviewed(world)
    made.text = "另一份约定"
    with pytest.raises(ValidationError, match="不能直接修改"):
        covenants.save_covenant(made, by=world.committee)


def test_practice_belongs_to_a_version_in_force(world):
    made = published(world)
    practice = CovenantPractice(
        settlement=world.here, covenant=made, **{**VALUES[CovenantPractice], "held_on": DAY}
    )
    with pytest.raises(ValidationError, match="还没有公布"):
        covenants.save_practice(practice, by=world.committee)
    practice.held_on = DAY + MONTH
    covenants.save_practice(practice, by=world.committee)


def test_a_resolution_is_a_task_until_done_and_the_meeting_is_answered_at_last(world):
    yard = put(CourtyardMeeting, world.here, world.committee)
    both = []
    for number in range(2):
        made = MeetingResolution(settlement=world.here, courtyard_meeting=yard, **VALUES[MeetingResolution])
        both.append(meetings.save_resolution(made, by=world.committee))
        assert Notice.objects.open().count() == number + 1
    first, second = both
    meetings.finish_resolution(first, by=world.committee, on=DAY + timedelta(3), result="已装")
    assert Notice.objects.open().count() == 1
    meetings.answer_resolution(first, by=world.committee, on=DAY + timedelta(4), answer_by="notice")
    yard.refresh_from_db()
    assert yard.feedback_on is None
    meetings.drop_resolution(second, by=world.committee, reason="属于供电部门")
    meetings.answer_resolution(second, by=world.committee, on=DAY + timedelta(9), answer_by="meeting")
    yard.refresh_from_db()
    assert yard.feedback_on == DAY + timedelta(9)
    meetings.reopen_resolution(first, by=world.committee, reason="又坏了")
    assert Notice.objects.open().get().due_on == first.due_on


def test_matters_are_confirmed_by_residents_to_somebody_else(world):
    made = put(PracticalMatter, world.here, world.committee)
    matters.finish_matter(made, by=world.committee, on=DAY + timedelta(9), result="已装好")
    with pytest.raises(PermissionDenied, match="另一位同事"):
        matters.record_confirmation(made, by=world.committee, on=DAY + timedelta(10))
    matters.record_dispute(made, by=world.secretary, on=DAY + timedelta(10))
    matters.finish_matter(made, by=world.committee, on=DAY + timedelta(12), result="重新装好")
    assert (made.state, made.resident_word) == ("done", "")
    matters.record_confirmation(made, by=world.secretary, on=DAY + timedelta(13))
    assert (made.state, made.resident_word) == ("confirmed", "yes")


def test_a_visit_names_the_home(world):
    contact = DeputyContact(settlement=world.here, **{**VALUES[DeputyContact], "mode": "visit"})
    with pytest.raises(ValidationError, match="请选择联系户"):
        save_contact(contact, by=world.committee)


def test_two_texts_of_one_system_are_not_in_force_together(world):
    old = {**VALUES[SystemDocument], "system": "staggered", "valid_to": DAY + MONTH}
    save_system(SystemDocument(settlement=world.here, **old), by=world.committee)
    new = SystemDocument(settlement=world.here, **{**VALUES[SystemDocument], "system": "staggered"})
    with pytest.raises(ValidationError, match="另一份文本"):
        save_system(new, by=world.committee)
    new.valid_from = DAY + MONTH
    save_system(new, by=world.committee)


def test_needs_follow_the_population(world):
    assert [need.label for need in needs_of(world.here, DAY)] == ["红白理事会", "邻里互助组"]
    home = save_record(
        Household(
            settlement=world.here, household_no="H1", head_name="张三", household_class="registered_poor", allocated_on=date(2018, 1, 1)
        ),
        by=world.committee, validate=False,
    )  # fmt: skip
    Person.objects.bulk_create(
        Person(settlement=world.here, household=home, name="老人", sex="1", birth_date=date(1958, 11, 5))
        for _ in range(30)
    )
    elders = needs_of(world.here, DAY)[2]
    assert (elders.why, elders.is_met) == ("有老人 30 人", False)
    assert len(needs_of(world.here, DAY - timedelta(1))) == 2
    put(MutualAidOrg, world.here, world.committee, kind="elder_service", name="居家照料")
    assert needs_of(world.here, DAY)[2].answered_by == ("居家照料",)


def test_care_is_staffed_and_activities_have_an_organisation(world):
    centre = put(
        MutualAidOrg, world.here, world.committee, kind="pupil_care", name="看护中心", premises="1栋", fire_checked_on=DAY, staff_checked=True
    )  # fmt: skip
    log = CareLog(settlement=world.here, org=centre, day=DAY, pupils=16, staff_on_duty=1)
    with pytest.raises(ValidationError, match="至少要 2 人"):
        aid.save_log(log, by=world.committee)
    log.staff_on_duty = 2
    aid.save_log(log, by=world.committee)
    early = MutualAidActivity(
        settlement=world.here, org=centre, **{**VALUES[MutualAidActivity], "served_on": date(2018, 5, 1)}
    )
    with pytest.raises(ValidationError, match="还没有成立"):
        aid.save_activity(early, by=world.committee)
