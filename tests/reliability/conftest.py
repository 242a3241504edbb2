"""A small world in a data folder, made once and copied for each test."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.reliability.running import PREPARE, run


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two settlements, the usual cast (usernames as in the small world), the shipped standards."""
    folder = tmp_path_factory.mktemp("prepared") / "data"
    run(folder, PREPARE)
    return folder


@pytest.fixture
def data(prepared: Path, tmp_path: Path) -> Path:
    """A copy of the prepared folder."""
    return Path(shutil.copytree(prepared, tmp_path / "data"))
