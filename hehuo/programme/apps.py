"""Django app `programme`."""

from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "hehuo.programme"
    label = "programme"
    verbose_name = "创建"
    default_auto_field = "django.db.models.BigAutoField"
