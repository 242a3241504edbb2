"""Frozen in the database too: step log, frozen population and drawn samples never change."""

from django.db import migrations

TABLES = ("campaignstep", "populationfreeze", "sample")
KEPT = ("samplerow", "decision", "objection")


def _sqlite():
    for table in TABLES:
        yield (
            f"create trigger programme_{table}_frozen before update on programme_{table} "
            f"begin select raise(abort, 'programme_{table} is frozen'); end"
        )
    for table in TABLES + KEPT:
        yield (
            f"create trigger programme_{table}_kept before delete on programme_{table} "
            f"begin select raise(abort, 'programme_{table} is kept'); end"
        )


def _postgres():
    yield (
        "create or replace function programme_refuse() returns trigger language plpgsql as "
        "$$ begin raise exception 'frozen'; end $$"
    )
    for table in TABLES + KEPT:
        what = "update or delete" if table in TABLES else "delete"
        yield (
            f"create trigger programme_{table}_kept before {what} on programme_{table} "
            "for each row execute function programme_refuse()"
        )


def _undo(vendor):
    for table in TABLES + KEPT:
        names = [f"programme_{table}_kept"]
        if vendor == "sqlite" and table in TABLES:
            names.append(f"programme_{table}_frozen")
        for name in names:
            yield f"drop trigger {name}" + (f" on programme_{table}" if vendor == "postgresql" else "")


def apply(apps, schema_editor):
    made = _sqlite() if schema_editor.connection.vendor == "sqlite" else _postgres()
    for statement in made:
        schema_editor.execute(statement, params=None)


def unapply(apps, schema_editor):
    for statement in _undo(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("programme", "0001_initial")]
    operations = [migrations.RunPython(apply, unapply)]
