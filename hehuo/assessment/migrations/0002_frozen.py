"""Frozen in the database too: snapshots never change, published editions keep their data and hash."""

from django.db import migrations

SQLITE = [
    "create trigger assessment_snapshot_frozen before update on assessment_snapshot "
    "begin select raise(abort, 'snapshots are frozen'); end",
    "create trigger assessment_snapshot_kept before delete on assessment_snapshot "
    "begin select raise(abort, 'snapshots are frozen'); end",
    "create trigger assessment_edition_frozen before update on assessment_standardedition "
    "when old.state <> 'draft' and (new.data <> old.data or new.hash <> old.hash or new.code <> old.code) "
    "begin select raise(abort, 'published editions are frozen'); end",
]
POSTGRES = [
    "create or replace function assessment_refuse() returns trigger language plpgsql as "
    "$$ begin raise exception 'frozen'; end $$",
    "create trigger assessment_snapshot_frozen before update or delete on assessment_snapshot "
    "for each row execute function assessment_refuse()",
    "create trigger assessment_edition_frozen before update on assessment_standardedition for each row "
    "when (old.state <> 'draft' and (new.data <> old.data or new.hash <> old.hash or new.code <> old.code)) "
    "execute function assessment_refuse()",
]
UNDO = {
    "sqlite": [
        "drop trigger assessment_snapshot_frozen",
        "drop trigger assessment_snapshot_kept",
        "drop trigger assessment_edition_frozen",
    ],
    "postgresql": [
        "drop trigger assessment_snapshot_frozen on assessment_snapshot",
        "drop trigger assessment_edition_frozen on assessment_standardedition",
    ],
}


def run(statements_by_vendor):
    def step(apps, schema_editor):
        for statement in statements_by_vendor[schema_editor.connection.vendor]:
            schema_editor.execute(statement, params=None)

    return step


class Migration(migrations.Migration):
    dependencies = [("assessment", "0001_initial")]
    operations = [migrations.RunPython(run({"sqlite": SQLITE, "postgresql": POSTGRES}), run(UNDO))]
