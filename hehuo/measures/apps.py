"""Django app `measures`."""

from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    name = "hehuo.measures"
    label = "measures"
    verbose_name = "指标"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Stored counts listen to changes of ledgers."""
        from hehuo.measures import freshness  # noqa: F401
