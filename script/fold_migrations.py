"""Fold AddIndex and AddConstraint of an initial migration into its CreateModel, so that SQLite builds each table once.

Use before a first release only: `python script/fold_migrations.py residents livelihood`.
"""

import importlib
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hehuo.config.settings.test")

import django

django.setup()

from django.db.migrations import AddConstraint, AddIndex, CreateModel  # noqa: E402
from django.db.migrations.writer import MigrationWriter  # noqa: E402


def fold(app: str, name: str = "0001_initial") -> None:
    """Rewrite one initial migration in place."""
    module = importlib.import_module(f"hehuo.{app}.migrations.{name}")
    kept, made = [], {}
    fields_added_later: set[str] = set()
    for op in module.Migration.operations:
        if isinstance(op, CreateModel):
            made[op.name.lower()] = op
            kept.append(op)
        elif isinstance(op, AddIndex) and op.model_name.lower() not in fields_added_later:
            made[op.model_name.lower()].options.setdefault("indexes", []).append(op.index)
        elif isinstance(op, AddConstraint) and op.model_name.lower() not in fields_added_later:
            made[op.model_name.lower()].options.setdefault("constraints", []).append(op.constraint)
        else:
            fields_added_later.add(getattr(op, "model_name", "").lower())
            kept.append(op)
    migration = module.Migration(name, app)
    migration.operations = kept
    text = MigrationWriter(migration).as_string()
    text = text.replace("class Migration(migrations.Migration):", "class Migration(TablesAtOnce):")
    base = "from django.db import migrations, models\n"
    text = text.replace(base, f"{base}\nfrom hehuo.org.tables_at_once import TablesAtOnce\n", 1)
    Path(module.__file__).write_text(text)


for app_label in sys.argv[1:]:
    fold(app_label)
