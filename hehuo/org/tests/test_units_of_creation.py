"""200 is in, 199 is merged with the host."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from hehuo.kit.testing.world import build_world
from hehuo.org.models import Community, CreationUnit
from hehuo.org.units_of_creation import allocate_creation_unit, threshold_on

pytestmark = [pytest.mark.django_db, pytest.mark.db_portable]
DAY = date(2018, 5, 31)


@pytest.fixture
def world():
    return build_world()


@pytest.fixture
def host(world):
    village = Community.objects.create(code="H1", name="迁入村", is_host=True)
    village.settlements.add(world.here, world.there)
    return village


def test_200_households_create_on_their_own(world, host):
    unit = allocate_creation_unit(world.here, 200, DAY)
    assert (unit.kind, unit.host_community) == (CreationUnit.Kind.SETTLEMENT, None)


def test_199_households_merge_with_the_host(world, host):
    unit = allocate_creation_unit(world.here, 199, DAY)
    assert (unit.kind, unit.host_community) == (CreationUnit.Kind.HOST_MERGED, host)


def test_two_small_settlements_share_the_unit_of_their_host(world, host):
    first, second = allocate_creation_unit(world.here, 120, DAY), allocate_creation_unit(world.there, 42, DAY)
    assert first == second
    assert set(first.settlements.all()) == {world.here, world.there}


def test_a_small_settlement_needs_a_host(world):
    with pytest.raises(ValidationError, match="迁入地"):
        allocate_creation_unit(world.here, 199, DAY)


def test_repeating_changes_nothing(world, host):
    assert allocate_creation_unit(world.here, 300, DAY) == allocate_creation_unit(world.here, 300, DAY)
    assert world.here.creation_units.count() == 1


def test_another_count_moves_the_settlement(world, host):
    allocate_creation_unit(world.here, 199, DAY)
    unit = allocate_creation_unit(world.here, 200, DAY)
    assert list(world.here.creation_units.all()) == [unit]


def test_demonstration_sites_have_no_size_limit(world):
    unit = allocate_creation_unit(world.here, 60, DAY, demonstration=True)
    assert (unit.kind, unit.demonstration_site) == (CreationUnit.Kind.SETTLEMENT, True)


def test_no_rule_before_the_plan():
    assert threshold_on(date(2018, 5, 26)) == 200
    with pytest.raises(ValidationError):
        threshold_on(date(2018, 5, 25))
