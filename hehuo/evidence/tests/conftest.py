"""The small world, records to prove, and a files folder of one's own."""

from __future__ import annotations

import pytest

from hehuo.evidence.tests.made import make_household
from hehuo.kit.testing.world import build_world


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.EVIDENCE_SCANNER = ""
    return settings.MEDIA_ROOT


@pytest.fixture
def world(db):
    return build_world()


@pytest.fixture
def record(world):
    return make_household(world, "H1")


@pytest.fixture
def other(world):
    return make_household(world, "H2")
