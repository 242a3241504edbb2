"""Workbooks of the small demo city, made once a module."""

import pytest

from tests.oracle.export import export_books


@pytest.fixture(scope="module")
def workbooks(demo_city, tmp_path_factory):
    """A folder with the exported workbooks of twelve settlements."""
    folder = tmp_path_factory.mktemp("workbooks")
    export_books(folder)
    return folder
