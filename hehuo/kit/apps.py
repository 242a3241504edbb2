"""Django app `kit`."""

from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "hehuo.kit"
    label = "kit"
    verbose_name = "台账工具"
    default_auto_field = "django.db.models.BigAutoField"
