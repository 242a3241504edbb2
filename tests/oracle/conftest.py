"""The small demo city and its workbooks, made once for this folder."""

from datetime import date

import pytest
from django.conf import settings
from django.db import connection, transaction

from hehuo.assessment.editions import install_shipped
from hehuo.config.demo import build_demo
from tests.oracle.export import export_books

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="package")
def workbooks(django_db_setup, django_db_blocker, tmp_path_factory):
    """A folder with the exported workbooks of twelve settlements; tests may read the city and must not write."""
    kept, settings.DATA_DIR = settings.DATA_DIR, tmp_path_factory.mktemp("demo")
    folder = tmp_path_factory.mktemp("workbooks")
    with django_db_blocker.unblock(), transaction.atomic():
        install_shipped()
        build_demo(scale="ci", today=TODAY)
        export_books(folder)
        yield folder
        connection.check_constraints()
        transaction.set_rollback(True)
    settings.DATA_DIR = kept
