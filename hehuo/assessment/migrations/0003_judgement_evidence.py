"""Judgements name what was looked at and who took them back why; what was judged is frozen in the database too."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

FROZEN = ("settlement_id", "edition_id", "part", "points", "reason", "evidence", "occurred_on", "recorded_at", "judged_by_id")
CHANGED = {
    "sqlite": " or ".join(f"new.{name} is not old.{name}" for name in FROZEN),
    "postgresql": " or ".join(f"new.{name} is distinct from old.{name}" for name in FROZEN),
}
FREEZE = {
    "sqlite": "create trigger assessment_judgement_frozen before update on assessment_judgement "
    f"when {CHANGED['sqlite']} begin select raise(abort, 'judgements are frozen'); end",
    "postgresql": "create trigger assessment_judgement_frozen before update on assessment_judgement for each row "
    f"when ({CHANGED['postgresql']}) execute function assessment_refuse()",
}
THAW = {
    "sqlite": "drop trigger assessment_judgement_frozen",
    "postgresql": "drop trigger assessment_judgement_frozen on assessment_judgement",
}


def run(statement_by_vendor):
    def step(apps, schema_editor):
        schema_editor.execute(statement_by_vendor[schema_editor.connection.vendor], params=None)

    return step


class Migration(migrations.Migration):
    dependencies = [
        ("assessment", "0002_frozen"),
        ("org", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AddField("judgement", "evidence", models.JSONField("看过的资料", default=list)),
        migrations.AddField("judgement", "withdraw_reason", models.CharField("撤回原因", max_length=200, blank=True)),
        migrations.AddField(
            "judgement",
            "withdrawn_by",
            models.ForeignKey(
                settings.AUTH_USER_MODEL, django.db.models.deletion.PROTECT, null=True, related_name="+"
            ),
        ),
        migrations.AlterField(
            "judgement", "recorded_at", models.DateTimeField("登记时间", default=django.utils.timezone.now)
        ),
        migrations.AlterField(
            "judgement",
            "settlement",
            models.ForeignKey(
                "org.Settlement",
                django.db.models.deletion.PROTECT,
                verbose_name="安置点",
                related_name="judgements",
            ),
        ),
        migrations.AlterField(
            "judgement",
            "edition",
            models.ForeignKey(
                "assessment.StandardEdition",
                django.db.models.deletion.PROTECT,
                verbose_name="考核标准",
                related_name="+",
            ),
        ),
        migrations.AddConstraint(
            "judgement",
            models.CheckConstraint(condition=Q(points__gte=0), name="assessment_judgement_points"),
        ),
        migrations.AddConstraint(
            "judgement",
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdraw_reason="")
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdraw_reason=""),
                name="assessment_judgement_withdrawn",
            ),
        ),
        migrations.RunPython(run(FREEZE), run(THAW)),
    ]
