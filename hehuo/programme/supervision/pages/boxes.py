"""Ticks in folded groups, and fields that choose units grouped by their level."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.models import ModelChoiceIterator

from hehuo.org.models import OrgUnit

Level = OrgUnit.Level
LEVELS = (Level.CITY, Level.COUNTY, Level.COMPANY, Level.TOWNSHIP, Level.COMMUNITY)


def answering_units() -> Any:
    """Units that may be responsible: city, counties, companies, townships, communities; those in being first by name."""
    return OrgUnit.objects.filter(valid_to__isnull=True).order_by("level", "name")


class GroupedBoxes(forms.CheckboxSelectMultiple):
    """Ticks in folded groups, each with one tick for the whole group; `counter` is the word that counts them."""

    template_name = "supervision/grouped_boxes.html"
    use_fieldset = True

    def __init__(self, *args: Any, counter: str = "类", **more: Any) -> None:
        super().__init__(*args, **more)
        self.counter = counter

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["counter"] = self.counter
        for number, (label, options, _) in enumerate(context["widget"]["optgroups"]):
            chosen = "、".join(str(option["label"]) for option in options if option["selected"])
            context["widget"]["optgroups"][number] = (label, options, chosen)
        return context


class ByLevel(ModelChoiceIterator):
    """Units under the name of their level, city first."""

    def __iter__(self) -> Iterator[Any]:
        if self.field.empty_label is not None:
            yield ("", self.field.empty_label)
        groups: dict[str, list[Any]] = {}
        for unit in self.queryset.iterator():
            groups.setdefault(unit.level, []).append(self.choice(unit))
        for level in LEVELS:
            if level in groups:
                yield (str(level.label), groups[level])


class UnitField(forms.ModelChoiceField):
    """One unit, from a list in groups."""

    iterator = ByLevel

    def __init__(self, **more: Any) -> None:
        super().__init__(OrgUnit.objects.none(), **more)


class UnitsField(forms.ModelMultipleChoiceField):
    """Units to tick, in groups."""

    iterator = ByLevel
    widget = GroupedBoxes

    def __init__(self, **more: Any) -> None:
        super().__init__(OrgUnit.objects.none(), widget=GroupedBoxes(counter="个"), **more)
