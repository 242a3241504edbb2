"""Cases of the occupancy measures, row by row: keys, states, windows, two ends."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from hehuo.kit.testing.world import World
from hehuo.measures.parameters import parameters_for
from hehuo.measures.runner import count
from hehuo.residents.models import Household, OccupancySpell, TwoEndsCase

pytestmark = [pytest.mark.django_db, pytest.mark.db_portable]
DAY, EVE, MORROW = date(2019, 6, 30), date(2019, 6, 29), date(2019, 7, 1)
SINCE = date(2018, 7, 1)
HOME = {
    "household_class": "registered_poor",
    "allocated_on": date(2018, 5, 1),
    "keys_on": date(2018, 6, 1),
    "moved_in_on": SINCE,
}


def make_home(world: World, **facts: Any) -> Household:
    """A relocation household that has moved in, unless its keys or its flat are told otherwise."""
    if {"keys_on", "allocated_on"} & facts.keys():
        facts = {"moved_in_on": None, "keys_on": None} | facts
    number = f"H{Household.objects.count()}"
    return Household.objects.create(
        settlement=world.here, household_no=number, head_name="张小明", **(HOME | facts)
    )


def counted(world: World, measure: str) -> tuple[int, int]:
    """(met, total) of the settlement."""
    found = count([measure], parameters=parameters_for((), DAY), settlement_ids=[world.here.pk])
    counts = found[world.here.pk][measure]
    return counts.met, counts.total


def spell(home: Household, state: str, **facts: Any) -> OccupancySpell:
    """An occupancy spell, running since the move."""
    told = {"valid_from": SINCE, "checked_on": EVE} | facts
    return OccupancySpell.objects.create(settlement=home.settlement, household=home, state=state, **told)


def test_nothing_is_zero_of_zero(world):
    for measure in (
        "relocation_households_moved_in",
        "occupancy_checked",
        "two_ends_cases_open",
        "relocation_households",
    ):
        assert counted(world, measure) == (0, 0), measure


@pytest.mark.parametrize(
    ("state", "facts", "met"),
    [
        ("resident", {}, 1),
        ("resident_partly", {}, 1),
        ("away_working", {"away_confirmed": True}, 1),
        ("away_working", {}, 0),
        ("two_ends", {}, 0),
        ("vacated", {}, 0),
        ("misused", {}, 0),
        ("keyed_not_moved", {}, 0),
        ("resident", {"valid_to": DAY}, 0),
        ("resident", {"valid_to": MORROW}, 1),
        ("resident", {"valid_from": DAY}, 1),
        ("resident", {"valid_from": MORROW}, 0),
        ("resident", {"status": "void"}, 0),
    ],
)  # fmt: skip
def test_moved_in_by_state(world, state, facts, met):
    spell(make_home(world), state, **facts)
    assert counted(world, "relocation_households_moved_in") == (met, 1)


@pytest.mark.parametrize(
    ("home", "wanted"),
    [
        ({"keys_on": DAY}, (1, 1)),
        ({"keys_on": MORROW}, (0, 0)),
        ({"keys_on": None}, (0, 0)),
        ({"household_class": "co_relocated"}, (1, 1)),
        ({"household_class": "local"}, (0, 0)),
        ({"household_class": "other"}, (0, 0)),
        ({"exited_on": DAY, "exit_reason": "died_out"}, (0, 0)),
        ({"exited_on": MORROW, "exit_reason": "died_out"}, (1, 1)),
    ],
)  # fmt: skip
def test_who_is_in_the_denominator(world, home, wanted):
    spell(make_home(world, **home), "resident")
    assert counted(world, "relocation_households_moved_in") == wanted


def test_away_working_needs_a_move_before(world):
    spell(make_home(world, moved_in_on=None), "away_working", away_confirmed=True)
    assert counted(world, "relocation_households_moved_in") == (0, 1)


def test_part_of_the_households(world):
    spell(make_home(world), "resident")
    make_home(world)
    assert counted(world, "relocation_households_moved_in") == (1, 2)


@pytest.mark.parametrize(("days", "met"), [(0, 1), (91, 1), (92, 1), (93, 0)])
def test_a_check_is_fresh_for_ninety_two_days(world, days, met):
    spell(make_home(world), "resident", checked_on=DAY - timedelta(days=days))
    assert counted(world, "occupancy_checked") == (met, 1)


@pytest.mark.parametrize(("keys_on", "met"), [(DAY, 1), (MORROW, 0), (None, 0)])
def test_households_that_wait_for_keys(world, keys_on, met):
    make_home(world, keys_on=keys_on)
    assert counted(world, "households_awaiting_keys") == (met, 1)
    assert counted(world, "relocation_households") == (1, 1)


@pytest.mark.parametrize(
    ("facts", "met"),
    [
        ({"state": "open", "confirmed_on": DAY}, 0),
        ({"state": "open", "confirmed_on": MORROW}, 1),
        ({"state": "suspected"}, 1),
        ({"state": "dismissed", "confirmed_on": EVE}, 1),
        ({"state": "closed_pending", "confirmed_on": EVE, "closed_on": DAY}, 0),
        ({"state": "closed", "confirmed_on": EVE, "closed_on": EVE, "closing_check_on": DAY}, 1),
        ({"state": "closed", "confirmed_on": EVE, "closed_on": EVE, "closing_check_on": MORROW}, 0),
        ({"state": "open", "confirmed_on": DAY, "status": "void"}, 1),
    ],
)  # fmt: skip
def test_two_ends_by_case(world, facts, met):
    home = make_home(world)
    TwoEndsCase.objects.create(settlement=world.here, household=home, found_on=EVE, reason="elderly", **facts)
    assert counted(world, "two_ends_cases_open") == (met, 1)


def test_who_has_not_moved_in_has_no_two_ends(world):
    make_home(world, moved_in_on=None)
    make_home(world, moved_in_on=MORROW)
    assert counted(world, "two_ends_cases_open") == (0, 0)
