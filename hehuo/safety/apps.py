"""Django app `safety`."""

from django.apps import AppConfig


class SafetyConfig(AppConfig):
    name = "hehuo.safety"
    label = "safety"
    verbose_name = "平安"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Offer this context's relations and measures."""
        from hehuo.measures import registry
        from hehuo.safety import measure_sources

        registry.add_sources(measure_sources.BASE, measure_sources.FOLDERS)
