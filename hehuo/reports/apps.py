"""Django app `reports`."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "hehuo.reports"
    label = "reports"
    verbose_name = "公文和报表"
    default_auto_field = "django.db.models.BigAutoField"
