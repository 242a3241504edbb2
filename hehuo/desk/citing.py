"""引用台账记录或公文: find what proves a record among what the person may see, and say so."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode, urlsplit

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve, reverse

from hehuo.desk.contents import LEDGERS, ledger_by_slug
from hehuo.desk.finding import Found, cases_found
from hehuo.desk.matters import papers_found
from hehuo.evidence.models import ProofKind
from hehuo.evidence.queries import cited_for, gone, may_add, name_of, record_for
from hehuo.evidence.quoting import papers
from hehuo.evidence.services import prove
from hehuo.org.rights import requires, signed_in
from hehuo.programme.supervision.addresses import KIND_OF
from hehuo.records.models import LedgerRecord
from hehuo.records.numbers import names_a_person
from hehuo.records.personal_data import kinds_in

OF_ONE_LEDGER, OF_EACH, MOST = 20, 3, 30
PAPERS = "papers"
SUPERVISED = {kind: label for label, kind in KIND_OF.items()}


@requires(signed_in)
def cite(request: HttpRequest, label: str, pk: int) -> HttpResponse:
    """Search (POST to keep numbers of people out of addresses), choose, add."""
    user = request.user
    record: Any = record_for(user, label, pk)
    if record is None or not may_add(user, record):
        raise Http404
    here = reverse("evidence-cite", args=[label, pk])
    if "target" in request.POST:
        if _take(request, record):
            return redirect("evidence-for", label=label, pk=pk)
        return redirect(here)
    asked = request.POST if request.method == "POST" else request.GET
    text, slug = asked.get("q", "").strip()[:300], asked.get("ledger", "")
    if request.method == "POST" and not names_a_person(text):
        return redirect(f"{here}?{urlencode({'q': text, 'ledger': slug})}")
    if request.method == "GET" and names_a_person(text):
        return redirect(here)
    found = [hit for hit in _found(user, text, slug, record) if _other(hit.row, record)] if text else []
    ledgers = [
        (ledger.slug, str(ledger.model._meta.verbose_name))
        for ledger in LEDGERS
        if ledger.allowed("read")(user)
    ]
    context: dict[str, Any] = {
        "record": record, "name": name_of(record), "label": label, "text": text, "slug": slug, "ledgers": ledgers, "found": found[:MOST], "more": len(found) > MOST,
        "back": reverse("evidence-for", args=[label, pk]),
    }  # fmt: skip
    return render(request, "desk/cite.html", context)


def _other(row: Any, record: Any) -> bool:
    return (row._meta.label, row.pk) != (record._meta.label, record.pk) and not gone(row)


def _found(user: Any, text: str, slug: str, record: Any) -> list[Found]:
    """The page that was pasted, else rows of the ledger that was chosen, else of every ledger, and issued papers."""
    row = row_at(user, text)
    if row is not None:
        return [Found(name_of(row), str(getattr(row, "settlement", "") or ""), "", row)]
    if "/" in text:
        return []
    place = record.settlement
    chosen = ledger_by_slug(slug)
    if chosen is not None:
        return cases_found(user, text, (chosen,), place, OF_ONE_LEDGER)
    found = [] if slug == PAPERS else cases_found(user, text, settlement=place, shown=OF_EACH)
    return [*found, *papers_found(user, text, OF_ONE_LEDGER, to_quote=True)]


def row_at(user: Any, text: str) -> Any:
    """The record whose page has this address (whole, or its path), when the person may read it."""
    path = urlsplit(text.strip()).path
    if not path.startswith("/"):
        return None
    try:
        match = resolve(path)
    except Resolver404:
        return None
    name, key = match.url_name or "", match.kwargs.get("pk")
    if key is None:
        return None
    return cited_for(user, _label_at(name, match.kwargs), key)


def _label_at(name: str, kwargs: dict[str, Any]) -> str:
    if name in ("record", "evidence-for"):
        return str(kwargs["label"])
    paper = next((model for model in papers() if model.page == name), None)
    if paper is not None:
        return str(paper._meta.label_lower)
    if name.startswith("supervised-") and name.endswith("-one"):
        return SUPERVISED.get(name.removeprefix("supervised-").removesuffix("-one"), "")
    ledger = ledger_by_slug(name.rpartition("-")[0])
    return str(ledger.model._meta.label_lower) if ledger else ""


def _take(request: HttpRequest, record: Any) -> bool:
    label, _, key = request.POST["target"].partition(":")
    row = cited_for(request.user, label, int(key)) if key.isdigit() else None
    words = request.POST.get("statement", "").strip()[:300]
    try:
        if row is None:
            raise ValidationError("没有找到这条记录，或您的岗位不能查看它。请重新查找。")
        if found := kinds_in(words):
            raise ValidationError(f"说明里有{'、'.join(found)}，请删去后再添加。")
        kind = ProofKind.ROW if isinstance(row, LedgerRecord) else ProofKind.REPORT
        day = getattr(row, "occurred_on", None) or getattr(row, "issued_on", None)
        prove(record, by=request.user, kind=kind, row=row, statement=words, occurred_on=day)
    except ValidationError as problem:
        messages.error(request, "；".join(problem.messages))
        return False
    messages.success(request, f"已引用“{name_of(row)}”。")
    return True
