"""Papers and kept bulletins from before: which problems and tasks they list; public notices are public."""

from django.db import migrations


def link(apps, schema_editor):
    document = apps.get_model("reports", "IssuedDocument")
    finding = apps.get_model("programme", "Finding")
    document.objects.filter(kind="public_notice").update(is_public=True)
    for paper in document.objects.filter(kind="rectification_notice", subject_model="programme.finding"):
        paper.findings.set(finding.objects.filter(pk=paper.subject_id))
    for kept in apps.get_model("reports", "KeptBulletin").objects.select_related("bulletin"):
        kept.finding_ids = list(kept.bulletin.findings.order_by("-id").values_list("pk", flat=True))
        kept.task_ids = [row.pk for row in kept.bulletin.tasks.all()]
        kept.save(update_fields=["finding_ids", "task_ids"])


class Migration(migrations.Migration):
    dependencies = [("reports", "0004_addressees_and_links")]

    operations = [migrations.RunPython(link, migrations.RunPython.noop)]
