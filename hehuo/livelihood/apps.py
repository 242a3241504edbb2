"""Django app `livelihood`."""

from django.apps import AppConfig


class LivelihoodConfig(AppConfig):
    name = "hehuo.livelihood"
    label = "livelihood"
    verbose_name = "就业"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Offer this context's relations and measures."""
        from hehuo.livelihood import measure_sources
        from hehuo.measures import registry

        registry.add_sources(measure_sources.BASE, measure_sources.FOLDERS)
