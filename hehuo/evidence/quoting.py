"""Papers that may prove a record once they have left the house: official documents, bulletins."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.apps import apps
from django.db.models import Q, QuerySet
from django.urls import reverse


class Quoted:
    """Mixed into the model of a paper with `objects.visible_to`: `page` is its address, `found_by` the fields that name it."""

    page: ClassVar[str]
    found_by: ClassVar[tuple[str, ...]]
    out_states: ClassVar[Iterable[str]]
    pk: Any

    @classmethod
    def quoted_for(cls, user: Any) -> QuerySet:
        """Papers that the person may read and that are out, also those that were withdrawn since."""
        rows: QuerySet = cls.objects.visible_to(user)  # type: ignore[attr-defined]
        return rows.filter(state__in=list(cls.out_states))

    @classmethod
    def named_like(cls, rows: QuerySet, text: str) -> QuerySet:
        """Those whose number or title holds the text."""
        wanted = Q(pk__in=[])
        for name in cls.found_by:
            wanted |= Q(**{f"{name}__icontains": text})
        return rows.filter(wanted)

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse(self.page, args=[self.pk])


def papers() -> list[Any]:
    """Every table of papers."""
    return [model for model in apps.get_models() if issubclass(model, Quoted)]
