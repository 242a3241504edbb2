"""Frozen in the database too: the log of supervision, draws and their frames never change; judgements and rows are kept."""

from django.db import migrations

FROZEN = ("supervisionstep", "spotdraw", "spotframe")
KEPT = ("spotsite", "spotmember", "spotrecord", "spothousehold", "finding", "bulletin", "responsibilitytask")


def _sqlite():
    for table in FROZEN:
        yield (
            f"create trigger programme_{table}_frozen before update on programme_{table} "
            f"begin select raise(abort, 'programme_{table} is frozen'); end"
        )
    for table in FROZEN + KEPT:
        yield (
            f"create trigger programme_{table}_kept before delete on programme_{table} "
            f"begin select raise(abort, 'programme_{table} is kept'); end"
        )


def _postgres():
    for table in FROZEN + KEPT:
        what = "update or delete" if table in FROZEN else "delete"
        yield (
            f"create trigger programme_{table}_kept before {what} on programme_{table} "
            "for each row execute function programme_refuse()"
        )


def apply(apps, schema_editor):
    made = _sqlite() if schema_editor.connection.vendor == "sqlite" else _postgres()
    for statement in made:
        schema_editor.execute(statement, params=None)


def unapply(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for table in FROZEN + KEPT:
        names = [f"programme_{table}_kept"]
        if vendor == "sqlite" and table in FROZEN:
            names.append(f"programme_{table}_frozen")
        for name in names:
            on = f" on programme_{table}" if vendor == "postgresql" else ""
            schema_editor.execute(f"drop trigger {name}{on}", params=None)


class Migration(migrations.Migration):
    dependencies = [("programme", "0002_frozen")]
    operations = [migrations.RunPython(apply, unapply)]
