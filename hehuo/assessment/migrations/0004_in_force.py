"""Which edition is in force: until now it was the shipped original, from its day of issue."""

from django.db import migrations, models
from django.db.models import F


def as_until_now(apps, schema_editor):
    apps.get_model("assessment", "StandardEdition").objects.filter(code="LPS-2018").update(
        in_force_from=F("issued_on")
    )


class Migration(migrations.Migration):
    dependencies = [("assessment", "0003_judgement_evidence")]
    operations = [
        migrations.AddField(
            "standardedition",
            "in_force_from",
            models.DateField("现行起始日", blank=True, editable=False, null=True),
        ),
        migrations.RunPython(as_until_now, migrations.RunPython.noop),
    ]
