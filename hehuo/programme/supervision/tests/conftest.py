"""One cast for every test of this folder."""

import pytest

from hehuo.programme.supervision.tests.cast import Cast


@pytest.fixture
def cast(db) -> Cast:
    """Two counties, the city's people, inspectors, units with posts."""
    return Cast()
