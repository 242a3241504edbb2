"""Dated memberships: nobody is in two households on one day, whatever order the steps come in."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hehuo.residents.models import Membership, Person
from hehuo.residents.people.queries import members_at
from hehuo.residents.people.services import add_member, change_head, end_membership
from hehuo.residents.tests.homes import make_household, make_person

pytestmark = pytest.mark.django_db
FIRST = date(2018, 1, 1)
STEPS = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 900)), min_size=1, max_size=6)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_memberships_of_a_person_never_overlap(world, steps):
    homes = [make_household(world.here, by=world.secretary) for _ in range(3)]
    person = make_person(world.here, by=world.secretary)
    for place, days in steps:
        try:
            add_member(
                person, homes[place], by=world.secretary, on=FIRST + timedelta(days=days), relation="其他"
            )
        except ValidationError:
            continue
    rows = list(Membership.objects.filter(person=person).order_by("valid_from", "id"))
    assert sum(1 for row in rows if row.valid_to is None) == 1
    for before, after in itertools.pairwise(rows):
        assert before.valid_to is not None
        assert before.valid_to <= after.valid_from
    on_any_day = [sum(members_at(home, FIRST + timedelta(days=900)).count() for home in homes)]
    assert on_any_day == [1]


def test_a_new_head_leaves_the_old_days_alone(world):
    home = make_household(world.here, by=world.secretary, until="moved")
    old = make_person(world.here, by=world.secretary, household=home, relation="户主", name="张大山")
    new = make_person(
        world.here, by=world.secretary, household=home, relation="之子", name="张·小", born=date(1999, 1, 1)
    )
    change_head(home, new, by=world.secretary, on=date(2020, 1, 1), old_relation="之父")
    heads = Membership.objects.filter(household=home, relation="户主").order_by("valid_from")
    assert [(row.person, row.valid_to) for row in heads] == [(old, date(2020, 1, 1)), (new, None)]
    assert home.head_name == "张·小"


def test_a_second_head_is_refused(world):
    home = make_household(world.here, by=world.secretary, until="moved")
    make_person(world.here, by=world.secretary, household=home, relation="户主")
    with pytest.raises(ValidationError, match="已有户主"):
        make_person(world.here, by=world.secretary, household=home, relation="户主")


@pytest.mark.parametrize("kind", ["death", "left", "marriage", "other"])
def test_an_ending_takes_the_person_out_from_that_day(world, kind):
    home = make_household(world.here, by=world.secretary, until="moved")
    person = make_person(world.here, by=world.secretary, household=home)
    day = date(2020, 5, 1)
    end_membership(Membership.objects.get(person=person), by=world.secretary, on=day, kind=kind)
    assert not members_at(home, day).exists()
    assert members_at(home, date(2020, 4, 30)).exists()
    now = Person.objects.get(pk=person.pk)
    assert (now.deceased_on, now.left_on) == (
        day if kind == "death" else None,
        day if kind == "left" else None,
    )
    with pytest.raises(ValidationError, match="已于"):
        end_membership(Membership.objects.get(person=person), by=world.secretary, on=day, kind=kind)


def test_a_number_that_is_known_elsewhere_tells_no_name(world):
    person = make_person(world.there, by=world.stranger, name="外社区人")
    with pytest.raises(ValidationError) as refused:
        make_person(world.here, by=world.secretary, id_no=person.id_no.reveal())
    assert "外社区人" not in str(refused.value)
    assert "别处登记" in str(refused.value)
