"""Tests run on copies of a prepared database: it must be what migrating from nothing gives, triggers included, and what
an installation has that took every step of the way."""

import json
import re
import sqlite3
from contextlib import closing

import pytest
from django.db import connection

from tests.reliability.running import run

OBJECTS = "select type, name, sql from sqlite_master order by 1, 2"
STEP_BY_STEP = f"""
import json
from django.core.management import call_command
from django.db import connection
call_command("migrate", verbosity=0, tables_at_once=False)
with connection.cursor() as cursor:
    print(json.dumps(cursor.execute({OBJECTS!r}).fetchall()))
"""


@pytest.fixture
def found(db):
    with connection.cursor() as cursor:
        return cursor.execute(OBJECTS).fetchall()


def columns_sorted(sql: str | None) -> list[str]:
    """A statement with its parts in a fixed order: a column that came later stands behind the others."""
    return sorted(re.split(r", (?=\"|CONSTRAINT )|\(|\)$", sql or ""))


@pytest.mark.django_db
def test_the_test_database_is_what_migrating_from_nothing_gives(prepared, found):
    with closing(sqlite3.connect(prepared / "hehuo.sqlite3")) as fresh:
        wanted = fresh.execute(OBJECTS).fetchall()
    assert any(kind == "trigger" for kind, *_ in wanted)
    assert found == wanted


@pytest.mark.django_db
def test_tables_made_at_once_are_those_that_every_step_of_the_way_gives(tmp_path, found):
    steps = json.loads(run(tmp_path, STEP_BY_STEP))
    assert [(kind, name) for kind, name, _ in found] == [(kind, name) for kind, name, _ in steps]
    differing = [
        name for (_, name, once), (_, _, step) in zip(found, steps, strict=True)
        if columns_sorted(once) != columns_sorted(step)
    ]  # fmt: skip
    assert not differing


@pytest.mark.django_db
def test_an_empty_database_gets_its_tables_at_once(tmp_path):
    told = run(tmp_path, 'from django.core.management import call_command; call_command("migrate")')
    assert "tables made at once" in told
