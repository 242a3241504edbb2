"""Test databases copied from prepared ones, so that not every pytest worker migrates and builds the demo city again.

The first worker that comes migrates as usual and leaves what it got behind: a file under .cache/test-databases on
SQLite, a database that serves as `TEMPLATE` on PostgreSQL. Names carry a digest of all that could change the content;
a lock lets one worker build while the others wait. `migrate` runs over a copy that lacks a migration, and without a usable
copy everything is built from nothing.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management.commands.migrate import Command as Migrate
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from hehuo.org.management.commands import migrate
from tests.structure.tree import HOUSE, ROOT, is_test, tracked_files

STORE = ROOT / ".cache/test-databases"
KEPT_MOST = 8
"""Prepared databases of a kind that stay for other states of the tree."""
TODAY = date(2026, 11, 24)
"""The day for which the demo city of the tests is built."""
SHIPPED = {".py", ".sql", ".yaml", ".yml", ".csv", ".json", ".txt"}


def _digest(wanted: Callable[[Path], bool]) -> str:
    """Hash of the pinned libraries and of the files of the house that `wanted` names."""
    digest = hashlib.sha256()
    for path in tracked_files():
        pinned = path.parent == ROOT / "requirements"
        if pinned or (HOUSE in path.parents and not is_test(path) and wanted(path)):
            digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def _makes_tables(path: Path) -> bool:
    return bool({"migrations", "settings"} & set(path.parts)) or "models" in path.name


@contextmanager
def _alone(name: str) -> Iterator[None]:
    """One process at a time for each database that is prepared."""
    STORE.mkdir(parents=True, exist_ok=True)
    with (STORE / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


class Kept:
    """A prepared database: an SQLite file, or a PostgreSQL database of this name on the server of the tests."""

    def __init__(self, kind: str, digest: str) -> None:
        self.kind, self.name = kind, f"hehuo_{kind}_{digest}"
        self.file = STORE / f"{self.name}.sqlite3"
        self.on_sqlite = connection.vendor == "sqlite"

    def exists(self) -> bool:
        """Whether it can be copied."""
        if self.on_sqlite:
            return self.file.exists()
        with _server() as cursor:
            cursor.execute("select 1 from pg_database where datname = %s", [self.name])
            return cursor.fetchone() is not None

    def pour_into(self, target: sqlite3.Connection) -> None:
        """SQLite: copy it into another database."""
        with closing(sqlite3.connect(self.file)) as source:
            source.backup(target)

    def keep_current(self) -> None:
        """Keep what the default connection shows under this name."""
        if self.on_sqlite:
            part = self.file.with_suffix(".part")
            part.unlink(missing_ok=True)
            with closing(sqlite3.connect(part)) as target:
                connection.ensure_connection()
                connection.connection.backup(target)
            part.rename(self.file)
            kept = sorted(STORE.glob(f"hehuo_{self.kind}_*.sqlite3"), key=lambda file: file.stat().st_mtime)
            for old in kept[:-KEPT_MOST]:
                old.unlink(missing_ok=True)
                old.with_suffix(".sqlite.json").unlink(missing_ok=True)
        else:
            current = connection.settings_dict["NAME"]
            connection.close()
            _create(self.name, template=current)


@contextmanager
def _server() -> Iterator:
    """PostgreSQL: a cursor outside the test databases."""
    with connection._nodb_cursor() as cursor:
        yield cursor


def _create(name: str, *, template: str) -> None:
    quote = connection.ops.quote_name
    with _server() as cursor:
        cursor.execute(f"create database {quote(name)} template {quote(template)}")


@cache
def _template() -> Kept:
    return Kept("template", _digest(_makes_tables))


@cache
def _city() -> Kept:
    return Kept("demo", _digest(lambda path: path.suffix in SHIPPED and "desk" not in path.parts))


def _in_memory(name: str) -> str:
    return f"file:{name}?mode=memory&cache=shared"


@contextmanager
def _no_rendering_for_nothing() -> Iterator[None]:
    """`migrate` over a copy that lacks nothing would render every model only to say so."""
    as_usual = migrate.Command.handle

    def handle(command: Migrate, *args: object, **options: object) -> None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            as_usual(command, *args, **options)

    migrate.Command.handle = handle
    try:
        yield
    finally:
        migrate.Command.handle = as_usual


@pytest.fixture(scope="session")
def django_db_setup(request, django_db_modify_db_settings, django_db_blocker):
    """The databases of pytest-django, made from the template, which is kept when there was none."""
    name = connection.creation._get_test_db_name()
    fresh = not (request.config.getvalue("reuse_db") or request.config.getvalue("nomigrations"))
    if not fresh or (connection.vendor == "sqlite" and "mode=memory" not in name):
        request.getfixturevalue("django_db_setup")
        return
    with _alone(_template().name), django_db_blocker.unblock():
        template = _template()
        known = template.exists()
        if known and template.on_sqlite:
            filled = sqlite3.connect(name, uri=True)  # the memory lives as long as one connection to it
            template.pour_into(filled)
        elif known:
            connection.settings_dict["TEST"]["TEMPLATE"] = template.name
        with _no_rendering_for_nothing():
            request.getfixturevalue("django_db_setup")
        if not known and connection.settings_dict["NAME"] == name:
            template.keep_current()
        elif known and template.on_sqlite:
            connection.ensure_connection()
            filled.close()


@contextmanager
def _instead(name: str) -> Iterator[None]:
    """The default connection shows another database."""
    kept = connection.settings_dict["NAME"], connection.connection
    connection.settings_dict["NAME"], connection.connection = name, None
    try:
        connection.ensure_connection()
        yield
    finally:
        if connection.connection is not None:
            connection.connection.close()
        connection.settings_dict["NAME"], connection.connection = kept


@contextmanager
def _gone_on_error(city: Kept) -> Iterator[None]:
    """PostgreSQL: a city that could not be built leaves no database of its name."""
    try:
        yield
    except BaseException:
        if not city.on_sqlite:
            connection.close()
            with _server() as cursor:
                cursor.execute(f"drop database {connection.ops.quote_name(city.name)}")
        raise


def _build_city(city: Kept, listing: Path, folder: Path) -> None:
    """Build the small demo city in the empty database that is shown, and keep it."""
    from hehuo.config.demo import build_demo

    settings.DATA_DIR = folder
    made = build_demo(scale="ci", today=TODAY)
    connection.check_constraints()
    if city.on_sqlite:
        city.keep_current()
    shutil.copy(made["accounts_file"], listing)


def _demo_city(blocker, folder: Path) -> Iterator[dict[str, str]]:
    """Shown for one module only: a fixture of wider scope would show the city to the tests of other folders too."""
    city = _city()
    listing, data = STORE / f"{city.name}.{connection.vendor}.json", settings.DATA_DIR
    name = _in_memory(city.name) if city.on_sqlite else city.name
    with blocker.unblock(), ExitStack() as stack:
        with _alone(city.name):
            known = city.exists() and listing.exists()
            if city.on_sqlite:
                stack.enter_context(_instead(name))
                (city if known else _template()).pour_into(connection.connection)
            else:
                if not known:
                    _create(name, template=_template().name)
                stack.enter_context(_instead(name))
            if not known:
                with _gone_on_error(city):
                    _build_city(city, listing, folder)
        settings.DATA_DIR = folder
        mine = Path(shutil.copy(listing, folder / "demo-accounts.json"))
        yield {
            "accounts_file": str(mine),
            "password": json.loads(mine.read_text(encoding="utf-8"))["password"],
        }
        settings.DATA_DIR = data


@pytest.fixture(scope="module")
def demo_city(django_db_setup, django_db_blocker, tmp_path_factory):
    """The `ci` city in a database of its own, with `accounts_file` and `password`; for tests marked `django_db`."""
    yield from _demo_city(django_db_blocker, tmp_path_factory.mktemp("demo"))
