"""One box: people, households, settlements, cases and papers, inside the person's rights, by characters or pinyin initials."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db import models
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse

from hehuo.desk.finding import cases_found, papers_found
from hehuo.org.rights import may_read_rows, requires, signed_in
from hehuo.org.scope import visible_settlements
from hehuo.records.choices import matching, search_fields
from hehuo.records.display import Display
from hehuo.records.models import Status
from hehuo.records.numbers import names_a_person
from hehuo.residents.models import Household, Person

SHOWN = 20


@dataclass(frozen=True)
class Hit:
    """One thing found."""

    label: str
    under: str
    url: str


@dataclass(frozen=True)
class Hits:
    """Things of one kind."""

    title: str
    icon: str
    hits: list[Hit]
    more: bool


@requires(signed_in)
def search(request: HttpRequest) -> HttpResponse:
    """The results page. The text is in the address, except a citizen number or phone: that is never written there."""
    asked = request.POST if request.method == "POST" else request.GET
    text = asked.get("q", "").strip()[:60]
    if request.method == "POST" and text and not names_a_person(text):
        return redirect(f"{reverse('search')}?{urlencode({'q': text})}")
    if request.method == "GET" and names_a_person(text):
        messages.info(request, "为保护个人信息，证件号码和电话请在查找框中输入，不写在网址里。")
        return redirect("search")
    groups = [group for group in _find(request.user, text) if group.hits] if text else []
    return render(request, "desk/search.html", {"search_text": text, "groups": groups})


def _find(user: Any, text: str) -> list[Hits]:
    return [
        _settlements(user, text), _households(user, text), _people(user, text),
        _listed("台账记录", "journal-text", cases_found(user, text)), _listed("资料", "file-earmark-text", papers_found(user, text)),
    ]  # fmt: skip


def _listed(title: str, icon: str, lines: list[tuple[str, str, str]]) -> Hits:
    return Hits(title, icon, [Hit(*line) for line in lines[: 3 * SHOWN]], len(lines) > 3 * SHOWN)


def _settlements(user: Any, text: str) -> Hits:
    wanted = Q(name__contains=text) | Q(alias__contains=text) | Q(code__iexact=text)
    if text.isascii():
        wanted |= Q(initials__startswith=text.lower())
    rows = list(visible_settlements(user).filter(wanted).select_related("county")[: SHOWN + 1])
    name = "scorecard" if may_read_rows(user, "A") else ""
    hits = [Hit(row.name, f"{row.county.name} · {row.code}", _url(name, row.code)) for row in rows[:SHOWN]]
    return Hits("安置点", "geo-alt", hits, len(rows) > SHOWN)


def _rows(user: Any, model: type[models.Model], text: str, *related: str) -> list[Any]:
    rows = model.objects.visible_to(user).exclude(status=Status.VOID).select_related("settlement", *related)
    return list(matching(rows, search_fields(model), text).order_by("settlement_id", "pk")[: SHOWN + 1])


def _households(user: Any, text: str) -> Hits:
    shown, rows = Display(Household, user), _rows(user, Household, text, "dwelling__building")
    hits = [
        Hit(
            shown.object(row),
            f"{row.settlement.name} {row.dwelling or ''}",
            _url("households-detail", row.pk),
        )
        for row in rows[:SHOWN]
    ]
    return Hits("户", "house", hits, len(rows) > SHOWN)


def _people(user: Any, text: str) -> Hits:
    shown, rows = Display(Person, user), _rows(user, Person, text, "household")
    home = Display(Household, user)
    hits = [
        Hit(
            shown.object(row),
            f"{row.settlement.name} · {home.object(row.household)}",
            _url("people-detail", row.pk),
        )
        for row in rows[:SHOWN]
    ]
    return Hits("人", "person", hits, len(rows) > SHOWN)


def _url(name: str, key: Any) -> str:
    try:
        return reverse(name, args=[key]) if name else ""
    except NoReverseMatch:
        return ""
