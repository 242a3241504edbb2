"""Django app `residents`."""

from django.apps import AppConfig


class ResidentsConfig(AppConfig):
    name = "hehuo.residents"
    label = "residents"
    verbose_name = "居民"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Offer this context's relations and measures."""
        from hehuo.measures import registry
        from hehuo.residents import measure_sources

        registry.add_sources(measure_sources.BASE, measure_sources.FOLDERS, measure_sources.PERSON_LINK)
