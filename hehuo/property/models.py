"""All tables of the context `property`."""

from .old_houses.models import OldHouse

__all__ = ["OldHouse"]
