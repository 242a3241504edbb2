"""The small world for tests that are no ledger contract."""

import pytest

from hehuo.kit.testing.world import World, build_world


@pytest.fixture
def world(db) -> World:
    """One city, two counties, a settlement in each, the usual cast."""
    return build_world()
