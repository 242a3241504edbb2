"""The searching select for large tables."""

from __future__ import annotations

from typing import Any

from django import forms

from hehuo.records.choices import matching, search_fields
from hehuo.records.display import Display

CHOICES_SHOWN = 20


class SearchSelect(forms.Select):
    """A select beside a search box; htmx fills it from `choices/`, without scripts the text is searched on submit."""

    template_name = "kit/search_select.html"
    label = ""

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"] |= {"url": self.attrs.get("data-url", ""), "label": self.label}
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
        self.widget.label = self.label or ""
        self.offer([])
        self.widget.attrs["data-url"] = url

    def label_from_instance(self, obj):
        return self.display.object(obj)

    def offer(self, rows) -> None:
        """Show these rows as the options."""
        self.widget.choices = [
            ("", "请先在上面输入姓名、首字母或编号"),
            *((row.pk, self.label_from_instance(row)) for row in rows),
        ]

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
