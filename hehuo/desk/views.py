"""Home, to-do, heat table, and the pages for errors."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template import loader
from django.urls import reverse

from hehuo.assessment.models import StandardEdition
from hehuo.desk import panels
from hehuo.desk.contents import LEDGERS
from hehuo.desk.dashboards.board import band_asked
from hehuo.desk.heaps import area_word, piles_of
from hehuo.desk.homes import home_of
from hehuo.desk.judgements import heaps_for
from hehuo.desk.standing import moment_of, open_settlements, standings
from hehuo.evidence import worklist
from hehuo.org.rights import reads, requires, signed_in


@requires(signed_in)
def home(request: HttpRequest) -> HttpResponse:
    """The first page after sign-in, by role."""
    name, context = home_of(request)
    return render(request, name, context)


@dataclass(frozen=True)
class WorkList:
    """One of the four lists of one's work: what it holds, how its date is headed, how it fills."""

    label: str
    purpose: str
    tasks: Callable[[Any], list[panels.Task]]
    date_label: str
    empty: str


WORK_LISTS = {
    "todo": WorkList("待办", "先办点名给您的；下面是您这一片的人都可以办的。办完自动转入已办。", panels.waiting_for, "期限",
                     "现在没有待办。有人提交、退回或派给您任务时，会出现在这里，右上角的铃铛也会显示件数。"),
    "todo-done": WorkList("已办", "您办过的事，最近办的在前面。", panels.done_by, "办理日期",
                          "还没有办结的事项。您办过的事会留在这里，方便回看。"),
    "todo-started": WorkList("我发起", "您请别人办的事，最近发起的在前面；点开可以看谁读过、催办或撤回。", panels.started_by, "期限",
                             "您还没有请别人办过事。退回、派任务或督办以后，会出现在这里。"),
    "todo-copied": WorkList("抄送", "抄送给您知悉的事和催办提醒，最近的在前面，不用办理。", panels.copied_to, "期限",
                            "现在没有抄送给您的事。"),
}  # fmt: skip


@requires(signed_in)
def todo(request: HttpRequest, name: str = "todo") -> HttpResponse:
    """待办, 已办, 我发起 or 抄送 of the signed-in person."""
    here = WORK_LISTS[name]
    tasks = here.tasks(request.user)
    kinds = list(dict.fromkeys(task.kind for task in tasks if task.kind))
    wanted = request.GET.get("kind", "")
    shown = [task for task in tasks if not wanted or task.kind == wanted]
    lists = [(reverse(key), work.label, key == name) for key, work in WORK_LISTS.items()]
    context = {
        "here": here,
        "lists": lists,
        "tasks": shown,
        "open": name == "todo",
        "kinds": kinds,
        "kind": wanted,
    }
    if name == "todo":
        area = worklist.heaps_for(request.user)
        context["own"], context["piles"] = piles_of(request.user, heaps_for(request.user), area)
        context["area_word"] = area_word(request.user)
    return render(request, "desk/todo.html", context)


@requires(signed_in)
def todo_count(request: HttpRequest) -> HttpResponse:
    """The number on the bell; empty when nothing waits."""
    count = len(panels.waiting_for(request.user))
    text = (
        f'<span aria-hidden="true">{min(count, 99)}</span><span class="visually-hidden">{count} 件待办</span>'
    )
    return HttpResponse(text if count else "")


@requires(signed_in)
def record(request: HttpRequest, label: str, pk: int) -> HttpResponse:
    """To the page of a record that is known by its table and key; 404 when the user may not read it."""
    ledger = next((ledger for ledger in LEDGERS if ledger.model._meta.label_lower == label), None)
    if ledger is None or not ledger.model.objects.visible_to(request.user).filter(pk=pk).exists():
        raise Http404
    return redirect(ledger.url("detail", pk=pk))


@requires(reads("A"))
def heat(request: HttpRequest) -> HttpResponse:
    """Settlements × items, each cell opens the scorecard at that item."""
    moment = moment_of(request)
    places = open_settlements(request.user)
    counties = sorted({place.county for place in places}, key=lambda area: area.code)
    county = request.GET.get("county", "")
    if county:
        places = [place for place in places if place.county.code == county]
    ranked = request.GET.get("order") != "code"
    rows = standings(places, moment.edition, moment.as_of, moment.known_at, user=request.user, ranked=ranked)
    band = band_asked(request, moment.edition)
    if band:
        rows = band.keep(rows)
    context = {
        "moment": moment, "rows": rows, "band": band, "sections": moment.edition.data["sections"], "counties": counties, "county": county,
        "ranked": ranked, "editions": StandardEdition.objects.exclude(state="draft").defer("data"),
    }  # fmt: skip
    return render(request, "desk/heat.html", context)


def _framed(request: HttpRequest, name: str, status: int, reason: str = "") -> HttpResponse:
    """An error inside the usual frame with its menu; without it when the request got no user or the database is away."""
    try:
        user = getattr(request, "user", None)
        if user is not None and signed_in(user):
            context = {"reason": reason, "frame": "desk/base.html"}
            return HttpResponse(loader.render_to_string(name, context, request), status=status)
    except DatabaseError:
        pass
    return HttpResponse(loader.render_to_string(name, {"reason": reason}), status=status)


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """400."""
    return _framed(request, "400.html", 400)


def permission_denied(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """403, with the reason if the refusing code gave one."""
    return _framed(request, "403.html", 403, str(exception or ""))


def page_not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """404, with the words of the code that found nothing."""
    said = exception.args[0] if exception is not None and exception.args else ""
    reason = said if isinstance(said, str) and not said.isascii() and "查询" not in said else ""
    return _framed(request, "404.html", 404, reason)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: without context processors, which may be what failed."""
    return HttpResponse(loader.render_to_string("500.html"), status=500)
