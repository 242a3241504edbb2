"""Cases of the old-house measures, row by row: due or not, checked or not, exempt or not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from hehuo.kit.testing.world import World, build_world
from hehuo.measures.parameters import parameters_for
from hehuo.measures.runner import count
from hehuo.property.models import OldHouse
from hehuo.residents.models import Household

pytestmark = [pytest.mark.django_db, pytest.mark.db_portable]
DAY, EVE, MORROW = date(2019, 6, 30), date(2019, 6, 29), date(2019, 7, 1)
OUT = None


@pytest.fixture
def world(db) -> World:
    """The small world."""
    return build_world()


def standing(world: World, measure: str, *, home: dict[str, Any], **house: Any) -> tuple[int, int]:
    """(met, total) with one household and one old house."""
    told = {"household_class": "registered_poor", "allocated_on": date(2018, 5, 1)} | home
    household = Household.objects.create(settlement=world.here, household_no="H1", head_name="张小明", **told)
    OldHouse.objects.create(settlement=world.here, household=household, **({"has_old_house": "own"} | house))
    found = count([measure], parameters=parameters_for((), DAY), settlement_ids=[world.here.pk])
    counts = found[world.here.pk][measure]
    return counts.met, counts.total


DONE = {"demolished_on": EVE, "site_checked_on": DAY}
EXEMPT = {"exemption": "relic", "exemption_certified_on": DAY}


@pytest.mark.parametrize(
    ("house", "wanted"),
    [
        (DONE | {"due_on": DAY}, (1, 1)),
        (DONE | {"due_on": DAY, "site_checked_on": MORROW}, (0, 1)),
        ({"due_on": DAY, "demolished_on": EVE}, (0, 1)),
        ({"due_on": DAY}, (0, 1)),
        ({"due_on": MORROW}, (0, 0)),
        ({"due_on": None}, (0, 1)),
        ({"due_on": EVE, "has_old_house": "none"}, (0, 0)),
        ({"due_on": EVE, "has_old_house": "shared"}, (0, 1)),
        ({"due_on": EVE} | EXEMPT, (0, 0)),
        ({"due_on": EVE} | EXEMPT | {"exemption_certified_on": MORROW}, (0, 1)),
        ({"due_on": EVE, "exemption": "applying"}, (0, 1)),
    ],
)  # fmt: skip
def test_demolished(world, house, wanted):
    assert standing(world, "old_houses_demolished", home={}, **house) == wanted


@pytest.mark.parametrize(
    ("home", "wanted"),
    [
        ({}, (1, 1)),
        ({"household_class": "local"}, (0, 0)),
        ({"allocated_on": MORROW}, (0, 0)),
        ({"allocated_on": DAY}, (1, 1)),
        ({"exited_on": DAY, "exit_reason": "moved_away"}, (0, 0)),
        ({"exited_on": MORROW, "exit_reason": "moved_away"}, (1, 1)),
        ({"status": "void"}, (0, 0)),
    ],
)  # fmt: skip
def test_only_houses_of_relocation_households_count(world, home, wanted):
    assert standing(world, "old_houses_demolished", home=home, due_on=DAY, **DONE) == wanted


@pytest.mark.parametrize(
    ("house", "wanted"),
    [
        ({"accepted_on": DAY, "reclaim_kind": "farmland"}, (1, 1)),
        ({"accepted_on": MORROW, "reclaim_kind": "farmland"}, (0, 1)),
        ({"reclaim_kind": "forest", "reclaim_due_on": DAY}, (0, 1)),
        ({"reclaim_kind": "forest", "reclaim_due_on": MORROW}, (0, 0)),
        ({"reclaim_kind": "unsuitable"}, (0, 0)),
        ({"reclaim_kind": ""}, (0, 1)),
        ({"reclaim_kind": "farmland"} | {"demolished_on": None, "site_checked_on": None}, (0, 1)),
    ],
)  # fmt: skip
def test_reclaimed(world, house, wanted):
    assert standing(world, "old_houses_reclaimed", home={}, **({"due_on": EVE} | DONE | house)) == wanted


@pytest.mark.parametrize(
    ("house", "wanted"),
    [
        (EXEMPT, (1, 1)),
        (EXEMPT | {"exemption_certified_on": MORROW}, (0, 1)),
        ({}, (0, 1)),
        ({"has_old_house": "none"}, (0, 0)),
    ],
)
def test_exempt(world, house, wanted):
    assert standing(world, "old_houses_exempt", home={}, **house) == wanted
