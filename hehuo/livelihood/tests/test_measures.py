"""What the measures of items 11 and 12 count: cases in, met and total out; and that every bound is a dated setting."""

from datetime import date, timedelta

import pytest

from hehuo.assessment import scoring
from hehuo.assessment.editions import install_shipped
from hehuo.livelihood.models import (
    AccuracyCheck,
    EmploymentSpell,
    EmploymentWindow,
    Enrolment,
    JobEvent,
    LabourProfile,
    TrainingClass,
    TrainingExemption,
    ZeroEmploymentCase,
)
from hehuo.livelihood.tests.cast import code, make_household, make_person
from hehuo.measures import runner
from hehuo.measures.parameters import parameters_for
from hehuo.records.models import Status
from hehuo.records.writing import save_record

pytestmark = [pytest.mark.django_db, pytest.mark.db_portable]
AS_OF = date(2018, 12, 31)


def ago(days):
    """A day before the as-of day."""
    return AS_OF - timedelta(days=days)


class Place:
    """A settlement that is filled by words of a table."""

    def __init__(self, world):
        self.by, self.checker, self.here = world.committee, world.secretary, world.here

    def add(self, model, **values):
        """A record, saved as it is."""
        return save_record(model(settlement=self.here, **values), by=self.by, validate=False)

    def verify(self, record):
        """Confirmed by somebody else."""
        record.status, record.verified_by = Status.VERIFIED, self.checker
        return save_record(record, by=self.checker, validate=False)

    def worker(self, household=None, **kw):
        """A member of the labour force."""
        return make_person(household or make_household(self.here, self.by), self.by, **kw)

    def job(self, person, **kw):
        """A confirmed job."""
        values = {
            "kind": "flexible", "place": "county", "valid_from": ago(200), "proof_kind": "phone", "confirmed_on": ago(5),
            "job_title": "搬运",
        } | kw  # fmt: skip
        return self.add(EmploymentSpell, person=person, **values)

    def trained(self, person, **kw):
        """A completed training."""
        made = self.training_class()
        values = {"state": "completed", "hours_due": 40, "hours_present": 40, "completed_on": ago(60)} | kw
        return self.add(Enrolment, person=person, training_class=made, **values)

    def training_class(self, **kw):
        """A class with all five papers."""
        values = {
            "class_no": f"班{TrainingClass.objects.count()}", "trade": "缝纫", "provider_name": "校", "provider_uscc": code(3),
            "place": "室", "starts_on": ago(90), "ends_on": ago(60), "hours_planned": 40, "teacher": "李", "state": "archived",
            "open_report_no": "1", "has_timetable": True, "has_roll": True, "has_attendance": True, "has_result": True,
        } | kw  # fmt: skip
        return self.add(TrainingClass, **values)

    def case(self, household, **kw):
        """A zero-employment case."""
        return self.add(ZeroEmploymentCase, household=household, found_on=ago(20), **kw)

    def count(self, name, definitions=()):
        """(met, total) of a measure on the as-of day."""
        bound = parameters_for(list(definitions), AS_OF)
        found = runner.count([name], parameters=bound, settlement_ids=[self.here.pk])[self.here.pk][name]
        return found.met, found.total


@pytest.fixture
def place(world):
    return Place(world)


def households(place, *homes):
    """One household for each word: job, idle, stale, exempt, review, away, weak, child, old, lost."""
    for word in homes:
        home = make_household(place.here, place.by)
        special = {
            "child": {"birth_date": AS_OF.replace(year=2003)}, "old": {"birth_date": AS_OF.replace(year=1958)},
            "lost": {"labour_class": "lost"}, "weak": {"labour_class": "weak_or_half"},
        }.get(word, {})  # fmt: skip
        person = place.worker(home, **special)
        if word == "job":
            place.job(person)
        if word == "away":
            place.job(person, place="out_province")
        if word == "stale":
            place.job(person, confirmed_on=ago(32))
        if word == "ended":
            place.job(person, valid_to=AS_OF)
        if word == "edge":
            place.job(person, confirmed_on=ago(31))
        if word in ("exempt", "review", "far"):
            until = {"exempt": AS_OF, "review": ago(1), "far": AS_OF + timedelta(days=200)}[word]
            place.case(home, exempt="care", exempt_from=ago(10), exempt_review_on=until, state="exempted")


@pytest.mark.parametrize(
    ("homes", "expected"),
    [
        ((), (0, 0)),
        (("job", "job"), (2, 2)),
        (("job", "idle", "idle"), (1, 3)),
        (("idle",), (0, 1)),
        (("edge",), (1, 1)),
        (("stale",), (0, 1)),
        (("ended",), (0, 1)),
        (("away",), (1, 1)),
        (("weak",), (0, 1)),
        (("exempt",), (1, 1)),
        (("review",), (0, 1)),
        (("far",), (0, 1)),
        (("child", "old", "lost"), (0, 0)),
    ],
)
def test_no_household_without_a_job(place, homes, expected):
    households(place, *homes)
    assert place.count("zero_employment_households") == expected


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        (None, (0, 1)),
        ({"confirmed_on": ago(30), "planned_on": ago(1), "state": "planned"}, (1, 1)),
        ({"confirmed_on": ago(31), "planned_on": ago(1), "state": "planned"}, (0, 1)),
        ({"confirmed_on": ago(3), "state": "verified"}, (0, 1)),
        ({"confirmed_on": ago(3), "planned_on": ago(1), "state": "dismissed"}, (0, 1)),
        ({"confirmed_on": ago(3), "planned_on": ago(1), "state": "closed", "closed_on": ago(1)}, (0, 1)),
    ],
)
def test_households_that_are_being_helped(place, case, expected):
    home = place.worker().household
    if case:
        place.case(home, **case)
    assert place.count("zero_employment_households_helped") == expected


@pytest.mark.parametrize(
    ("training", "exemption", "expected"),
    [
        (None, None, (0, 1)),
        ({}, None, (1, 1)),
        ({"state": "failed"}, None, (1, 1)),
        ({"state": "attending", "completed_on": None}, None, (0, 1)),
        ({"hours_present": 32}, None, (1, 1)),
        ({"hours_present": 31}, None, (0, 1)),
        ({"completed_on": date(2018, 2, 28)}, None, (0, 1)),
        (None, {"kind": "illness"}, (0, 0)),
        (None, {"kind": "illness", "verified": False}, (0, 1)),
        (None, {"kind": "illness", "proof": ""}, (0, 1)),
        (None, {"kind": "illness", "valid_to": AS_OF}, (0, 1)),
        (None, {"kind": "sole_carer", "review_on": AS_OF + timedelta(days=200)}, (0, 1)),
        (None, {"kind": "sole_carer", "review_on": AS_OF + timedelta(days=100)}, (0, 0)),
    ],
)
def test_everybody_who_can_be_trained_is_trained(place, training, exemption, expected):
    person = place.worker()
    if training is not None:
        place.trained(person, **training)
    if exemption:
        values = {"valid_from": ago(30), "proof": "证明"} | exemption
        verified = values.pop("verified", True)
        row = place.add(TrainingExemption, person=person, **values)
        if verified:
            place.verify(row)
    assert place.count("trainable_persons_trained") == expected


def test_one_person_in_two_classes_counts_once_and_twice_as_person_times(place):
    person = place.worker()
    place.trained(person)
    place.trained(person)
    assert place.count("trainable_persons_trained") == (1, 1)
    assert place.count("training_person_times") == (2, 2)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, (1, 1)), ({"has_result": False}, (0, 1)), ({"open_report_no": ""}, (0, 1)), ({"state": "cancelled"}, (0, 0)),
        ({"state": "proposed"}, (0, 0)), ({"ends_on": AS_OF}, (1, 1)), ({"ends_on": AS_OF + timedelta(days=1)}, (0, 0)),
    ],
)  # fmt: skip
def test_class_files(place, change, expected):
    place.training_class(**change)
    assert place.count("training_classes_documented") == expected


@pytest.mark.parametrize(
    ("change", "timely"),
    [({}, (1, 1)), ({"confirmed_on": ago(32)}, (0, 1)), ({"confirmed_on": None, "confirm_mode": ""}, (0, 1))],
)
def test_labour_rows_are_fresh(place, change, timely):
    values = {
        "snapshot_month": date(2018, 12, 1), "labour_class": "ordinary", "employment_status": "caring",
        "confirmed_on": ago(31), "confirm_mode": "电话",
    } | change  # fmt: skip
    place.add(LabourProfile, person=place.worker(), **values)
    assert place.count("labour_profiles_timely") == timely


@pytest.mark.parametrize(
    ("right", "checked_on", "expected"),
    [(10, ago(1), (1, 1)), (9, ago(1), (0, 1)), (10, ago(91), (1, 1)), (10, ago(92), (0, 0))],
)
def test_sampled_checks(place, right, checked_on, expected):
    place.add(
        AccuracyCheck, person=place.worker(), book="labour", checked_on=checked_on, fields_checked=10, fields_right=right,
        mode="phone",
    )  # fmt: skip
    assert place.count("labour_profiles_accurate") == expected


@pytest.mark.parametrize(
    ("window", "expected"),
    [
        ({"kind": "standing", "half_days_a_week": 0}, (1, 1)), ({"kind": "mobile", "half_days_a_week": 2}, (1, 1)),
        ({"kind": "mobile", "half_days_a_week": 1}, (0, 1)), ({"kind": "standing", "half_days_a_week": 10, "closed_on": AS_OF}, (0, 0)),
    ],
)  # fmt: skip
def test_employment_windows(place, window, expected):
    place.add(EmploymentWindow, place="中心", hours="工作日", staff_name="甲", opened_on=ago(90), **window)
    assert place.count("employment_windows_serving") == expected


@pytest.mark.parametrize(
    ("held_on", "verified", "expected"),
    [(date(2018, 7, 1), True, (1, 1)), (date(2018, 7, 1), False, (0, 1)), (date(2018, 6, 30), True, (0, 1))],
)
def test_one_push_in_every_half_year(place, held_on, verified, expected):
    event = place.add(JobEvent, kind="push", held_on=held_on, openings_count=3, reached=50)
    if verified:
        place.verify(event)
    assert place.count("job_push_windows") == expected


SETTINGS = [
    ("working_age_to", 50, "zero_employment_households", {"birth_date": date(1965, 1, 1)}, (0, 1), (0, 0)),
    ("working_age_from", 18, "zero_employment_households", {"birth_date": date(2002, 1, 1)}, (0, 1), (0, 0)),
    ("labour_includes_weak_half", 0, "employment_rate", {"labour_class": "weak_or_half"}, (0, 1), (0, 0)),
    ("confirmation_days", 60, "employment_rate", {"job": {"confirmed_on": ago(45)}}, (0, 1), (1, 1)),
    (
        "attendance_pass_percent",
        60,
        "trainable_persons_trained",
        {"training": {"hours_present": 24}},
        (0, 1),
        (1, 1),
    ),
    ("zero_case_help_days", 10, "zero_employment_households_helped", {"case": ago(20)}, (1, 1), (0, 1)),
]


@pytest.mark.parametrize(
    ("setting", "value", "measure", "facts", "before", "after"), SETTINGS, ids=[s[0] for s in SETTINGS]
)
def test_an_editions_dated_setting_moves_the_count(place, setting, value, measure, facts, before, after):
    person = place.worker(**{k: v for k, v in facts.items() if k in ("birth_date", "labour_class")})
    if "job" in facts:
        place.job(person, **facts["job"])
    if "training" in facts:
        place.trained(person, **facts["training"])
    if "case" in facts:
        place.case(person.household, confirmed_on=facts["case"], planned_on=ago(1), state="planned")
    edition = next(edition for edition in install_shipped() if edition.code == "LPS-2018")

    def counted():
        bound = scoring.parameters(edition, AS_OF)
        found = runner.count([measure], parameters=bound, settlement_ids=[place.here.pk])[place.here.pk][
            measure
        ]
        return found.met, found.total

    assert counted() == before
    shipped = list(edition.data.get("definitions", []))
    edition.data["definitions"] = [*shipped, {"from": "2019-01-01", "values": {setting: value}}]
    assert counted() == before, "a setting that begins later changes nothing today"
    edition.data["definitions"] = [*shipped, {"from": "2018-12-31", "values": {setting: value}}]
    assert counted() == after


def test_people_who_work_away_are_employed_and_no_setting_of_occupancy_changes_that(place):
    place.job(place.worker(), place="out_province")
    for value in (0, 1):
        assert place.count("employment_rate", [{"from": None, "values": {"away_working_counts": value}}]) == (
            1,
            1,
        )
