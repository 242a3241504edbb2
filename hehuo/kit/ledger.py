"""One class per ledger: list, detail, form, verification, unmasking, import and export.

A ledger declares about eight attributes and deviates by overriding a method in its own folder. A hook earns its
place here when three ledgers need it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.contrib import messages
from django.db import models
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.views.generic import View

from hehuo.kit.acting import ActingViews
from hehuo.kit.editing import EditingViews
from hehuo.kit.exchanging import ExchangeViews
from hehuo.kit.forms import RecordForm
from hehuo.kit.helping import HelpingViews
from hehuo.kit.listing import filterset_of, heading, page_of, related_paths, table_of, totals_of
from hehuo.kit.ordering import quickly_sorted
from hehuo.kit.waiting import Waiting
from hehuo.org.rights import may_approve, may_write, reads, requires, sees_unmasked, writes
from hehuo.records.changes import changes_of
from hehuo.records.display import Display, figure, label_of, resolve
from hehuo.records.lifecycle import Lifecycle
from hehuo.records.models import LedgerRecord, Status, VerifyMethod
from hehuo.records.numbers import names_a_person

TOKEN = "csrfmiddlewaretoken"
READ, WRITE, APPROVE, ACT, OPEN = "read", "write", "approve", "act", "open"
ACTIONS: dict[str, tuple[str, str, dict[str, str]]] = {
    "list": ("", READ, {"get": "show_list", "post": "find"}),
    "help": ("help/", READ, {"get": "show_help"}),
    "export": ("export/", READ, {"get": "export", "post": "export"}),
    "template": ("template/", WRITE, {"get": "template"}),
    "import": ("import/", WRITE, {"get": "show_upload", "post": "take_upload"}),
    "import-preview": ("import/<int:batch>/preview/", WRITE, {"get": "show_preview", "post": "confirm"}),
    "import-batch": ("import/<int:batch>/", WRITE, {"get": "show_batch", "post": "run_batch"}),
    "import-errors": ("import/<int:batch>/errors/", WRITE, {"get": "export_errors"}),
    "undo": ("import/<int:batch>/undo/", WRITE, {"post": "undo"}),
    "create": ("new/", WRITE, {"get": "show_form", "post": "save_form"}),
    "choices": ("choices/", WRITE, {"get": "show_choices", "post": "show_choices"}),
    "bulk-verify": ("verify/", APPROVE, {"post": "bulk_verify"}),
    "detail": ("<int:pk>/", READ, {"get": "show_detail"}),
    "update": ("<int:pk>/edit/", WRITE, {"get": "show_form", "post": "save_form"}),
    "void": ("<int:pk>/void/", WRITE, {"post": "void"}),
    "verify": ("<int:pk>/verify/", APPROVE, {"post": "verify"}),
    "return": ("<int:pk>/return/", APPROVE, {"post": "send_back"}),
    "unmask": ("<int:pk>/unmask/", OPEN, {"post": "unmask"}),
    "step": ("<int:pk>/step/<slug:event>/", ACT, {"post": "step"}),
}


@dataclass(frozen=True)
class Child:
    """Rows of another table shown on the detail page. `ledger` is the slug of their own ledger, if any."""

    model: type[LedgerRecord]
    link: str
    columns: Sequence[str | tuple[str, str]]
    ledger: str = ""
    shown: int = 20


class LedgerView(EditingViews, ActingViews, ExchangeViews, HelpingViews, View):
    """See docs/howto/add-a-ledger.md for what each attribute means."""

    model: ClassVar[type[LedgerRecord]]
    slug: ClassVar[str] = ""
    section: ClassVar[str] = ""
    item: ClassVar[str] = ""
    purpose: ClassVar[str] = ""
    columns: ClassVar[Sequence[str | tuple[str, str]]] = ()
    filters: ClassVar[Sequence[str]] = ()
    fields: ClassVar[Sequence[str] | Mapping[str, Sequence[str]]] = ()
    search: ClassVar[Sequence[str]] = ()
    children: ClassVar[Sequence[Child]] = ()
    totals: ClassVar[Sequence[str]] = ()
    importer: ClassVar[Any] = None
    lifecycle: ClassVar[Lifecycle | None] = None
    steps: ClassVar[Mapping[str, Callable[..., Any]]] = {}
    waiting: ClassVar[Sequence[Waiting]] = ()
    assigned: ClassVar[Sequence[str]] = ()
    help: ClassVar[str] = ""
    ordering: ClassVar[Sequence[str]] = ("-id",)
    form_class: ClassVar[type[RecordForm]] = RecordForm
    filterset_class: ClassVar[Any] = None
    page_size: ClassVar[int] = 50
    action = ""
    object: Any = None

    # -- which rows -------------------------------------------------------
    def get_queryset(self) -> models.QuerySet:
        """Rows the user may see, with the relations that the columns show."""
        rows = self.model.objects.visible_to(self.request.user).order_by(*self.ordering)
        return rows.select_related(
            "settlement", *related_paths(self.model, [name for name, _ in self.headings()])
        )

    def get_object(self) -> LedgerRecord:
        """The record of the URL; 404 outside the user's area."""
        return get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"])

    def get_columns(self) -> list[str | tuple[str, str]]:
        """Columns of the list and the export; the settlement and the status are added when missing."""
        named = {c if isinstance(c, str) else c[0] for c in self.columns}
        before = [] if "settlement" in named else ["settlement"]
        return [*before, *self.columns, *([] if "status" in named else ["status"])]

    def linked_filters(self) -> dict[str, Any]:
        """More filters by name, e.g. for links from a parent record."""
        return {}

    @cached_property
    def display(self) -> Display:
        """How fields look to this user."""
        return Display(self.model, self.request.user)

    def headings(self) -> list[tuple[str, str]]:
        """(path, heading) of every column."""
        return [heading(self.model, column) for column in self.get_columns()]

    # -- who may ----------------------------------------------------------
    @classmethod
    def allowed(cls, need: str) -> Callable[[Any], bool]:
        """The predicate of one kind of action in this ledger's domain."""
        domain = cls.model.domain
        return {
            READ: reads(domain),
            WRITE: writes(domain),
            APPROVE: lambda user: may_approve(user, domain),
            ACT: lambda user: may_write(user, domain) or may_approve(user, domain),
            OPEN: lambda user: sees_unmasked(user, domain),
        }[need]

    def may(self) -> dict[str, bool]:
        """Which actions this user has here, by name, for the templates."""
        needs = {name: self.allowed(need)(self.request.user) for name, (_, need, _) in ACTIONS.items()}
        return {name.replace("-", "_"): open_ for name, open_ in needs.items()}

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        handler = ACTIONS[self.action][2].get("get" if request.method == "HEAD" else request.method.lower())
        if handler is None:
            return self.http_method_not_allowed(request)
        if "pk" in kwargs:
            self.object = self.get_object()
        return getattr(self, handler)(request)

    # -- pages ------------------------------------------------------------
    @property
    def asked(self) -> Any:
        """Filters and search text: of the address, or of the form while they must not stand in an address."""
        return self.request.POST if self.request.method == "POST" else self.request.GET

    def find(self, request: Any) -> Any:
        """Filters from the form go into the address; a citizen number or phone is searched for without one."""
        if names_a_person(request.POST.get("q", "")):
            response = self.show_list(request)
            response["HX-Push-Url"] = "false"
            return response
        kept = [(k, v) for k, values in request.POST.lists() for v in values if v and k != TOKEN]
        return redirect(self.url("list") + (f"?{urlencode(kept)}" if kept else ""))

    def show_list(self, request: Any) -> Any:
        """The list; htmx gets the table alone."""
        if names_a_person(request.GET.get("q", "")):
            messages.info(request, "为保护个人信息，证件号码和电话请在查找框中输入，不写在网址里。")
            return redirect(self.url("list"))
        filterset = filterset_of(self)
        rows = filterset.qs
        page = page_of(self, rows)
        self.before_showing(page.rows)
        may_sort = partial(quickly_sorted, self.model, self.ordering) if page.large else bool
        table = table_of(self.model, self.headings(), page.rows, self.display, page.sort, may_sort)
        context = {
            "table": table,
            "filterset": filterset,
            "page": page,
            "totals": {
                n: figure(resolve(self.model, n)[1], v) for n, v in totals_of(self, rows, page).items()
            },
        }
        return self.render(
            "list", partial="table" if request.htmx and not request.htmx.boosted else "", **context
        )

    def before_showing(self, rows: list[Any]) -> None:
        """Hook: look up at once what the cells of a page need and `select_related` cannot bring."""

    def show_detail(self, request: Any, status: int = 200, **context: Any) -> Any:
        """Fields by group, child rows, what can be done, history."""
        groups = [
            (
                title,
                [(name, label_of(self.model, name), self._figure(name)) for name in names],
            )
            for title, names in self.groups().items()
        ]
        hidden = [n for names in self.groups().values() for n in names if self.display.hides(self.model, n)]
        offers = self.lifecycle.offers(self.object, request.user) if self.lifecycle else []
        children = [self._child_rows(child) for child in self.children]
        context = {"groups": groups, "hidden": hidden, "offers": offers, "children": children, **context}
        return self.render("detail", status=status, changes=changes_of(self.object, self.display), **context)

    def _figure(self, name: str) -> Any:
        return figure(resolve(self.model, name)[1], self.display.value(self.object, name))

    def _child_rows(self, child: Child) -> dict[str, Any]:
        columns = [heading(child.model, column) for column in child.columns]
        rows = (
            child.model.objects.visible_to(self.request.user)
            .exclude(status=Status.VOID)
            .filter(**{child.link: self.object})
        )
        rows = rows.select_related(*related_paths(child.model, [name for name, _ in columns]))[: child.shown]
        table = table_of(child.model, columns, rows, Display(child.model, self.request.user))
        return {"child": child, "title": child.model._meta.verbose_name, "table": table}

    def groups(self) -> dict[str, list[str]]:
        """Fields by group heading; a plain list is one group."""
        found = dict(self.fields) if isinstance(self.fields, Mapping) else {"基本情况": list(self.fields)}
        if not any("settlement" in names for names in found.values()):
            first = next(iter(found))
            found = {
                title: ["settlement", *names] if title == first else list(names)
                for title, names in found.items()
            }
        return {title: list(names) for title, names in found.items()}

    # -- plumbing ---------------------------------------------------------
    def render(self, template: str, partial: str = "", status: int = 200, **context: Any) -> TemplateResponse:
        """A page of the ledger: its own template if there is one, else the kit's."""
        name = f"_{partial}" if partial else template
        names = [f"{self.slug}/{name}.html", f"kit/{name}.html"]
        base = {
            "view": self,
            "ledger": self,
            "object": self.object,
            "may": self.may(),
            "verify_methods": VerifyMethod.choices,
        }
        base["title"] = self.model._meta.verbose_name
        return TemplateResponse(self.request, names, {**base, **context}, status=status)

    def back(self) -> HttpResponseRedirect:
        """To the record, or to the list."""
        return redirect(self.url("detail", pk=self.object.pk) if self.object else self.url("list"))

    @classmethod
    def url(cls, action: str, **kwargs: Any) -> str:
        """Address of one action."""
        return reverse(f"{cls.slug}-{action}", kwargs=kwargs or None)

    @classmethod
    def get_urls(cls) -> list[Any]:
        """All addresses, each guarded by its right."""
        return [
            path(
                f"ledgers/{cls.slug}/{tail}",
                requires(cls.allowed(need))(cls.as_view(action=action)),
                name=f"{cls.slug}-{action}",
            )
            for action, (tail, need, _) in ACTIONS.items()
            if cls.importer or not (action.startswith("import") or action in ("template", "undo"))
        ]
