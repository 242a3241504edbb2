"""What the one search box finds beside ledgers: papers, matters of the programme, pages of the menu. Rights come first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from hehuo.desk.finding import Found
from hehuo.desk.menu import menu_for
from hehuo.evidence.quoting import papers
from hehuo.programme.models import Campaign, Finding, Inspection, ResponsibilityTask, SpotCheck
from hehuo.programme.supervision.addresses import address_of
from hehuo.records.first_keys import first_keys


@dataclass(frozen=True)
class Matter:
    """A kind of matter: the list page that opens it, the columns that name it, what stands under the name."""

    title: str
    icon: str
    model: Any
    opened_by: str
    named_by: tuple[str, ...]
    under: Callable[[Any], str]
    address: Callable[[Any], str] = address_of
    related: tuple[str, ...] = ()


MATTERS = (
    Matter("创建活动", "flag", Campaign, "campaigns", ("unit__name", "unit__code", "unit__settlements__name", "unit__settlements__initials"),
           lambda row: f"{row.unit.county.name} · {row.get_state_display()}", lambda row: reverse("campaign", args=[row.pk]), ("unit__county",)),
    Matter("责任任务", "list-check", ResponsibilityTask, "supervised-tasks", ("title", "deliverable", "lead__name"),
           lambda row: f"{row.lead} · {row.get_state_display()}", related=("lead",)),
    Matter("督查问题", "exclamation-triangle", Finding, "supervised-findings", ("fact", "requirement", "settlement__name"),
           lambda row: f"{row.settlement.name} · {row.get_state_display()}", related=("settlement",)),
    Matter("督查、明查暗访", "eye", Inspection, "supervised-inspections", ("settlement__name",),
           lambda row: f"{row.settlement.name} · {row.get_state_display()}", related=("settlement",)),
    Matter("抽查", "clipboard-check", SpotCheck, "supervised-spot-checks", ("title",), lambda row: row.get_state_display()),
)  # fmt: skip


def pages_of(user: Any) -> list[Found]:
    """Every page of the person's menu, with the heading that it stands under."""
    return [
        Found(link.label, " · ".join(dict.fromkeys(t for t in (group.title, inner.title) if t)), link.url)
        for group in menu_for(user, "")
        for inner in [group, *group.groups]
        for link in inner.links
    ]


def pages_found(pages: list[Found], text: str) -> list[Found]:
    """Pages whose name holds the text."""
    return [page for page in pages if text in page.label]


def matters_found(user: Any, text: str, pages: list[Found], limit: int) -> list[tuple[Matter, list[Found]]]:
    """Rows of each kind whose list the person may open, newest first: one query for all, one more for a kind with hits."""
    opened = {page.url for page in pages}
    asked = {kind: _rows(user, kind, text) for kind in MATTERS if reverse(kind.opened_by) in opened}
    return [(kind, _found(kind, keys)) for kind, keys in first_keys(asked, limit).items()]


def _found(kind: Matter, keys: list[int]) -> list[Found]:
    rows = kind.model.objects.filter(pk__in=keys).select_related(*kind.related).order_by("-pk")
    return [Found(str(row), kind.under(row), kind.address(row)) for row in rows]


def _rows(user: Any, kind: Matter, text: str) -> QuerySet:
    wanted = Q(pk__in=[])
    for name in kind.named_by:
        if name.endswith("initials"):
            wanted |= Q(**{f"{name}__startswith": text.lower()}) if text.isascii() else Q(pk__in=[])
        else:
            wanted |= Q(**{f"{name}__icontains": text})
    hits = kind.model.objects.filter(wanted).values("pk")
    rows: QuerySet = kind.model.objects.visible_to(user).filter(pk__in=hits).order_by("-pk")
    return rows


def papers_found(user: Any, text: str, limit: int, *, to_quote: bool = False) -> list[Found]:
    """Official papers and bulletins by title or number: one query for each kind; `to_quote`, those that went out, with their day."""
    found: list[Found] = []
    for model in papers():
        within = model.quoted_for(user) if to_quote else model.objects.visible_to(user)
        for row in model.named_like(within, text).order_by("-pk")[:limit]:
            says = (row.issued_on or "") if to_quote else row.get_state_display()
            found.append(Found(str(row), f"{model._meta.verbose_name} · {says}", row.get_absolute_url(), row))
    return found
