"""The stage of campaigns for every test of this folder, files kept in a folder of the test."""

import pytest

from hehuo.programme.tests.stage import Stage


@pytest.fixture
def stage(db, settings, tmp_path) -> Stage:
    """A demonstration site with its cast."""
    settings.MEDIA_ROOT = tmp_path / "files"
    return Stage()
