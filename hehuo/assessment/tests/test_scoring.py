"""From ledger rows to points, through the real measures and the shipped edition."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from hehuo.assessment.day_points import in_short, points_of_days
from hehuo.assessment.models import Judgement
from hehuo.assessment.scoring import assemble, city_scorecards, scorecard, unit_scorecard
from hehuo.livelihood.models import EmploymentSpell
from hehuo.org.models import CreationUnit
from hehuo.records.writing import save_record, void_record
from hehuo.residents.models import Household, Membership, OccupancySpell, Person

pytestmark = [pytest.mark.django_db, pytest.mark.db_portable]
TODAY = date(2026, 11, 24)


def family(world, number, *, job=True, moved=True, settlement=None):
    """A household of one worker, moved in, with or without a job."""
    place, by = settlement or world.here, world.committee
    home = save_record(
        Household(
            settlement=place, household_no=f"H{number}", head_name="王·小二", household_class="registered_poor",
            allocated_on=date(2018, 1, 1), keys_on=date(2018, 2, 1), moved_in_on=date(2018, 3, 1) if moved else None,
        ), by=by,
    )  # fmt: skip
    state = "resident" if moved else "keyed_not_moved"
    spell = OccupancySpell(
        settlement=place, household=home, state=state, valid_from=date(2018, 3, 1), checked_on=TODAY
    )
    save_record(spell, by=by)
    person = save_record(
        Person(
            settlement=place, household=home, name="王·小二", sex="1", birth_date=date(1990, 1, 1),
            labour_class="ordinary", no_id_reason="unknown", relation="户主",
        ), by=by,
    )  # fmt: skip
    save_record(
        Membership(
            settlement=place, person=person, household=home, relation="户主", valid_from=date(2018, 1, 1)
        ),
        by=by,
    )
    if job:
        give_job(world, person)
    return home, person


def give_job(world, person, on=TODAY):
    """A confirmed job."""
    return save_record(
        EmploymentSpell(
            settlement=person.settlement, person=person, kind="unit", place="county", valid_from=date(2020, 1, 1),
            contract_kind="labour", proof_kind="contract", confirmed_on=on,
        ), by=world.committee,
    )  # fmt: skip


def points(card, code):
    """Points of a sub-criterion."""
    return next(c for c in card.criteria() if c.code == code)


def test_empty_settlement_scores_nothing(world, edition):
    card = scorecard(world.here, edition, TODAY)
    assert card.total == Decimal("0.0")
    assert {c.state for c in card.criteria()} <= {"no_ledger", "no_data", "judged_pending", "computed"}
    assert len(card.items()) == 16 and len(card.criteria()) == 65 and card.max == 100


def test_full_occupancy_needs_every_household(world, edition):
    for n in range(50):
        family(world, n)
    assert points(scorecard(world.here, edition, TODAY), "9.1").points == Decimal("2.00")
    family(world, 99, moved=False)
    row = points(scorecard(world.here, edition, TODAY), "9.1")
    assert (row.met, row.total, row.points) == (50, 51, Decimal("1.00"))


def test_one_zero_employment_household_takes_the_points_and_a_job_brings_them_back(world, edition):
    family(world, 1)
    _, idle = family(world, 2, job=False)
    before = scorecard(world.here, edition, TODAY)
    assert points(before, "12.3").points == 0
    give_job(world, idle)
    after = scorecard(world.here, edition, TODAY)
    assert points(after, "12.3").points == Decimal("2.50")
    assert after.total > before.total
    assert after.vibrant == sum(s.points for s in after.sections if s.no in (3, 4))


def test_a_voided_row_stops_counting(world, edition):
    _, person = family(world, 1, job=False)
    spell = give_job(world, person)
    assert points(scorecard(world.here, edition, TODAY), "12.3").points == Decimal("2.50")
    void_record(spell, by=world.secretary, reason="录错")
    assert points(scorecard(world.here, edition, TODAY), "12.3").points == 0


def test_as_known_before_the_job_was_recorded(world, edition):
    _, person = family(world, 1, job=False)
    then = timezone.now()
    give_job(world, person)
    known = scorecard(world.here, edition, TODAY, known_at=then)
    assert points(known, "12.3").points == 0
    assert points(scorecard(world.here, edition, TODAY, known_at=timezone.now()), "12.3").points == Decimal(
        "2.50"
    )


def test_confirmation_runs_out_after_31_days(world, edition):
    _, person = family(world, 1, job=False)
    give_job(world, person, on=TODAY)
    assert points(scorecard(world.here, edition, TODAY + timedelta(days=31)), "12.3").points == Decimal(
        "2.50"
    )
    assert points(scorecard(world.here, edition, TODAY + timedelta(days=32)), "12.3").points == 0


def test_unit_adds_the_cases_of_its_settlements(world, edition):
    family(world, 1)
    family(world, 2, settlement=world.there, moved=False)
    unit = CreationUnit.objects.create(
        code="U1", name="两处合一", kind="settlement", county=world.here.county
    )
    unit.settlements.set([world.here, world.there])
    row = points(unit_scorecard(unit, edition, TODAY), "9.1")
    assert (row.met, row.total) == (1, 2)


def test_same_question_same_bytes_and_shape(world, edition):
    family(world, 1)
    cards = [city_scorecards([world.here, world.there], edition, TODAY) for _ in range(2)]
    assert cards[0][world.here.pk].to_dict() == cards[1][world.here.pk].to_dict()
    shape = cards[0][world.here.pk].to_dict()
    assert set(shape) == {"settlement", "edition", "as_of", "total", "titles", "sections", "items"}
    assert all(isinstance(item["points"], str) for item in shape["items"])


def test_a_second_reading_costs_few_queries(world, edition, django_assert_max_num_queries):
    family(world, 1)
    scorecard(world.here, edition, TODAY)
    with django_assert_max_num_queries(5):
        scorecard(world.here, edition, TODAY)


def test_points_that_are_kept_are_those_of_the_same_input_only(world, edition):
    """Sections and days are worked out once for the same counts: a change of a count, a judgement or the edition is seen at once."""
    home, _ = family(world, 1)
    places = [world.here, world.there]
    days = [date(2018, 12, 31), date(2020, 6, 30), TODAY]

    def same():
        found = points_of_days(places, edition, days)
        for day in days:
            cards = city_scorecards(places, edition, day)
            alone = {
                pk: assemble("", edition, day, None, c.counts, c.judged, c.taken, c.decided)
                for pk, c in cards.items()
            }
            assert {pk: card.sections for pk, card in cards.items()} == {
                pk: card.sections for pk, card in alone.items()
            }
            assert found[day] == {pk: in_short(card) for pk, card in alone.items()}
        return found

    assert edition.hash
    first = same()
    assert same() == first
    part = next(
        p["key"]
        for s in edition.data["sections"]
        for i in s["items"]
        for c in i["sub_criteria"]
        for p in c["rule"]["parts"]
        if p["kind"] == "judged"
    )
    Judgement.objects.create(
        settlement=world.here, edition=edition, part=part, points=Decimal("0.5"), reason="现场看过",
        occurred_on=date(2020, 1, 1), judged_by=world.inspector,
    )  # fmt: skip
    judged = same()
    assert judged[days[0]] == first[days[0]] and judged[days[1]] != first[days[1]]
    void_record(OccupancySpell.objects.get(household=home), by=world.secretary, reason="误登")
    assert same()[days[0]] != first[days[0]]
