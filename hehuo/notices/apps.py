"""Django app `notices`."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "hehuo.notices"
    label = "notices"
    verbose_name = "待办和消息"
    default_auto_field = "django.db.models.BigAutoField"
