"""Workbooks of the small demo city, made once for this folder."""

import pytest

from tests.oracle.export import export_books


@pytest.fixture(scope="package")
def workbooks(demo_city_of_package, tmp_path_factory):
    """A folder with the exported workbooks of twelve settlements."""
    folder = tmp_path_factory.mktemp("workbooks")
    export_books(folder)
    return folder
