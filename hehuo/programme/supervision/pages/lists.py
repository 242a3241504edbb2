"""Lists of the five kinds, with the same finder, the same table, pages and the same workbook."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Case, Count, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from hehuo.org.rights import requires
from hehuo.programme.models.tasks import TASK_OPEN
from hehuo.programme.supervision.addresses import address_of
from hehuo.programme.supervision.pages.access import drafts, opens_supervision, plans_inspections, tone_of
from hehuo.programme.supervision.pages.kinds import KINDS, Kind
from hehuo.programme.supervision.pages.narrowing import Asked, asked_of, late_of, narrowed
from hehuo.programme.supervision.tasks.progress import progress_of

SHOWN = 50
"""Rows of a page."""


def cell(
    label: str, text: Any = "", *, due: Any = None, percent: int | None = None, note: str = ""
) -> dict[str, Any]:
    """One cell of the table."""
    return {"label": label, "text": text, "due": due, "percent": percent, "note": note}


def _due(label: str, row: Any) -> dict[str, Any]:
    """The next date that the unit must keep, with the deadline beside it where a step or stage comes first."""
    due = row.next_due
    if due is None:
        return cell(label, row.due_on)
    return cell(label, due=due, note=f"本步时限；{label} {row.due_on:%Y-%m-%d}" if due != row.due_on else "")


def _tasks(rows: list[Any]) -> list[list[dict[str, Any]]]:
    seen = progress_of(rows, timezone.localdate())
    return [
        [
            cell("牵头单位", r.lead, note="、".join(u.name for u in r.supports.all())[:60]),
            _due("时限", r),
            cell("进度", seen[r.pk].words, percent=seen[r.pk].percent),
        ]
        for r in rows
    ]


def _checks(rows: list[Any]) -> list[list[dict[str, Any]]]:
    return [
        [
            cell("计划日期", r.planned_on),
            cell("抽查点", f"{r.places} 个"),
            cell("本步时限", due=r.step_due_on),
        ]
        for r in rows
    ]


def _inspections(rows: list[Any]) -> list[list[dict[str, Any]]]:
    return [
        [
            cell("方式", r.get_kind_display()),
            cell("检查日期", r.visit_on),
            cell("问题", f"{r.problems} 个" if r.problems else "—"),
        ]
        for r in rows
    ]


def _findings(rows: list[Any]) -> list[list[dict[str, Any]]]:
    return [
        [
            cell(
                "安置点", r.settlement.name, note=f"{r.get_kind_display()} · {r.criterion} 扣 {r.points} 分"
            ),
            cell("责任单位", r.responsible),
            _due("整改时限", r),
        ]
        for r in rows
    ]


def _bulletins(rows: list[Any]) -> list[list[dict[str, Any]]]:
    return [
        [
            cell("发文字号", r.doc_no or "—"),
            cell("类型", r.get_kind_display()),
            cell(
                "签阅",
                f"{sum(1 for u in r.units.all() if u.read_on)} ／ {len(r.units.all())}"
                if r.issued_on
                else "—",
            ),
        ]
        for r in rows
    ]


COLUMNS: dict[str, tuple[tuple[str, ...], Callable[[list[Any]], list[list[dict[str, Any]]]]]] = {
    "tasks": (("牵头单位", "时限", "进度"), _tasks),
    "spot-checks": (("计划日期", "抽查点", "本步时限"), _checks),
    "inspections": (("方式", "检查日期", "问题"), _inspections),
    "findings": (("安置点", "责任单位", "整改时限"), _findings),
    "bulletins": (("发文字号", "类型", "签阅"), _bulletins),
}


def rows_of(kind: Kind, user: Any) -> Any:
    """Rows with everything that the list shows, in a number of queries that does not grow."""
    rows = kind.visible_to(user)
    if kind.slug == "tasks":
        open_first = Case(When(state__in=TASK_OPEN, then=0), default=1)
        return (
            rows.select_related("lead__area")
            .prefetch_related("supports")
            .order_by(open_first, "due_on", "id")
        )
    if kind.slug == "spot-checks":
        return rows.annotate(places=Count("sites")).order_by("-planned_on", "-id")
    if kind.slug == "inspections":
        return (
            rows.select_related("settlement")
            .annotate(problems=Count("findings"))
            .order_by("-visit_on", "-id")
        )
    if kind.slug == "findings":
        return rows.select_related("settlement", "responsible")
    return rows.prefetch_related("units")


def asked_rows(request: HttpRequest, kind: Kind, asked: Asked | None = None) -> Any:
    """Rows that the person may open, narrowed by what was asked."""
    return narrowed(rows_of(kind, request.user), asked or asked_of(request, kind))


def list_view(kind: Kind) -> Callable[..., HttpResponse]:
    """The list of one kind."""

    @requires(opens_supervision)
    def supervised_list(request: HttpRequest) -> HttpResponse:
        """A page of the rows, with the true total."""
        every = kind.visible_to(request.user)
        counts = dict(every.order_by().values_list("state").annotate(n=Count("pk")))
        asked = asked_of(request, kind)
        page = Paginator(asked_rows(request, kind, asked), SHOWN).get_page(request.GET.get("page"))
        shown = list(page.object_list)
        heads, cells = COLUMNS[kind.slug]
        lines = [
            {
                "row": r,
                "url": address_of(r),
                "state": kind.course.lifecycle.states[r.state],
                "tone": tone_of(r.state),
                "cells": c,
            }
            for r, c in zip(shown, cells(shown), strict=True)
        ]
        may_new = plans_inspections if kind.slug == "inspections" else drafts
        over = every.filter(late_of(kind)).count()
        context = {
            "kind": kind, "lines": lines, "page": page, "query": query_of(request), "export_url": reverse(f"supervised-{kind.slug}-export"), "heads": heads, "asked": asked, "state": asked.state, "words": asked.words, "over": over,
            "total": sum(counts.values()), "address": reverse(f"supervised-{kind.slug}"),
            "states": [(s, label, counts[s]) for s, label in kind.course.lifecycle.states.items() if s in counts],
            "new_url": reverse(f"supervised-{kind.slug}-new") if kind.new and may_new(request.user) else "",
        }  # fmt: skip
        return render(request, "supervision/list.html", context)

    return supervised_list


def query_of(request: HttpRequest) -> str:
    """What narrows the list, for links to other pages of it and to its workbook."""
    asked = request.GET.copy()
    asked.pop("page", None)
    return asked.urlencode()


LISTS = {slug: list_view(kind) for slug, kind in KINDS.items()}
