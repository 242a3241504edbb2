"""One stage for every test of this folder."""

import pytest

from hehuo.programme.tests.stage import Stage


@pytest.fixture
def stage(db) -> Stage:
    """A demonstration site of 20 households with its cast."""
    return Stage()
