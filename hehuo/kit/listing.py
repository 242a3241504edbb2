"""The list of a ledger: filters above, table, pages that never count a huge table, totals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import django_filters
from django import forms
from django.core.exceptions import FieldError
from django.db import models
from django.db.models import Sum
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django_filters.filterset import filterset_factory

from hehuo.kit.forms import PLAIN_SELECTS
from hehuo.kit.ordering import FARTHEST, keys_of, quickly_sorted
from hehuo.kit.waiting import rows_of
from hehuo.org.models import Settlement
from hehuo.org.scope import scope_of
from hehuo.records.choices import matching, open_to
from hehuo.records.display import Display, figure, label_of, plain, resolve, words_of
from hehuo.records.models import Status

COUNT_UP_TO = 100_000
"""How many rows are counted, added up and sorted by any column without being asked to."""
MOST_BRANCHES = 100
"""Settlements that are read one by one; more of them are read together."""
NUMBERS = (models.IntegerField, models.DecimalField, models.FloatField)
LAMPS = {
    Status.DRAFT: "draft", Status.SUBMITTED: "waiting", Status.VERIFIED: "done", Status.RETURNED: "returned", Status.VOID: "void",
}  # fmt: skip


@dataclass(frozen=True)
class Column:
    """A column of a list: where its value comes from, and how its heading looks."""

    path: str
    header: str
    css: str = ""
    orderable: bool = False
    sorted: str = ""


@dataclass(frozen=True)
class Line:
    """A row as it is shown."""

    record: Any
    cells: list[Any]
    columns: list[Column]

    @property
    def pairs(self) -> list[tuple[Column, Any]]:
        """Each cell under its column."""
        return list(zip(self.columns, self.cells, strict=True))


@dataclass(frozen=True)
class Table:
    """Columns and shown rows."""

    columns: list[Column]
    rows: list[Line]


def status_cell(record: Any) -> Any:
    """The lamp with its word, and 补录 for late records."""
    late = mark_safe(' <span class="kit-late">补录</span>') if record.is_late else ""
    lamp, word = LAMPS[record.status], record.get_status_display()
    return format_html('<span class="kit-lamp kit-lamp-{}">{}</span>{}', lamp, word, late)


def heading(model: type[models.Model], column: str | tuple[str, str]) -> tuple[str, str]:
    """(path, heading) of a declared column."""
    return column if isinstance(column, tuple) else (column, label_of(model, column))


def related_paths(model: type[models.Model], paths: list[str]) -> list[str]:
    """What select_related needs so that no cell asks the database again."""
    found = []
    for path in paths:
        links = path.split("__")
        field = resolve(model, path)[1]
        keep = links if field is not None and field.is_relation and field.many_to_one else links[:-1]
        if keep:
            found.append("__".join(keep))
    return found


def sortable(model: type[models.Model], path: str, display: Display) -> bool:
    """Concrete columns that are not hidden may be sorted (order would tell a hidden value)."""
    owner, field, last = resolve(model, path)
    return field is not None and getattr(field, "concrete", False) and not display.hides(owner, last)


def _shown(path: str, field: models.Field | None, display: Display) -> Callable[[Any], Any]:
    """What a column shows of a record."""
    if path == "status":
        return status_cell
    show = display.getter(path)
    if field is None or isinstance(field, NUMBERS):
        return lambda record: figure(field, show(record))
    return show


def table_of(
    model: type[models.Model],
    columns: list[tuple[str, str]],
    rows: Any,
    display: Display,
    ordered: str = "",
    may_sort: Callable[[str], bool] = bool,
) -> Table:
    """Rows whose cells have gone through `display`; a heading sorts if its column `may_sort`."""
    heads = []
    for path, head in columns:
        field = resolve(model, path)[1]
        numeric = isinstance(field, NUMBERS) and not field.choices
        way = {path: "up", f"-{path}": "down"}.get(ordered, "")
        look = "kit-date" if isinstance(field, models.DateField) else "kit-number" if numeric else ""
        look = "kit-kind" if getattr(field, "choices", None) else look
        sorts = may_sort(path) and sortable(model, path, display)
        heads.append(Column(path, head, look, sorts, way))
    shown = [_shown(path, resolve(model, path)[1], display) for path, _ in columns]
    return Table(heads, [Line(record, [show(record) for show in shown], heads) for record in rows])


def _filter_for(field: models.Field, user: Any) -> django_filters.Filter:
    label = words_of(field)
    if field.choices:
        return django_filters.ChoiceFilter(
            field_name=field.name, choices=field.choices, label=label, empty_label="全部"
        )
    if isinstance(field, models.BooleanField):
        return django_filters.ChoiceFilter(
            field_name=field.name, choices=[("True", "是"), ("False", "否")], label=label, empty_label="全部"
        )
    if isinstance(field, models.DateField):
        widget = django_filters.widgets.RangeWidget(attrs={"type": "date", "aria-label": label})
        return django_filters.DateFromToRangeFilter(field_name=field.name, label=label, widget=widget)
    if field.is_relation and field.related_model._meta.label_lower in PLAIN_SELECTS:
        return django_filters.ModelChoiceFilter(
            field_name=field.name,
            queryset=open_to(user, field.related_model),
            label=label,
            empty_label="全部",
        )
    if field.is_relation:
        return django_filters.NumberFilter(field_name=field.attname, label=label, widget=forms.HiddenInput)
    return django_filters.CharFilter(field_name=field.name, lookup_expr="icontains", label=label)


def filterset_of(view: Any) -> django_filters.FilterSet:
    """Search box, the declared filters and the status, over the rows the user may see."""
    declared: dict[str, Any] = {}
    if view.search:
        declared["q"] = django_filters.CharFilter(label="查找", method="find")
        declared["find"] = lambda self, queryset, name, value: matching(queryset, tuple(view.search), value)
    for name in view.filters:
        declared[name] = _filter_for(resolve(view.model, name)[1], view.request.user)
        declared[name].field_name = name if not name.endswith("_id") else declared[name].field_name
    declared["status"] = _filter_for(view.model._meta.get_field("status"), view.request.user)
    for name, child in view.linked_filters().items():
        declared.setdefault(name, child)
    dated = {waiting.name: waiting for waiting in view.waiting if waiting.name}
    if dated:
        pairs = [(name, waiting.label) for name, waiting in dated.items()]
        declared["waits"] = django_filters.ChoiceFilter(
            label="等着办的", choices=pairs, empty_label="全部", method="that_wait"
        )
        declared["that_wait"] = lambda self, rows, name, value: rows.filter(
            dated[value].condition(timezone.localdate())
        )
    if view.assigned:
        declared["mine"] = django_filters.ChoiceFilter(
            label="谁来办", choices=[("1", "我来办的")], empty_label="全部", method="of_mine"
        )
        declared["of_mine"] = lambda self, rows, name, value: rows.filter(rows_of(view, view.request.user))
    base = type("LedgerFilters", (view.filterset_class or django_filters.FilterSet,), declared)
    kind = filterset_factory(view.model, filterset=base, fields=[])
    rows = view.get_queryset()
    if view.asked.get("status") != Status.VOID:
        rows = rows.exclude(status=Status.VOID)
    return kind(view.asked, rows, request=view.request)


@dataclass
class Page:
    """One page of rows without counting the table: `more` says whether another follows.

    `sort` is the order that was taken; `large` and `far` say that there are too many rows to sort by every column, or to turn on.
    """

    rows: list
    number: int
    size: int
    more: bool
    total: int | None = None
    query: str = ""
    sort: str = ""
    large: bool = False
    far: bool = False

    @property
    def start(self) -> int:
        """Number of the first row, less one (序号)."""
        return (self.number - 1) * self.size

    @property
    def total_text(self) -> str:
        """共 n 条, or that there are more than were counted."""
        return f"共 {self.total:,} 条" if self.total is not None else f"超过 {COUNT_UP_TO:,} 条"


def branches_of(view: Any, queryset: models.QuerySet) -> list[models.QuerySet]:
    """The rows by settlement: an index that starts with the settlement gives each of them in order, but not several at once."""
    scope, asked = scope_of(view.request.user), view.asked.get("settlement", "")
    if asked.isdigit():
        return [queryset.filter(settlement_id=asked)]
    if scope.everything:
        places = set(Settlement.objects.values_list("pk", flat=True)[: MOST_BRANCHES + 1])
    else:
        places = scope.settlement_ids | scope.grid_settlement_ids
    if not 0 < len(places) <= MOST_BRANCHES:
        return [queryset]
    return [queryset.filter(settlement_id=place) for place in sorted(places)]


def page_of(view: Any, queryset: models.QuerySet) -> Page:
    """Rows of the wanted page, ordered; counts, sorts and turns only as far as it is cheap, unless asked to."""
    get, size, branches = view.request.GET, view.page_size, branches_of(view, queryset)
    last = FARTHEST // size if len(branches) > 1 else 10**7
    number = max(1, int(get["page"])) if get.get("page", "").isdigit() and len(get["page"]) < 8 else 1
    number = min(number, last)
    sort, counted = _sort_of(view, get.get("sort", "")), None
    if sort and not quickly_sorted(view.model, view.ordering, sort.lstrip("-")):
        counted = _counted(queryset)
        sort = "" if counted > COUNT_UP_TO else sort
    ordering, start = (sort, "-pk") if sort else tuple(view.ordering), (number - 1) * size
    keys = keys_of(branches, ordering, start, start + size + 1)
    more = len(keys) > size
    found = view.get_queryset().order_by().in_bulk(keys[:size])
    if not more and (keys or number == 1):
        counted = start + len(keys)
    elif get.get("count") == "all":
        counted = queryset.order_by().count()
    elif counted is None:
        counted = _counted(queryset)
    told = counted <= COUNT_UP_TO or not more or get.get("count") == "all"
    kept = [(k, v) for k, values in get.lists() for v in values if k not in ("page", "count") and v]
    return Page(
        [found[key] for key in keys[:size] if key in found], number, size, more and number < last,
        counted if told else None, urlencode(kept), sort, counted > COUNT_UP_TO, more and number == last,
    )  # fmt: skip


def _sort_of(view: Any, asked: str) -> str:
    """The order that is asked for, if it is by a column that may be sorted."""
    allowed = {path for path, _ in view.headings() if sortable(view.model, path, view.display)}
    return asked if asked.removeprefix("-") in allowed else ""


def _counted(queryset: models.QuerySet) -> int:
    """How many rows there are; one more than the limit if there are more."""
    return queryset.order_by()[: COUNT_UP_TO + 1].count()


def totals_of(view: Any, queryset: models.QuerySet, page: Page) -> dict[str, Any]:
    """Sums of the declared numeric columns over all filtered rows (left out when the list is huge and nobody asked to count)."""
    if not view.totals or page.total is None or (page.large and "count" not in view.request.GET):
        return {}
    own = {field.attname for field in view.model._meta.concrete_fields}
    if page.size and page.total == len(page.rows) and own.issuperset(view.totals):
        return {n: plain(resolve(view.model, n)[1], _sum_of(page.rows, n)) for n in view.totals}
    try:
        sums = queryset.order_by().aggregate(**{f"t_{n}": Sum(n) for n in view.totals})
    except FieldError:
        return {}
    return {n: plain(resolve(view.model, n)[1], sums[f"t_{n}"] or 0) for n in view.totals}


def _sum_of(rows: list, name: str) -> Any:
    """Sum of a column when all rows are at hand: a search without a hit need not read the table twice."""
    return sum(getattr(row, name) or 0 for row in rows)
