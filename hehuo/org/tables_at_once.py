"""Migrations that make many tables in a fraction of the time.

Django renders every model that is related to a new one again for each operation; here nearly all models are related
through the user, so that the work grows with the square of their number. Operations that only shape tables which the
same migration creates first change the state together; then the models are rendered once and the tables are made whole,
with their indexes and constraints.
"""

from __future__ import annotations

from typing import Any

from django.db import migrations

SHAPING = (migrations.AddField, migrations.AddIndex, migrations.AddConstraint)


class TablesAtOnce(migrations.Migration):
    """A migration whose new tables share one rendering; all else is done afterwards, as usual."""

    def apply(self, project_state: Any, schema_editor: Any, collect_sql: bool = False) -> Any:
        """The state after the migration; the tables are made through `schema_editor`."""
        if collect_sql:
            return super().apply(project_state, schema_editor, collect_sql)
        created = [
            operation.name for operation in self.operations if type(operation) is migrations.CreateModel
        ]
        names = {name.lower() for name in created}
        first = [operation for operation in self.operations if self._shapes(operation, names)]
        if created:
            project_state.__dict__.pop("apps", None)
            for operation in first:
                operation.state_forwards(self.app_label, project_state)
            for name in created:
                model = project_state.apps.get_model(self.app_label, name)
                if migrations.CreateModel(name, []).allow_migrate_model(
                    schema_editor.connection.alias, model
                ):
                    schema_editor.create_model(model)
        rest = migrations.Migration(self.name, self.app_label)
        rest.operations = [operation for operation in self.operations if operation not in first]
        rest.atomic = self.atomic
        return rest.apply(project_state, schema_editor, collect_sql)

    @staticmethod
    def _shapes(operation: Any, names: set[str]) -> bool:
        """Whether the operation makes or shapes one of these tables."""
        if type(operation) is migrations.CreateModel:
            return True
        return type(operation) in SHAPING and operation.model_name_lower in names
