"""Django app `evidence`."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "hehuo.evidence"
    label = "evidence"
    verbose_name = "印证资料"
    default_auto_field = "django.db.models.BigAutoField"
