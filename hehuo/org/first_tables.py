"""The tables of an empty database, made in their last shape instead of by walking through the history of each.

Django renders nearly every model again for nearly every step of that history, because all are related through the user:
45 s for a database that holds nothing. Here the steps change the state only; the models are rendered once, the tables
made once, and what the house wrote in Python (triggers) runs afterwards, in order. `tests/reliability/test_schema.py` shows
that both ways give the same schema.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import FieldError
from django.db import DatabaseError, migrations, router
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

SHAPING = (
    "django.db.migrations.operations.models",
    "django.db.migrations.operations.fields",
)
"""Modules of the operations whose whole effect on an empty database is the state that they leave."""
MOVES_ROWS = {
    ("contenttypes", "0002_remove_content_type_name"),
    ("auth", "0011_update_proxy_permissions"),
    ("axes", "0007_alter_accessattempt_unique_together"),
    ("django_tasks_database", "0008_separate_results_field"),
    ("django_tasks_database", "0011_rename_complete_status"),
    ("django_tasks_database", "0013_separate_exception_fields"),
    ("django_tasks_database", "0016_remove_dbtaskresult_django_task_new_ordering_idx_and_more"),
    ("django_tasks_database", "0018_rename_succeeded_status"),
}
"""Migrations of the libraries whose Python only moves rows of an earlier shape: there are none. One that is not listed
here makes the database walk through its history, which is slow and right."""


def make_all_tables(connection: Any) -> int:
    """How many migrations were done at once: all of them in an empty database, none in any other."""
    if connection.introspection.table_names():
        return 0
    executor = MigrationExecutor(connection)
    plan = [migration for migration, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]
    state, written = ProjectState(), []
    for migration in plan:
        for operation in migration.operations:
            operation.state_forwards(migration.app_label, state)
            if isinstance(operation, migrations.RunPython):
                written.append((migration, operation))
            elif not _shapes(operation):
                return 0
    executor.recorder.ensure_schema()
    try:
        with connection.schema_editor(atomic=True) as editor:
            for model in _to_make(state, connection.alias):
                editor.create_model(model)
            for migration, operation in written:
                if (migration.app_label, migration.name) not in MOVES_ROWS:
                    operation.database_forwards(migration.app_label, editor, state, state)
            for migration in plan:
                executor.recorder.record_applied(migration.app_label, migration.name)
    except (DatabaseError, FieldError, LookupError):
        return 0  # rolled back; Python that knows only an earlier shape needs the way through history
    return len(plan)


def _shapes(operation: Operation) -> bool:
    return any(kind.__module__ in SHAPING for kind in type(operation).__mro__)


def _to_make(state: ProjectState, alias: str) -> list[Any]:
    """The models that have tables, in the order in which history made them."""
    models = [state.apps.get_model(*key) for key in state.models]
    return [
        model
        for model in models
        if model._meta.can_migrate(alias) and router.allow_migrate_model(alias, model)
    ]
