"""Django app `culture`."""

from django.apps import AppConfig


class CultureConfig(AppConfig):
    name = "hehuo.culture"
    label = "culture"
    verbose_name = "文化"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Offer this context's relations and measures."""
        from hehuo.culture import measure_sources
        from hehuo.measures import registry

        registry.add_sources(measure_sources.BASE, measure_sources.FOLDERS)
