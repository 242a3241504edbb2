"""Stored counts: after a thousand random changes, incremental and full answers are the same (architecture §4)."""

import random
from datetime import date, timedelta

import pytest

from hehuo.livelihood.models import EmploymentSpell, JobEvent, ZeroEmploymentCase
from hehuo.measures import freshness, registry, runner
from hehuo.measures.models import DataVersion, MeasureCount
from hehuo.measures.parameters import parameters_for
from hehuo.org.models import Area, Settlement, SettlementArea, User
from hehuo.records.writing import save_record, void_record
from hehuo.residents.models import Household, Membership, Person

AS_OF = date(2018, 12, 31)


@pytest.fixture
def city(db):
    """Three small settlements with four families of three."""
    clerk = User.objects.create(username="clerk")
    county = Area.add_root(kind="county", name="县", code="520221")
    area = SettlementArea.objects.create(code="A1", name="区", county=county)
    rows = []
    for number in range(3):
        node = county.add_child(kind="settlement", name=f"点{number}", code=f"S{number}")
        place = Settlement.objects.create(
            code=f"S{number}", name=f"点{number}", area=node, county=county, settlement_area=area, division_code="520221",
            kind="urban", planned_households=4, planned_persons=12,
        )  # fmt: skip
        for home in range(4):
            household = save_record(
                Household(
                    settlement=place, household_no=f"{number}-{home}", head_name="甲", household_class="registered_poor",
                    allocated_on=date(2018, 1, 1), keys_on=date(2018, 2, 1), moved_in_on=date(2018, 3, 1),
                ), by=clerk, validate=False,
            )  # fmt: skip
            for _ in range(3):
                person = Person(
                    settlement=place, household=household, name="甲", sex="1", birth_date=date(1985, 5, 5),
                    labour_class="ordinary",
                )  # fmt: skip
                save_record(person, by=clerk, validate=False)
                tie = Membership(
                    settlement=place, person=person, household=household, valid_from=date(2018, 1, 1)
                )
                save_record(tie, by=clerk, validate=False)
        rows.append(place)
    return clerk, rows


def _change(dice, clerk):
    """One ordinary change somewhere, as a clerk would make it."""
    person = dice.choice(list(Person.objects.all()))
    day = AS_OF - timedelta(days=dice.randint(-3, 45))
    kind = dice.randrange(7)
    if kind == 0:
        spell = EmploymentSpell(
            settlement_id=person.settlement_id, person=person, kind="unit", place="county", valid_from=date(2018, 3, 1),
            proof_kind="phone", confirmed_on=day,
        )  # fmt: skip
        save_record(spell, by=clerk, validate=False)
    elif kind == 1 and (spell := EmploymentSpell.objects.filter(status="submitted").order_by("?").first()):
        spell.valid_to = day
        save_record(spell, by=clerk, validate=False)
    elif kind == 2 and (spell := EmploymentSpell.objects.filter(status="submitted").order_by("?").first()):
        void_record(spell, by=clerk, reason="重复")
    elif kind == 3:
        person.labour_class = dice.choice(["ordinary", "lost", "skilled"])
        save_record(person, by=clerk, validate=False)
    elif kind == 4:
        _marry(dice, clerk, person, day)
    elif kind == 5:
        event = JobEvent(
            settlement_id=person.settlement_id, kind="fair", held_on=day, openings_count=3, reached=9
        )
        save_record(event, by=clerk, validate=False)
    else:
        _zero_case(clerk, person, day)


def _marry(dice, clerk, person, day):
    """Somebody moves to another household, often in another settlement."""
    for tie in Membership.objects.filter(person=person, valid_to=None):
        tie.valid_to = max(day, tie.valid_from)
        save_record(tie, by=clerk, validate=False)
    home = dice.choice(list(Household.objects.all()))
    tie = Membership(settlement_id=home.settlement_id, person=person, household=home, valid_from=day)
    save_record(tie, by=clerk, validate=False)
    person.household, person.settlement_id = home, home.settlement_id
    save_record(person, by=clerk, validate=False)


def _zero_case(clerk, person, day):
    home = person.household
    if not ZeroEmploymentCase.objects.filter(household=home).exists():
        record = ZeroEmploymentCase(
            settlement_id=home.settlement_id, household=home, found_on=day, confirmed_on=day, planned_on=day,
            exempt="care", exempt_from=day, exempt_review_on=day + timedelta(days=30),
        )  # fmt: skip
        save_record(record, by=clerk, validate=False)


@pytest.mark.db_portable
def test_incremental_equals_full_after_a_thousand_changes(city):
    clerk, places = city
    ids, names, dice = [p.pk for p in places], list(registry.measures()), random.Random(12)
    parameters = parameters_for([], AS_OF)
    for number in range(1000):
        _change(dice, clerk)
        if number % 25 == 0:
            stored = freshness.counts_for(names, parameters=parameters, settlement_ids=ids)
            assert stored == runner.count(names, parameters=parameters, settlement_ids=ids), number
    assert freshness.refresh_all(names, parameters=parameters, settlement_ids=ids) == []


@pytest.mark.db_portable
def test_only_measures_that_read_the_changed_ledger_run_again(city, django_assert_num_queries):
    clerk, places = city
    parameters, ids = parameters_for([], AS_OF), [p.pk for p in places]
    names = ["job_push_windows", "employment_rate"]
    freshness.counts_for(names, parameters=parameters, settlement_ids=ids)
    before = dict(MeasureCount.objects.values_list("pk", "computed_at"))
    event = JobEvent(settlement=places[0], kind="fair", held_on=AS_OF, openings_count=3, reached=9)
    save_record(event, by=clerk, validate=False)
    freshness.counts_for(names, parameters=parameters, settlement_ids=ids)
    again = [r for r in MeasureCount.objects.all() if before.get(r.pk) != r.computed_at]
    assert [(r.settlement_id, r.measure) for r in again] == [(places[0].pk, "job_push_windows")]
    with django_assert_num_queries(2):
        freshness.counts_for(names, parameters=parameters, settlement_ids=ids)


@pytest.mark.db_portable
def test_a_change_during_the_count_leaves_the_count_stale(city, monkeypatch):
    clerk, places = city
    parameters, ids = parameters_for([], AS_OF), [places[0].pk]
    right, person = runner.count, Person.objects.filter(settlement=places[0]).first()

    def slow(*args, **kwargs):
        """Counts, and then somebody else saves before the count is kept."""
        made = right(*args, **kwargs)
        monkeypatch.undo()
        spell = EmploymentSpell(
            settlement=places[0], person=person, kind="unit", place="county", valid_from=date(2018, 3, 1),
            proof_kind="phone", confirmed_on=AS_OF,
        )  # fmt: skip
        save_record(spell, by=clerk, validate=False)
        return made

    monkeypatch.setattr(runner, "count", slow)
    first = freshness.counts_for(["employment_rate"], parameters=parameters, settlement_ids=ids)
    second = freshness.counts_for(["employment_rate"], parameters=parameters, settlement_ids=ids)
    assert (first[ids[0]]["employment_rate"].met, second[ids[0]]["employment_rate"].met) == (0, 1)


@pytest.mark.db_portable
def test_a_change_that_is_rolled_back_marks_nothing(city):
    from django.db import transaction

    clerk, places = city
    before = list(DataVersion.objects.order_by("pk").values_list("pk", "number"))
    event = JobEvent(settlement=places[0], kind="fair", held_on=AS_OF, openings_count=3, reached=9)
    with pytest.raises(RuntimeError), transaction.atomic():
        save_record(event, by=clerk, validate=False)
        raise RuntimeError
    assert list(DataVersion.objects.order_by("pk").values_list("pk", "number")) == before


def test_parameters_that_a_measure_does_not_read_leave_its_count_alone():
    one = parameters_for([], AS_OF)
    other = parameters_for([{"from": None, "values": {"attendance_pass_percent": 50}}], AS_OF)
    assert freshness.digest("employment_rate", one) == freshness.digest("employment_rate", other)
    assert freshness.digest("labour_force_trained", one) != freshness.digest("labour_force_trained", other)
