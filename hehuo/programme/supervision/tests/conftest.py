"""One cast for every test of this folder."""

import pytest

from hehuo.programme.supervision.tests.cast import Cast


@pytest.fixture
def cast(db, settings, tmp_path) -> Cast:
    """Two counties, the city's people, inspectors, units with posts; files lie in a folder of the test."""
    settings.MEDIA_ROOT = tmp_path / "files"
    return Cast()
