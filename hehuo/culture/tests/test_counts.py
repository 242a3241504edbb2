"""Cases → met and total for each measure of items 2, 5, 7, 8: full, partial, zero, empty, boundary."""

from datetime import date, timedelta

import pytest

from hehuo.culture.models import (
    ActivityCommittee,
    AwarenessCheck,
    CommitteeMember,
    Confirmation,
    CulturalActivity,
    EducationPlan,
    EducationSession,
    EducationVenue,
    HonourElection,
    HonourNomination,
    HonourRollEntry,
    Instructor,
    LegalAdviser,
    LegalReferral,
    LegalSession,
    ThemeActivity,
    Venue,
    VenueOpening,
)
from hehuo.culture.tests.culture_rows import put
from hehuo.kit.testing.world import build_world
from hehuo.measures import runner
from hehuo.measures.parameters import parameters_for
from hehuo.records.writing import save_record, verify_record
from hehuo.residents.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.db_portable]
DAY = date(2019, 11, 30)


@pytest.fixture
def world():
    return build_world()


def add(world, model, *, verified=False, **values):
    row = put(model, world.here, world.committee, **values)
    return verify_record(row, by=world.secretary, method="document") if verified else row


def hall(world, **values):
    room = add(world, Venue, name=f"活动室{Venue.objects.count()}")
    return add(world, EducationVenue, venue=room, **values)


def counts(world, name, day=DAY, **facts):
    bound = parameters_for([], day, **facts)
    one = runner.count([name], parameters=bound, settlement_ids=[world.here.pk])[world.here.pk][name]
    return one.met, one.total


def weights(world, name, day=DAY):
    one = runner.count([name], parameters=parameters_for([], day), settlement_ids=[world.here.pk])[
        world.here.pk
    ][name]
    return one.weight_met, one.weight_total


@pytest.mark.parametrize(
    ("name", "empty"),
    [
        ("new_era_workshops_active", (0, 0)), ("lecture_series_held", (0, 2)), ("education_topics_covered", (0, 5)),
        ("education_quarters_documented", (0, 4)), ("education_quarters_confirmed", (0, 4)), ("theme_activities_verified", (0, 0)),
        ("theme_activity_participants_confirming", (0, 0)), ("legal_education_quarters", (0, 4)), ("legal_sessions_documented", (0, 0)),
        ("legal_sessions_confirmed_by_residents", (0, 0)), ("legal_quiz_answers_correct", (0, 0)), ("legal_advisers_serving", (0, 0)),
        ("legal_referrals_recorded", (0, 0)), ("legal_referrals_on_time", (0, 0)), ("venue_types_available", (0, 5)),
        ("activity_leaders_in_place", (0, 2)), ("venue_hours_kept", (0, 0)), ("activity_months", (0, 12)), ("activity_kinds_held", (0, 5)),
        ("activities_documented", (0, 0)), ("activities_confirmed_by_residents", (0, 0)), ("honour_elections_completed", (0, 0)),
        ("honour_rolls_with_consent", (0, 0)),
    ],
)  # fmt: skip
def test_nothing_entered(world, name, empty):
    assert counts(world, name) == empty


def test_a_workshop_needs_a_plan_of_the_day(world):
    made = hall(world, kind="workshop")
    assert counts(world, "new_era_workshops_active") == (0, 1)
    add(world, EducationPlan, lecture_hall=made, year=2019, starts_on=date(2019, 1, 1), ends_on=DAY)
    assert counts(world, "new_era_workshops_active") == (1, 1)
    assert counts(world, "new_era_workshops_active", DAY + timedelta(1)) == (0, 1)
    made.paused_on = DAY
    save_record(made, by=world.committee)
    assert counts(world, "new_era_workshops_active") == (0, 1)


@pytest.mark.parametrize(
    ("series", "met"),
    [("moral", 1), ("moral night", 2), ("other", 1), ("moral other", 2), ("night other", 2), ("workshop", 0), ("other night moral", 2)],
)  # fmt: skip
def test_another_series_takes_the_place_of_one(world, series, met):
    made = hall(world)
    for kind in series.split():
        add(world, EducationSession, verified=True, lecture_hall=made, series=kind, held_on=date(2019, 3, 1))
    assert counts(world, "lecture_series_held") == (met, 2)


def test_topics_count_once_verified_and_for_a_year(world):
    made = hall(world)
    for topic, day, verified in (
        ("gratitude", date(2018, 12, 1), True), ("morals", date(2018, 11, 30), True), ("family", DAY, False), ("manners", DAY, True),
        ("manners", DAY - timedelta(1), True), ("other", DAY, True),
    ):  # fmt: skip
        add(
            world,
            EducationSession,
            verified=verified,
            lecture_hall=made,
            series="moral",
            topic=topic,
            held_on=day,
        )
    assert counts(world, "education_topics_covered") == (2, 5)


@pytest.mark.parametrize(
    ("values", "met"),
    [
        ({"has_lesson": True, "has_sign_in": True}, 1), ({"has_lesson": True}, 0), ({"has_sign_in": True}, 0),
        ({"has_lesson": True, "headcount_checked": 20}, 1), ({"has_lesson": True, "has_pictures": True}, 0),
    ],
)  # fmt: skip
def test_a_quarter_needs_a_lesson_and_a_sign_in_or_a_count(world, values, met):
    add(
        world,
        EducationSession,
        verified=True,
        lecture_hall=hall(world),
        series="moral",
        held_on=date(2019, 7, 1),
        **values,
    )
    assert counts(world, "education_quarters_documented") == (met, 4)
    launched = {world.here.pk: date(2019, 4, 1)}
    assert counts(world, "education_quarters_documented", launched=launched) == (met, 2)


def test_three_participants_confirm_an_event(world):
    session = add(
        world,
        EducationSession,
        verified=True,
        lecture_hall=hall(world),
        series="moral",
        held_on=date(2019, 8, 1),
    )
    legal = add(world, LegalSession, verified=True, held_on=date(2019, 8, 1))
    activity = add(world, CulturalActivity, verified=True, held_on=date(2019, 8, 1))
    for number in range(3):
        assert counts(world, "education_quarters_confirmed")[0] == 0
        for link, event in (("session", session), ("legal_session", legal), ("activity", activity)):
            put(
                Confirmation,
                world.here,
                world.secretary,
                confirmed_on=date(2019, 8, 5 + number),
                **{link: event},
            )
    assert counts(world, "education_quarters_confirmed") == (1, 4)
    assert counts(world, "legal_sessions_confirmed_by_residents") == (1, 1)
    assert counts(world, "activities_confirmed_by_residents") == (1, 1)
    assert counts(world, "activities_confirmed_by_residents", date(2019, 8, 6)) == (0, 1)


def test_who_says_that_there_was_nothing_is_counted(world):
    seen = add(world, ThemeActivity, verified=True, held_on=date(2019, 5, 1))
    add(world, ThemeActivity, held_on=date(2019, 6, 1))
    for attended, took_place in ((True, True), (False, True), (False, False)):
        put(
            Confirmation, world.here, world.secretary, theme_activity=seen, confirmed_on=DAY, attended=attended, took_place=took_place
        )  # fmt: skip
    assert counts(world, "theme_activity_participants_confirming") == (1, 2)
    assert counts(world, "theme_activities_verified") == (1, 2)


def test_legal_quarters_documents_and_quizzes(world):
    for day, values in (
        (date(2019, 9, 30), {"has_materials": True, "has_pictures": True}), (date(2019, 7, 1), {"has_materials": True}),
        (date(2018, 10, 1), {}), (date(2018, 9, 30), {}), (date(2019, 10, 1), {}),
    ):  # fmt: skip
        add(world, LegalSession, verified=True, held_on=day, **values)
    assert counts(world, "legal_education_quarters") == (2, 4)
    assert counts(world, "legal_sessions_documented") == (1, 3)
    for day, correct in ((DAY, 200), (date(2018, 12, 1), 250), (date(2018, 11, 30), 300)):
        add(world, AwarenessCheck, checked_on=day, questions_asked=300, answers_correct=correct)
    assert weights(world, "legal_quiz_answers_correct") == (450, 600)


@pytest.mark.parametrize(
    ("due", "answered", "expected"),
    [
        (10, 10, (1, 1)),
        (10, 11, (0, 1)),
        (10, None, (0, 1)),
        (29, None, (0, 0)),
        (28, None, (0, 1)),
        (40, 29, (1, 1)),
    ],
)
def test_referrals_are_answered_in_time(world, due, answered, expected):
    start = date(2019, 11, 1)
    on = None if answered is None else start + timedelta(answered)
    add(world, LegalReferral, referred_on=start, due_on=start + timedelta(due), answered_on=on)
    assert counts(world, "legal_referrals_on_time") == expected
    assert counts(world, "legal_referrals_recorded") == (1, 1)


def test_an_adviser_serves_until_the_day_of_leaving(world):
    add(world, LegalAdviser, valid_to=DAY + timedelta(1))
    add(world, LegalAdviser, valid_to=DAY)
    assert counts(world, "legal_advisers_serving") == (1, 2)


@pytest.mark.parametrize(
    ("values", "met"),
    [
        ({}, 1), ({"also_kind": "reading"}, 2), ({"hours_announced_on": None}, 0), ({"ownership": "shared", "distance_metres": 1000}, 1),
        ({"ownership": "shared", "distance_metres": 1001}, 0), ({"closed_on": DAY}, 0), ({"kind": "court"}, 0),
    ],
)  # fmt: skip
def test_a_room_counts_when_it_is_near_announced_and_in_use(world, values, met):
    add(world, Venue, **values)
    assert counts(world, "venue_types_available") == (met, 5)


def test_one_instructor_is_half_a_committee_is_all(world):
    add(world, Instructor)
    assert counts(world, "activity_leaders_in_place") == (1, 2)
    committee = add(world, ActivityCommittee)
    for number in range(5):
        assert counts(world, "activity_leaders_in_place") == (1, 2)
        add(world, CommitteeMember, committee=committee, name=f"成员{number}")
    assert counts(world, "activity_leaders_in_place") == (2, 2)
    committee.method = "applied"
    save_record(committee, by=world.committee)
    assert counts(world, "activity_leaders_in_place") == (1, 2)


def test_open_hours_are_weighed_and_a_silent_day_is_closed(world):
    room = add(world, Venue)
    for ago, actual in ((0, 480), (1, 600), (2, 240), (3, None), (91, 0)):
        reason = "staff" if actual == 0 else ""
        add(
            world,
            VenueOpening,
            venue=room,
            opening_on=DAY - timedelta(ago),
            actual_minutes=actual,
            closure_reason=reason,
        )
    assert weights(world, "venue_hours_kept") == (480 + 480 + 240, 4 * 480)


def test_months_kinds_and_documents_of_activities(world):
    for kind, day, values in (
        ("show", date(2018, 12, 1), {"has_materials": True, "has_sign_in": True}), ("reading", date(2019, 11, 1), {"has_materials": True}),
        ("reading", date(2019, 11, 2), {"has_materials": True, "headcount_checked": 9}), ("sports", date(2019, 11, 30), {"has_pictures": True}),
        ("fitness", date(2018, 11, 30), {}),
    ):  # fmt: skip
        add(world, CulturalActivity, verified=True, kind=kind, held_on=day, **values)
    assert counts(world, "activity_months") == (2, 12)
    assert counts(world, "activity_kinds_held") == (3, 5)
    assert counts(world, "activities_documented") == (2, 4)


def nomination(world, election, **values):
    person = save_record(
        Person(settlement=world.here, name="韦小花", sex="2", birth_date=date(1980, 2, 3), no_id_reason="lost"), by=world.committee
    )  # fmt: skip
    return add(world, HonourNomination, election=election, person=person, **values)


@pytest.mark.parametrize(
    ("consented", "public_to", "expected"), [(0, 40, (1, 1)), (1, 40, (0, 1)), (None, 40, (0, 1)), (0, 50, (0, 1)), (0, None, (0, 1))]
)  # fmt: skip
def test_an_election_is_complete_with_consent_before_and_award_after_publicity(
    world, consented, public_to, expected
):
    start = date(2019, 3, 1)
    public_on = start + timedelta(30)
    election = add(
        world, HonourElection, rules_published_on=start, nominate_from=start, nominate_to=start + timedelta(12), publicity_from=public_on,
        publicity_to=None if public_to is None else start + timedelta(public_to), awarded_on=start + timedelta(50),
    )  # fmt: skip
    nomination(world, election, consented_on=None if consented is None else public_on + timedelta(consented))
    assert counts(world, "honour_elections_completed") == expected
    assert counts(world, "honour_elections_completed", date(2020, 4, 30)) == (0, 0)


def test_one_entry_without_consent_spoils_the_roll_until_it_is_taken_back(world):
    election = add(world, HonourElection)
    good = nomination(world, election, shows_roll=True, consented_on=date(2019, 1, 1))
    bad = nomination(world, election, shows_roll=True, consented_on=date(2019, 6, 1))
    span = {"shown_from": date(2019, 3, 1), "shown_to": DAY}
    add(world, HonourRollEntry, nomination=good, **span)
    assert counts(world, "honour_rolls_with_consent") == (1, 1)
    entry = add(world, HonourRollEntry, nomination=bad, **span)
    assert counts(world, "honour_rolls_with_consent") == (0, 1)
    entry.withdrawn_on = DAY
    save_record(entry, by=world.committee)
    assert counts(world, "honour_rolls_with_consent") == (1, 1)
    assert counts(world, "honour_rolls_with_consent", DAY + timedelta(1)) == (0, 0)
