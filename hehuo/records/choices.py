"""Which related rows a user may pick, and how a row is found by name, initials or number."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from hehuo.org.scope import scope_of, visible_settlements
from hehuo.records.display import resolve
from hehuo.records.names import initials_fields
from hehuo.records.sealed import SealedField, blind_index


def open_to(user: Any, model: type[models.Model]) -> models.QuerySet:
    """Rows of any model that may be offered to `user`: ledgers and places by area, public lists whole."""
    manager = model._default_manager
    if hasattr(manager, "visible_to"):
        return manager.visible_to(user)
    label = model._meta.label_lower
    scope = scope_of(user)
    if label == "org.settlement":
        return visible_settlements(user)
    if label == "org.user":
        return manager.filter(pk=user.pk)
    names = {f.name for f in model._meta.get_fields()}
    if scope.everything or "settlement" not in names:
        return manager.all()
    if not scope.grid_ids:
        return manager.filter(settlement_id__in=scope.settlement_ids)
    own = (
        Q(pk__in=scope.grid_ids)
        if label == "org.grid"
        else Q(grid_id__in=scope.grid_ids)
        if "grid" in names
        else Q()
    )
    return manager.filter(
        Q(settlement_id__in=scope.settlement_ids) | own & Q(settlement_id__in=scope.grid_settlement_ids)
    )


def search_fields(model: type[models.Model]) -> tuple[str, ...]:
    """Fields a choice is found by: names, numbers, codes, initials, sealed fields with an index."""
    found = []
    for field in model._meta.concrete_fields:
        if isinstance(field, SealedField) and hasattr(model, f"{field.name}_index"):
            found.append(field.name)
        elif isinstance(field, models.CharField) and field.name.endswith(
            ("name", "title", "initials", "_no", "code", "number")
        ):
            found.append(field.name)
    return tuple(found)


def matching(queryset: models.QuerySet, fields: tuple[str, ...], text: str) -> models.QuerySet:
    """Rows found by Chinese characters (anywhere), pinyin initials (from the start), full ID or phone (exact)."""
    text = text.strip()
    if not text:
        return queryset
    wanted = Q(pk__in=[])
    made_from = {target for target, _ in initials_fields(queryset.model)}
    for name in fields:
        _, field, last = resolve(queryset.model, name)
        if isinstance(field, SealedField):
            if len(text) >= 7:
                wanted |= Q(**{f"{name}_index": blind_index(text)})
        elif last.endswith("initials") or last in made_from:
            if text.isascii():
                wanted |= Q(**{f"{name}__startswith": text.lower()})
        elif field is not None and field.is_relation:
            continue
        else:
            wanted |= Q(**{f"{name}__icontains" if text.isascii() else f"{name}__contains": text})
    return queryset.filter(wanted)
