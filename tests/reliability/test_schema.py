"""Tests run on copies of a prepared database: it must be what migrating from nothing gives, triggers included."""

import sqlite3
from contextlib import closing

import pytest
from django.db import connection

OBJECTS = "select type, name, sql from sqlite_master order by 1, 2"


@pytest.mark.django_db
def test_the_test_database_is_what_migrating_from_nothing_gives(prepared):
    with closing(sqlite3.connect(prepared / "hehuo.sqlite3")) as fresh, connection.cursor() as cursor:
        wanted = fresh.execute(OBJECTS).fetchall()
        found = cursor.execute(OBJECTS).fetchall()
    assert any(kind == "trigger" for kind, *_ in wanted)
    assert found == wanted
