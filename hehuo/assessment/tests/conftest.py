"""A settlement with a published edition."""

import pytest

from hehuo.assessment.editions import install_shipped
from hehuo.kit.testing.world import build_world


@pytest.fixture
def world(db):
    """Two counties, settlements, the fixed cast."""
    return build_world()


@pytest.fixture
def edition(db):
    """LPS-2018 as it ships."""
    return install_shipped()[0]
