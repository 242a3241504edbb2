"""A member's own page of a site: declaration, then the blind judgement; works on a tablet, offline for a day.

Sending the same entries twice counts once (domain §3.2). The drawn records are read here as masked extracts (§1.4).
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.templatetags.static import static
from django.urls import reverse

from hehuo.org.rights import requires
from hehuo.programme import scores
from hehuo.programme.models import SpotCheck, SpotHousehold, SpotMember, SpotRecord
from hehuo.programme.supervision.addresses import address_of
from hehuo.programme.supervision.pages.access import judges, problems_of
from hehuo.programme.supervision.pages.forms import DECLARATION
from hehuo.programme.supervision.spot_checks.interviews import questions
from hehuo.programme.supervision.spot_checks.results import codes_of_items
from hehuo.programme.supervision.spot_checks.rules import rule_from
from hehuo.programme.supervision.spot_checks.samples import extracts_for, may_read_extracts, note_reading
from hehuo.programme.supervision.spot_checks.steps import declare_recusal, decline_site, submit_judgement
from hehuo.programme.supervision.spot_checks.steps.submit_judgement import Judgement

KEEPING = "keep"
"""X-Requested-With of the script when it stores the page on the device."""


def _member(request: HttpRequest, pk: int, row: int) -> SpotMember:
    check = get_object_or_404(SpotCheck.objects.visible_to(request.user), pk=pk)
    rows = SpotMember.objects.select_related("user", "site__unit__county", "site__check_of__edition")
    return get_object_or_404(rows, site=row, site__check_of=check, user=request.user)


@requires(judges)
def spot_judge(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """The form without any self or system point; POST answers JSON to the page's script and redirects browsers without it."""
    member = _member(request, pk, row)
    if request.method == "POST" and request.POST.get("act") in ("declare", "decline"):
        return _declare(request, member)
    site, wants_json = member.site, request.headers.get("X-Requested-With") == "fetch"
    errors: dict[str, list[str]] = {}
    if request.method == "POST":
        judgement, errors = _read(request.POST, member)
        if not errors:
            try:
                submit_judgement(site, judgement, by=request.user)
            except (ValidationError, PermissionDenied) as problem:
                errors = getattr(problem, "message_dict", None) or {"": problems_of(problem)}
        if wants_json:
            answer = {"ok": not errors, "errors": errors, "url": address_of(site.check_of)}
            return JsonResponse(answer, status=422 if errors else 200)
        if not errors:
            return redirect(address_of(site.check_of))
    return _page(request, member, errors)


def _declare(request: HttpRequest, member: SpotMember) -> HttpResponse:
    """The member declares, or steps down; input is kept when something is wrong."""
    site, words = member.site, request.POST.get("words", "")
    try:
        if request.POST["act"] == "declare":
            declare_recusal(site, words, by=request.user)
            messages.success(request, "已声明。派组完成、开始现场检查以后，在本页评分。")
            return redirect("spot-judge", site.check_of_id, site.pk)
        decline_site(site, by=request.user, reason=words)
    except (ValidationError, PermissionDenied) as problem:
        return _page(request, member, {request.POST["act"]: problems_of(problem)})
    messages.success(request, f"已申请回避“{site.unit}”，由市指挥部办公室另派成员。")
    return redirect("supervised-spot-checks")


def _page(request: HttpRequest, member: SpotMember, errors: dict[str, list[str]]) -> HttpResponse:
    site = member.site
    check = site.check_of
    extracts = extracts_for(member)
    kept = request.headers.get("X-Requested-With") == KEEPING
    if request.method == "GET":
        note_reading(member, extracts, kept=kept)
    codes, typed, items = codes_of_items(check, rule_from(check.rule)), request.POST, {}
    for c in scores.criteria_of(check.edition):
        if c.code in codes:
            line = {
                "c": c, "points": typed.get(f"points-{c.code}", ""), "reason": typed.get(f"reason-{c.code}", ""),
                "wrong": "、".join(errors.get(c.code, [])),
            }  # fmt: skip
            items.setdefault((c.item_no, c.item_title), []).append(line)
    context = {
        "member": member, "site": site, "check": check, "items": items, "ledgers": _ledgers(extracts, typed),
        "homes": _homes(site, typed) if may_read_extracts(member) and member.is_leader else [],
        "team": site.members.select_related("user"), "errors": errors,
        "whole": errors.get("", []), "uuid": typed.get("client_uuid") or uuid4(), "typed": typed.get("words", ""),
        "declaration": DECLARATION, "verdicts": SpotRecord.Verdict.choices[1:],
        "results": SpotHousehold.Result.choices[1:], "back": address_of(check), "open": may_read_extracts(member),
        "questions": questions(), "declaring": check.state == "sampled" and not member.submitted_at,
    }  # fmt: skip
    response = render(request, "supervision/judge.html", context, status=422 if errors else 200)
    response["Cache-Control"] = "no-cache, private"
    return response


def _ledgers(extracts: list[Any], typed: Any) -> list[tuple[str, list[dict[str, Any]]]]:
    """Extracts by ledger, with what was typed."""
    found: dict[str, list[dict[str, Any]]] = {}
    for extract in extracts:
        pk = extract.row.pk
        line = {
            "x": extract,
            "verdict": typed.get(f"record-{pk}", ""),
            "note": typed.get(f"recordnote-{pk}", ""),
        }
        found.setdefault(extract.ledger, []).append(line)
    return list(found.items())


def _homes(site: Any, typed: Any) -> list[dict[str, Any]]:
    """Drawn households with result, note and the questions, as typed."""
    rows = site.households.select_related("household__dwelling__building")
    return [
        {
            "row": home, "result": typed.get(f"home-{home.pk}", ""), "note": typed.get(f"homenote-{home.pk}", ""),
            "asked": [(q, f"say-{home.pk}-{q.name}", typed.get(f"say-{home.pk}-{q.name}", "")) for q in questions()],
        }
        for home in rows
    ]  # fmt: skip


def _read(data: Any, member: SpotMember) -> tuple[Judgement, dict[str, list[str]]]:
    codes, errors, points = codes_of_items(member.site.check_of, rule_from(member.site.check_of.rule)), {}, {}
    for code in codes:
        text = data.get(f"points-{code}", "").strip()
        if not text:
            continue
        try:
            value = Decimal(text)
            if not value.is_finite() or len(text) > 8:
                raise InvalidOperation
        except InvalidOperation:
            errors[code] = [f"{code} 请填写数字。"]
            continue
        points[code] = (value, data.get(f"reason-{code}", ""))
    try:
        number = UUID(data.get("client_uuid", ""))
    except ValueError:
        number = uuid4()
    rows = {
        what: {
            int(name.split("-")[1]): (value, data.get(f"{what}note-{name.split('-')[1]}", ""))
            for name, value in data.items()
            if name.startswith(f"{what}-") and name.split("-")[1].isdecimal() and value
        }
        for what in ("record", "home")
    }
    if not member.is_leader:
        return Judgement(points, number), errors
    return Judgement(points, number, rows["record"], rows["home"], _said(data)), errors


def _said(data: Any) -> dict[int, dict[str, str]]:
    """Answers of households by row id."""
    found: dict[int, dict[str, str]] = {}
    for name, value in data.items():
        what, _, rest = name.partition("-")
        number, _, question = rest.partition("-")
        if what == "say" and number.isdecimal() and len(number) < 12:
            found.setdefault(int(number), {})[question] = value
    return found


@requires(judges)
def spot_worker(request: HttpRequest) -> HttpResponse:
    """The service worker of the judgement page, served where its scope begins."""
    from django.contrib.staticfiles import finders

    found = finders.find("supervision/judge-worker.js")
    if not found:
        raise Http404
    with open(str(found), encoding="utf-8") as source:
        text = source.read()
    files = [static(n) for n in ("supervision/judge.js", "supervision/supervision.css")]
    answer = HttpResponse(f"const FILES = {files!r};\n{text}", content_type="text/javascript")
    answer["Service-Worker-Allowed"] = reverse("supervised-spot-checks")
    answer["Cache-Control"] = "no-cache"
    return answer
