"""Which related rows a user may pick, and the searching select for large ones."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models
from django.db.models import Q

from hehuo.kit.display import Display
from hehuo.kit.names import initials_fields
from hehuo.kit.sealed import SealedField, blind_index
from hehuo.org.scope import scope_of, visible_settlements

CHOICES_SHOWN = 20


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
    own = Q(pk__in=scope.grid_ids) if label == "org.grid" else Q(grid_id__in=scope.grid_ids) if "grid" in names else Q()
    return manager.filter(Q(settlement_id__in=scope.settlement_ids) | own & Q(settlement_id__in=scope.grid_settlement_ids))


def search_fields(model: type[models.Model]) -> tuple[str, ...]:
    """Fields a choice is found by: names, numbers, codes, initials, sealed fields with an index."""
    found = []
    for field in model._meta.concrete_fields:
        if isinstance(field, SealedField) and hasattr(model, f"{field.name}_index"):
            found.append(field.name)
        elif isinstance(field, models.CharField) and field.name.endswith(("name", "title", "initials", "_no", "code", "number")):
            found.append(field.name)
    return tuple(found)


def matching(queryset: models.QuerySet, fields: tuple[str, ...], text: str) -> models.QuerySet:
    """Rows found by Chinese characters (anywhere), pinyin initials (from the start), full ID or phone (exact)."""
    from hehuo.kit.display import resolve

    text = text.strip()
    if not text:
        return queryset
    wanted = Q(pk__in=[])
    made_from = {target for target, _ in initials_fields(queryset.model)}
    for name in fields:
        owner, field, last = resolve(queryset.model, name)
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


class SearchSelect(forms.Select):
    """A select beside a search box; htmx fills it from `choices/`, without scripts the text is searched on submit."""

    template_name = "kit/search_select.html"

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["url"] = self.attrs.get("data-url", "")
        return context

    def value_from_datadict(self, data, files, name):
        picked = data.get(name) or ""
        text = (data.get(f"{name}__q") or "").strip()
        return picked or (f"?{text}" if text else "")


class SearchChoiceField(forms.ModelChoiceField):
    """A model choice that never lists the whole table."""

    widget = SearchSelect

    def __init__(self, queryset, *, user: Any, url: str = "", **kwargs) -> None:
        self.display = Display(queryset.model, user)
        super().__init__(queryset, **kwargs)
        self.rows = queryset
        self.offer([])
        self.widget.attrs["data-url"] = url

    def label_from_instance(self, obj):
        return self.display.object(obj)

    def offer(self, rows) -> None:
        """Show these rows as the options."""
        self.widget.choices = [("", "请在左侧输入姓名、首字母或编号查找"), *((row.pk, self.label_from_instance(row)) for row in rows)]

    def clean(self, value):
        if isinstance(value, str) and value.startswith("?"):
            found = list(matching(self.rows, search_fields(self.rows.model), value[1:])[:CHOICES_SHOWN])
            if len(found) == 1:
                self.offer(found)
                return found[0]
            self.offer(found)
            text = "找到多条，请在下拉框中选择一条。" if found else "没有找到，请换个姓名或编号再试。"
            raise forms.ValidationError(text)
        return super().clean(value)
