"""One box: people, places, records, papers, matters of the programme and pages, inside the person's rights."""

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

from hehuo.desk.finding import Found, cases_found, files_found
from hehuo.desk.matters import matters_found, pages_found, pages_of, papers_found
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
    pages = pages_of(user)
    matters = matters_found(user, text, pages, SHOWN + 1)
    return [
        _listed("页面", "house", pages_found(pages, text)),
        _settlements(user, text), _households(user, text), _people(user, text),
        *[_listed(kind.title, kind.icon, found) for kind, found in matters],
        _listed("公文和通报", "megaphone", papers_found(user, text, SHOWN + 1)),
        _listed("台账记录", "journal-text", cases_found(user, text), 3 * SHOWN),
        _listed("印证资料", "file-earmark-text", files_found(user, text, SHOWN + 1)),
    ]  # fmt: skip


def _listed(title: str, icon: str, found: list[Found], most: int = SHOWN) -> Hits:
    return Hits(title, icon, [Hit(one.label, one.under, one.url) for one in found[:most]], len(found) > most)


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
