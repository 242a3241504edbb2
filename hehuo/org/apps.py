"""Django app `org`."""

from django.apps import AppConfig


class OrgConfig(AppConfig):
    name = "hehuo.org"
    label = "org"
    verbose_name = "组织与权限"
    default_auto_field = "django.db.models.BigAutoField"
