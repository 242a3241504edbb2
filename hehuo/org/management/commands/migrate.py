"""`migrate`, which makes the tables of an empty database at once and then goes on as usual."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import migrate
from django.db import connections

from hehuo.org.first_tables import make_all_tables

STEPWISE = ("app_label", "migration_name", "fake", "fake_initial", "plan", "check_unapplied", "prune")


class Command(migrate.Command):
    """Django's command; `tables_at_once=False` walks through the history of an empty database too."""

    stealth_options = ("tables_at_once",)

    def handle(self, *args: Any, **options: Any) -> None:
        """An empty database gets every table in its last shape, unless the options ask for certain migrations."""
        if options.get("tables_at_once", True) and not any(options.get(name) for name in STEPWISE):
            made = make_all_tables(connections[options["database"]])
            if made and options["verbosity"] >= 1:
                self.stdout.write(f"  {made} migrations: tables made at once")
        super().handle(*args, **options)
