"""Nothing to do: its columns are part of 0001. The first migration of `programme` names this one."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("residents", "0001_initial")]
    operations = []
