"""One small demo city per module, built in a transaction that is rolled back."""

from datetime import date

import pytest
from django.conf import settings
from django.db import connection, transaction

from hehuo.config.demo import build_demo

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def demo_city(django_db_setup, django_db_blocker, tmp_path_factory):
    """The `ci` city; tests may read it and must not write."""
    kept, settings.DATA_DIR = settings.DATA_DIR, tmp_path_factory.mktemp("demo")
    with django_db_blocker.unblock(), transaction.atomic():
        yield build_demo(scale="ci", today=TODAY)
        connection.check_constraints()
        transaction.set_rollback(True)
    settings.DATA_DIR = kept
