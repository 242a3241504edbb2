"""Django app `services`."""

from django.apps import AppConfig


class ServicesConfig(AppConfig):
    name = "hehuo.services"
    label = "services"
    verbose_name = "服务"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Offer this context's relations and measures."""
        from hehuo.measures import registry
        from hehuo.measures.freshness import follow_places
        from hehuo.services import desk_sources, measure_sources

        registry.add_sources(measure_sources.BASE, measure_sources.FOLDERS)
        follow_places(desk_sources.PLACES)
