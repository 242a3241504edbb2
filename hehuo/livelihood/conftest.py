"""The small world for the tests of this context."""

import pytest

from hehuo.kit.testing.world import build_world


@pytest.fixture
def world(db):
    """One city, two counties, one settlement in each, and the usual cast."""
    return build_world()
