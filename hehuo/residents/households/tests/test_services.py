"""Households step by step: flats, splits, merges, exits; lineage is kept and no day counts anybody twice."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from hehuo.records.writing import void_record
from hehuo.residents.households import services
from hehuo.residents.models import DwellingAllocation, HouseholdLineage, Membership, Move, OccupancySpell
from hehuo.residents.people.queries import members_at, relocation_households
from hehuo.residents.tests.homes import ALLOCATED, make_flat, make_household, make_person

pytestmark = pytest.mark.django_db
DAY, EVE = date(2020, 3, 1), date(2020, 2, 29)


@pytest.fixture
def family(world):
    """A household that has moved in, with head, spouse and son."""
    home = make_household(world.here, by=world.secretary, until="moved")
    head = make_person(world.here, by=world.secretary, household=home, relation="户主", name="张大山")
    spouse = make_person(world.here, by=world.secretary, household=home, relation="配偶")
    son = make_person(
        world.here, by=world.secretary, household=home, relation="之子", name="张·小", born=date(1999, 1, 1)
    )
    return home, head, spouse, son


def split(world, family, people=None, head=None):
    home, _, _, son = family
    return services.split_household(
        home, people or [son], by=world.secretary, on=DAY, household_no="H-新", head=head or son
    )


def test_a_split_keeps_everybody_once_on_every_day(world, family):
    home, _, _, son = family
    new = split(world, family)
    assert list(members_at(new, DAY)) == [son]
    assert members_at(new, EVE).count() == 0
    assert (members_at(home, EVE).count(), members_at(home, DAY).count()) == (3, 2)
    link = HouseholdLineage.objects.get()
    assert (link.predecessor, link.successor, link.kind, link.occurred_on) == (home, new, "split", DAY)
    assert [h.pk for h in relocation_households(world.here, EVE)] == [home.pk]
    assert {h.pk for h in relocation_households(world.here, DAY)} == {home.pk, new.pk}
    assert OccupancySpell.objects.get(household=new).state == "resident"
    assert new.dwelling == home.dwelling


@pytest.mark.parametrize("wrong", ["head", "everybody", "stranger"])
def test_a_split_that_cannot_be(world, family, wrong):
    home, head, spouse, son = family
    stranger = make_person(world.here, by=world.secretary)
    told = {
        "head": ([son], head),
        "everybody": ([head, spouse, son], son),
        "stranger": ([son, stranger], son),
    }
    with pytest.raises(ValidationError):
        split(world, family, *told[wrong])
    assert not HouseholdLineage.objects.exists()
    assert members_at(home, DAY).count() == 3


def test_a_merge_closes_the_source_with_its_history(world, family):
    home, _, _, _ = family
    new = split(world, family)
    later = date(2021, 5, 1)
    services.merge_households(new, home, by=world.secretary, on=later)
    assert members_at(home, later).count() == 3
    assert members_at(new, date(2021, 4, 30)).count() == 1
    new.refresh_from_db()
    assert (new.exit_reason, new.exited_on) == ("merged", later)
    assert list(HouseholdLineage.objects.order_by("id").values_list("kind", flat=True)) == ["split", "merge"]
    home.dwelling.refresh_from_db()
    assert home.dwelling.state == "allocated", "the other household still lives there"
    with pytest.raises(ValidationError, match="销户"):
        services.merge_households(new, home, by=world.secretary, on=later)


def test_one_flat_is_not_given_twice(world, family):
    home = family[0]
    other = make_household(world.here, by=world.secretary)
    with pytest.raises(ValidationError, match="已分给别的户"):
        services.allocate_dwelling(other, home.dwelling, by=world.secretary, on=DAY)
    with pytest.raises(ValidationError, match="已分给别的户"):
        services.allocate_dwelling(other, home.dwelling, by=world.secretary, on=date(2018, 4, 1))
    with pytest.raises(ValidationError, match="已有住房"):
        services.allocate_dwelling(
            home, make_flat(world.here, by=world.secretary), by=world.secretary, on=DAY
        )


def test_the_flat_of_a_void_household_is_free(world):
    wrong = make_household(world.here, by=world.secretary, until="allocated")
    void_record(wrong, by=world.secretary, reason="重复登记")
    other = make_household(world.here, by=world.secretary)
    assert services.allocate_dwelling(other, wrong.dwelling, by=world.secretary, on=DAY).pk


@pytest.mark.parametrize(("size", "allowed"), [(7, False), (8, True)])
def test_a_second_flat_is_for_eight_or_more(world, size, allowed):
    home = make_household(world.here, by=world.secretary, until="allocated", member_count_at_allocation=size)
    flat = make_flat(world.here, by=world.secretary)
    if allowed:
        services.allocate_dwelling(home, flat, by=world.secretary, on=DAY, second=True)
    else:
        with pytest.raises(ValidationError, match="满 8 人"):
            services.allocate_dwelling(home, flat, by=world.secretary, on=DAY, second=True)
    assert DwellingAllocation.objects.filter(household=home).count() == 1 + allowed


def test_another_flat_leaves_the_first_day_alone(world, family):
    home, old = family[0], family[0].dwelling
    new = make_flat(world.here, by=world.secretary)
    services.change_dwelling(home, new, by=world.secretary, on=DAY, reason="漏水")
    old.refresh_from_db()
    assert (home.allocated_on, home.dwelling, old.state) == (ALLOCATED, new, "returned")
    move = Move.objects.get(kind="change")
    assert (move.from_dwelling, move.to_dwelling, move.moved_on) == (old, new, DAY)


def test_who_moves_away_leaves_nothing_running(world, family):
    home = family[0]
    services.exit_household(home, by=world.secretary, on=DAY, reason="moved_away")
    for model in (Membership, OccupancySpell, DwellingAllocation):
        assert not model.objects.filter(household=home, valid_to__isnull=True).exists(), model
    assert {person.left_on for person in home.people.all()} == {DAY}
    with pytest.raises(ValidationError, match="销户"):
        services.hand_over_keys(home, by=world.secretary, on=DAY)


@pytest.mark.parametrize(("reason", "told"), [("died_out", "在册成员"), ("merged", "并户"), ("", "选择")])
def test_an_exit_that_cannot_be(world, family, reason, told):
    with pytest.raises(ValidationError, match=told):
        services.exit_household(family[0], by=world.secretary, on=DAY, reason=reason)
