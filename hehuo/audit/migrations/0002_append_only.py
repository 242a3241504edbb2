"""Append-only in the database too: no update, no delete."""

from django.db import migrations

SQLITE = [
    "create trigger audit_entry_no_update before update on audit_entry begin select raise(abort, 'audit is append-only'); end",
    "create trigger audit_entry_no_delete before delete on audit_entry begin select raise(abort, 'audit is append-only'); end",
]
POSTGRES = [
    "create or replace function audit_refuse() returns trigger language plpgsql as "
    "$$ begin raise exception 'audit is append-only'; end $$",
    "create trigger audit_entry_no_change before update or delete on audit_entry for each row execute function audit_refuse()",
    "create trigger audit_entry_no_truncate before truncate on audit_entry for each statement execute function audit_refuse()",
]
UNDO = {
    "sqlite": ["drop trigger audit_entry_no_update", "drop trigger audit_entry_no_delete"],
    "postgresql": ["drop trigger audit_entry_no_change on audit_entry", "drop trigger audit_entry_no_truncate on audit_entry"],
}


def run(statements_by_vendor):
    def step(apps, schema_editor):
        for statement in statements_by_vendor[schema_editor.connection.vendor]:
            schema_editor.execute(statement, params=None)

    return step


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(run({"sqlite": SQLITE, "postgresql": POSTGRES}), run(UNDO))]
