"""Django app `property`."""

from django.apps import AppConfig


class PropertyConfig(AppConfig):
    name = "hehuo.property"
    label = "property"
    verbose_name = "资产"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Offer this context's relations and measures."""
        from hehuo.measures import registry
        from hehuo.property import measure_sources

        registry.add_sources(measure_sources.BASE, measure_sources.FOLDERS)
