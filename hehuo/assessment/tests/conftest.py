"""A settlement with a published edition."""

import pytest

from hehuo.assessment.editions import install_shipped
from hehuo.assessment.models import StandardEdition
from hehuo.kit.testing.world import build_world, make_user
from hehuo.org.roles import Role


@pytest.fixture
def world(db):
    """Two counties, settlements, the fixed cast."""
    return build_world()


@pytest.fixture
def edition(db):
    """LPS-2018 as it ships."""
    return install_shipped()[0]


@pytest.fixture
def city(world):
    """The world with its office and the edition in force, for what people decide."""
    install_shipped()
    world.office = make_user("市指挥部办公室", Role.CITY_OFFICE, world.city)
    world.edition = StandardEdition.objects.get(code="LPS-2018")
    return world
