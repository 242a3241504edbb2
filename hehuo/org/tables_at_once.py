"""Initial migrations that take a fraction of the time.

Django renders every model that is related to a new one again for each `CreateModel`; here nearly all models are related
through the user, so that the work grows with the square of their number. Neighbouring `CreateModel` operations first
change the state together, then the models are rendered once and the tables are made.
"""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.db import migrations


class TablesAtOnce(migrations.Migration):
    """A migration whose neighbouring `CreateModel` operations share one rendering; all else is done as usual."""

    def apply(self, project_state: Any, schema_editor: Any, collect_sql: bool = False) -> Any:
        """The state after the migration; the tables are made through `schema_editor`."""
        for creates, run in groupby(self.operations, lambda op: type(op) is migrations.CreateModel):
            operations = list(run)
            if creates and not collect_sql:
                project_state.__dict__.pop("apps", None)
                for operation in operations:
                    operation.state_forwards(self.app_label, project_state)
                for operation in operations:
                    operation.database_forwards(self.app_label, schema_editor, project_state, project_state)
            else:
                part = migrations.Migration(self.name, self.app_label)
                part.operations = operations
                project_state = part.apply(project_state, schema_editor, collect_sql)
        return project_state
