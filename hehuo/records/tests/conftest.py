"""The small world."""

import pytest

from hehuo.kit.testing.world import build_world


@pytest.fixture
def world(db):
    return build_world()
