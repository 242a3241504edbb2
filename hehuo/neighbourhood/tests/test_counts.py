"""Cases → met and total for each measure of items 1, 3, 4 and 14.3: full, partial, zero, empty, boundary."""

from datetime import date, timedelta

import pytest

from hehuo.kit.testing.world import build_world
from hehuo.measures import runner
from hehuo.measures.parameters import parameters_for
from hehuo.neighbourhood.measures_reference import MEASURES
from hehuo.neighbourhood.models import (
    CourtyardMeeting,
    CovenantPractice,
    MediationSession,
    Mediator,
    MeetingResolution,
    MutualAidActivity,
    MutualAidOrg,
    PracticalMatter,
    ResidentCovenant,
    ResidentRequest,
    SystemDocument,
    ZeroCaseStatement,
)
from hehuo.neighbourhood.tests.records import case_of, put
from hehuo.residents.models import Household

pytestmark = [pytest.mark.django_db, pytest.mark.db_portable]
DAY = date(2018, 12, 31)
STEPS = {
    "consulted_to": date(2018, 7, 9), "drafted_on": date(2018, 7, 12), "reviewed_on": date(2018, 7, 20), "review_result": "pass",
    "adopted_on": date(2018, 8, 18), "quorum_met": True, "filed_on": date(2018, 8, 22), "published_on": date(2018, 8, 24),
}  # fmt: skip


@pytest.fixture
def world():
    return build_world()


def add(world, model, **values):
    return put(model, world.here, world.committee, **values)


def counts(world, name, day=DAY, **settings):
    parameters = parameters_for([{"from": None, "values": settings}], day)
    one = runner.count([name], parameters=parameters, settlement_ids=[world.here.pk])[world.here.pk][name]
    return one.met, one.total


def test_nothing_entered(world):
    always = {
        "covenant_steps_done": 5, "covenant_themes_covered": 5, "covenant_practice_months": 12, "systems_in_force": 10,
        "courtyard_meeting_quarters": 2, "mediators_in_place": 2, "mutual_aid_types_present": 2, "mediation_cases_complete": 2,
        "mediation_cases_closed": 2, "mediation_cases_revisited": 2,
    }  # fmt: skip
    assert {name: counts(world, name) for name in MEASURES} == {n: (0, always.get(n, 0)) for n in MEASURES}


@pytest.mark.parametrize(
    ("changes", "met"),
    [
        ({}, 5), ({"consulted_to": None}, 4), ({"review_result": "revise"}, 4), ({"quorum_met": False}, 4), ({"filed_on": None}, 4),
        ({"published_on": DAY + timedelta(1)}, 4), ({"published_on": DAY}, 5), ({"valid_to": DAY}, 0),
        ({"valid_to": DAY + timedelta(1)}, 5),
    ],
)  # fmt: skip
def test_steps_count_one_by_one_until_the_version_ends(world, changes, met):
    add(world, ResidentCovenant, **{**STEPS, **changes})
    assert counts(world, "covenant_steps_done") == (met, 5)


def test_themes_and_penalties_are_of_the_version_in_force(world):
    add(
        world,
        ResidentCovenant,
        version_no=1,
        **STEPS,
        valid_to=date(2018, 12, 1),
        courtesy=True,
        penalty_clause=True,
    )
    add(world, ResidentCovenant, version_no=2, speaks_kindly=True)
    assert counts(world, "covenant_themes_covered") == (0, 5)
    assert counts(world, "covenants_with_penalty_clause") == (0, 0)
    add(world, ResidentCovenant, version_no=3, **STEPS, speaks_kindly=True, healthy_life=True)
    assert counts(world, "covenant_themes_covered") == (2, 5)
    assert counts(world, "covenants_with_penalty_clause") == (0, 1)
    ResidentCovenant.objects.filter(version_no=3).update(penalty_clause=True)
    assert counts(world, "covenants_with_penalty_clause") == (1, 1)


def test_a_month_counts_once_and_reviews_are_told_apart(world):
    covenant = add(world, ResidentCovenant, **STEPS)
    days = (date(2018, 12, 1), date(2018, 12, 31), date(2018, 11, 2), date(2017, 12, 31))
    for number, day in enumerate(days):
        add(
            world,
            CovenantPractice,
            covenant=covenant,
            held_on=day,
            kind="review" if number == 1 else "publicity",
        )
    assert counts(world, "covenant_practice_months") == (2, 12)
    assert counts(world, "covenant_reviews") == (1, 3)
    assert counts(world, "covenant_practice_months", date(2018, 12, 30)) == (2, 12)


def test_a_system_has_a_text_and_is_in_force(world):
    add(world, SystemDocument, system="grid", valid_to=DAY + timedelta(1))
    add(world, SystemDocument, system="cadres", valid_to=DAY)
    add(world, SystemDocument, system="all_day", text="")
    add(world, SystemDocument, system="staggered", valid_from=DAY + timedelta(1))
    assert counts(world, "systems_in_force") == (1, 10)


@pytest.mark.parametrize(("done", "met"), [(4, 1), (3, 0), (5, 1)])
def test_a_quarter_has_a_meeting_and_four_in_five_issues_done(world, done, met):
    yard = add(world, CourtyardMeeting, held_on=date(2018, 10, 1))
    for number in range(5):
        day = DAY if number < done else DAY + timedelta(1)
        add(world, MeetingResolution, courtyard_meeting=yard, done_on=day)
    assert counts(world, "courtyard_meeting_quarters") == (met, 2)
    add(world, CourtyardMeeting, held_on=date(2018, 9, 30))
    assert counts(world, "courtyard_meeting_quarters") == (met + 1, 2)


@pytest.mark.parametrize(
    ("values", "complete", "on_time", "confirmed"),
    [
        ({"promised_on": DAY}, (1, 1), (0, 0), (0, 0)),
        ({"promised_on": DAY - timedelta(1)}, (1, 1), (0, 1), (0, 0)),
        ({"responsible": ""}, (0, 1), (0, 1), (0, 0)),
        ({"beneficiaries": 0, "promised_on": DAY}, (0, 1), (0, 0), (0, 0)),
        ({"done_on": date(2018, 12, 5)}, (0, 1), (1, 1), (0, 1)),
        ({"done_on": date(2018, 12, 6), "result": "好", "resident_word": "no"}, (1, 1), (0, 1), (0, 1)),
        ({"done_on": date(2018, 12, 5), "result": "好", "resident_word": "yes", "confirmed_on": DAY}, (1, 1), (1, 1), (1, 1)),
        ({"raised_on": date(2017, 12, 31), "promised_on": DAY}, (0, 0), (0, 0), (0, 0)),
    ],
)  # fmt: skip
def test_matters(world, values, complete, on_time, confirmed):
    add(world, PracticalMatter, **values)
    assert counts(world, "practical_matters_complete") == complete
    assert counts(world, "practical_matters_on_time") == on_time
    assert counts(world, "practical_matters_confirmed") == confirmed


TOLD = {"accepted_on": date(2018, 11, 7), "rights_notice_on": date(2018, 11, 7), "due_on": date(2018, 12, 7)}
ENDED = {"concluded_on": date(2018, 11, 20), "outcome": "oral"}


@pytest.mark.parametrize(
    ("values", "talks", "complete", "closed", "revisited"),
    [
        (TOLD, 0, (1, 1), (0, 1), (0, 0)), ({**TOLD, "due_on": DAY}, 0, (1, 1), (0, 0), (0, 0)),
        ({**TOLD, "rights_notice_on": None}, 1, (0, 1), (0, 1), (0, 0)), ({**TOLD, **ENDED}, 0, (0, 1), (1, 1), (0, 0)),
        ({**TOLD, **ENDED}, 1, (1, 1), (1, 1), (0, 0)), ({**TOLD, **ENDED, "outcome": "written"}, 1, (0, 1), (1, 1), (0, 0)),
        ({**TOLD, **ENDED, "outcome": "withdrawn"}, 0, (1, 1), (0, 0), (0, 0)), ({**TOLD, **ENDED, "outcome": "none"}, 1, (1, 1), (0, 1), (0, 0)),
        ({**TOLD, **ENDED, "outcome": "referred"}, 0, (1, 1), (1, 1), (0, 0)),
        ({**TOLD, **ENDED, "revisit_due_on": DAY}, 1, (1, 1), (1, 1), (0, 1)),
        ({**TOLD, **ENDED, "revisit_due_on": DAY, "revisited_on": DAY}, 1, (1, 1), (1, 1), (1, 1)),
    ],
)  # fmt: skip
def test_cases(world, values, talks, complete, closed, revisited):
    case = case_of(world.here, world.mediator, **values)
    for _ in range(talks):
        add(world, MediationSession, case=case)
    assert counts(world, "mediation_cases_complete") == complete
    assert counts(world, "mediation_cases_closed") == closed
    assert counts(world, "mediation_cases_revisited") == revisited


def test_without_cases_signed_quarters_stand_in(world):
    add(world, ZeroCaseStatement, quarter_start=date(2018, 7, 1), signed_on=date(2018, 10, 3))
    add(world, ZeroCaseStatement, quarter_start=date(2018, 10, 1), signed_on=DAY + timedelta(3))
    assert counts(world, "mediation_cases_complete") == (1, 2)
    case_of(world.here, world.mediator, **TOLD)
    assert counts(world, "mediation_cases_complete") == (1, 1)


def test_mediators_by_households_chosen_by_residents(world):
    add(world, Mediator)
    add(world, Mediator, chosen_by="appointed")
    add(world, Mediator, left_on=DAY)
    assert counts(world, "mediators_in_place") == (1, 2)
    Household.objects.bulk_create(
        Household(
            settlement=world.here, household_no=str(n), head_name="户主", household_class="registered_poor", allocated_on=date(2018, 1, 1)
        )
        for n in range(7)
    )  # fmt: skip
    assert counts(world, "mediators_in_place", households_per_mediator=3) == (1, 3)
    assert counts(world, "mediators_in_place", households_per_mediator=7) == (1, 2)


def test_organisations_present_and_active(world):
    weddings = add(world, MutualAidOrg, kind="weddings", name="红白理事会", set_up_on=date(2018, 7, 1))
    add(world, MutualAidOrg, kind="neighbours", set_up_on=date(2018, 7, 2), ended_on=DAY)
    late = add(world, MutualAidOrg, kind="helpers", name="帮帮办", set_up_on=date(2018, 7, 2))
    assert counts(world, "mutual_aid_types_present") == (1, 2)
    for org, day, status in (
        (weddings, date(2018, 9, 30), "verified"), (weddings, date(2018, 10, 1), "submitted"), (late, date(2018, 10, 1), "verified"),
    ):  # fmt: skip
        made = add(world, MutualAidActivity, org=org, served_on=day)
        MutualAidActivity.objects.filter(pk=made.pk).update(status=status)
    assert counts(world, "mutual_aid_orgs_active") == (1, 2)
    MutualAidActivity.objects.update(status="verified")
    assert counts(world, "mutual_aid_orgs_active") == (2, 2)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"due_on": DAY}, (0, 0)), ({"due_on": DAY - timedelta(1)}, (0, 1)), ({"due_on": DAY - timedelta(1), "state": "suspended"}, (0, 0)),
        ({"due_on": DAY, "handled_on": DAY}, (1, 1)), ({"due_on": DAY - timedelta(1), "handled_on": DAY}, (0, 1)),
        ({"due_on": None, "state": "merged"}, (0, 0)), ({"due_on": DAY, "handled_on": DAY, "reported_on": date(2017, 12, 31)}, (0, 0)),
    ],
)  # fmt: skip
def test_requests_on_time(world, values, expected):
    add(world, ResidentRequest, request_no="SJ-1", **values)
    assert counts(world, "requests_on_time") == expected
