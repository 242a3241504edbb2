"""The page of one subject and the page of a step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from hehuo.org.models import Post
from hehuo.org.rights import requires
from hehuo.programme.models import SpotMember
from hehuo.programme.models.supervision import sees_all, unit_ids_of
from hehuo.programme.supervision.addresses import address_of
from hehuo.programme.supervision.course import Button
from hehuo.programme.supervision.pages.access import opens_supervision, problems_of, tone_of
from hehuo.programme.supervision.pages.checks import ahead_of
from hehuo.programme.supervision.pages.details import DETAILS
from hehuo.programme.supervision.pages.kinds import KINDS, Kind
from hehuo.programme.supervision.pages.ways import WAYS

SAID_TO_THE_CITY = ("reply", "reply_facts", "declare", "decline")
OWN_PAGE = ("judge", "declare", "decline")
ICONS = {"judge": "clipboard-check", "draw": "grid", "assign": "people"}


def subject_of(kind: Kind, request: HttpRequest, pk: int) -> Any:
    """The subject, inside the person's own rows, else 404."""
    return get_object_or_404(kind.visible_to(request.user), pk=pk)


def button_url(kind: Kind, subject: Any, button: Button, user: Any) -> str:
    """Where a step is taken; declaration and judgement have their own page at the person's site."""
    if kind.slug == "spot-checks" and button.event in OWN_PAGE:
        mine = SpotMember.objects.filter(site__check_of=subject, user=user, submitted_at__isnull=True)
        member = mine.order_by("declaration" if button.event == "declare" else "pk", "pk").first()
        return reverse("spot-judge", args=[subject.pk, member.site_id]) if member else ""
    return reverse(f"supervised-{kind.slug}-act", args=[subject.pk, button.event])


def detail_view(kind: Kind) -> Callable[..., HttpResponse]:
    """The page of one subject of a kind."""

    @requires(opens_supervision)
    def supervised_one(request: HttpRequest, pk: int) -> HttpResponse:
        """Where it stands, what is next, everything that happened."""
        subject = subject_of(kind, request, pk)
        buttons = [b for b in kind.course.buttons(subject, request.user) if b.who != "系统"]
        shown = [(b, button_url(kind, subject, b, request.user) if b.allowed else "") for b in buttons]
        context = {
            "kind": kind, "subject": subject, "tone": tone_of(subject.state), "part": f"supervision/_{kind.slug}.html",
            "state_label": kind.course.lifecycle.states[subject.state],
            "main_steps": [(b, url) for b, url in shown if not b.aside], "aside": [(b, url) for b, url in shown if b.aside and b.mine],
            "log": _log_of(kind, subject, request.user), "list_url": reverse(f"supervised-{kind.slug}"),
            **DETAILS[kind.slug](subject, request.user),
        }  # fmt: skip
        return render(request, "supervision/detail.html", context)

    return supervised_one


def _log_of(kind: Kind, subject: Any, user: Any) -> Any:
    """The log, newest first. What other units answered, and why members stand aside, is for the city and themselves."""
    rows = subject.steps.select_related("actor").order_by("-id")
    if not sees_all(user):
        own = Q(actor=user) | Q(actor__in=Post.objects.filter(unit__in=unit_ids_of(user)).values("user"))
        rows = rows.filter(own | ~Q(event__in=SAID_TO_THE_CITY))
    return list(rows)


def act_view(kind: Kind) -> Callable[..., HttpResponse]:
    """The page of a step of a kind."""

    @requires(opens_supervision)
    def supervised_act(request: HttpRequest, pk: int, event: str) -> HttpResponse:
        """What the step is for, its form, or why it cannot be taken."""
        subject = subject_of(kind, request, pk)
        way = WAYS[kind.slug].get(event)
        if way is None:
            raise Http404
        button = next((b for b in kind.course.buttons(subject, request.user) if b.event == event), None)
        form = way.form(request.POST or None, subject=subject, user=request.user)
        if request.method == "POST" and form.is_valid():
            try:
                way.take(subject, form, request.user)
            except (ValidationError, PermissionDenied) as problem:
                form.add_error(None, problems_of(problem))
            else:
                subject.refresh_from_db()
                state = kind.course.lifecycle.states[subject.state]
                messages.success(request, f"已办理“{button.label if button else ''}”。现在是“{state}”。")
                return redirect(address_of(subject))
        label = next(t.label for t in kind.course.lifecycle.transitions if t.event == event)
        now = kind.course.lifecycle.states[subject.state]
        context = {
            "kind": kind, "subject": subject, "form": form, "way": way, "label": label, "tone": tone_of(subject.state),
            "state_label": now, "back": address_of(subject), "icon": ICONS.get(event, "check-lg"),
            "why_not": button.why_not if button else f"现在是“{now}”，不能办理这一步。",
            "ahead": ahead_of(subject, event, request.user) if button and not button.why_not else {},
        }  # fmt: skip
        status = 200 if button or request.method == "GET" else 409
        return render(request, "supervision/act.html", context, status=status)

    return supervised_act


ONES = {slug: detail_view(kind) for slug, kind in KINDS.items()}
ACTS = {slug: act_view(kind) for slug, kind in KINDS.items()}
