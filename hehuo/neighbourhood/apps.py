"""Django app `neighbourhood`."""

from django.apps import AppConfig


class NeighbourhoodConfig(AppConfig):
    name = "hehuo.neighbourhood"
    label = "neighbourhood"
    verbose_name = "居民自治"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Offer this context's relations and measures."""
        from hehuo.measures import registry
        from hehuo.neighbourhood import measure_sources

        registry.add_sources(measure_sources.BASE, measure_sources.FOLDERS)
