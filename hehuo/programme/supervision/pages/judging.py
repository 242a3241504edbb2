"""The blind judgement page: works on a tablet, offline for a day; sending the same entries twice counts once (domain §3.2)."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.templatetags.static import static
from django.urls import reverse

from hehuo.org.rights import requires
from hehuo.programme import scores
from hehuo.programme.models import SpotCheck, SpotHousehold, SpotMember, SpotRecord
from hehuo.programme.supervision.addresses import address_of
from hehuo.programme.supervision.pages.access import judges
from hehuo.programme.supervision.spot_checks.results import codes_of_items
from hehuo.programme.supervision.spot_checks.rules import ledger_models, rule_from
from hehuo.programme.supervision.spot_checks.steps import submit_judgement
from hehuo.programme.supervision.spot_checks.steps.submit_judgement import Judgement


def _member(request: HttpRequest, pk: int, row: int) -> SpotMember:
    check = get_object_or_404(SpotCheck.objects.visible_to(request.user), pk=pk)
    rows = SpotMember.objects.select_related("site__unit__county", "site__check_of__edition")
    return get_object_or_404(rows, site=row, site__check_of=check, user=request.user)


@requires(judges)
def spot_judge(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """The form without any self or system point; POST answers JSON to the page's script and redirects browsers without it."""
    member = _member(request, pk, row)
    site, wants_json = member.site, request.headers.get("X-Requested-With") == "fetch"
    errors: dict[str, list[str]] = {}
    if request.method == "POST":
        judgement, errors = _read(request.POST, member)
        if not errors:
            try:
                submit_judgement(site, judgement, by=request.user)
            except (ValidationError, PermissionDenied) as problem:
                errors = getattr(problem, "message_dict", None) or {
                    "": getattr(problem, "messages", [str(problem)])
                }
        if wants_json:
            answer = {"ok": not errors, "errors": errors, "url": address_of(site.check_of)}
            return JsonResponse(answer, status=422 if errors else 200)
        if not errors:
            return redirect(address_of(site.check_of))
    return _page(request, member, errors)


def _page(request: HttpRequest, member: SpotMember, errors: dict[str, list[str]]) -> HttpResponse:
    site = member.site
    check = site.check_of
    rule = rule_from(check.rule)
    codes, typed, items = codes_of_items(check, rule), request.POST, {}
    for c in scores.criteria_of(check.edition):
        if c.code in codes:
            line = {
                "c": c, "points": typed.get(f"points-{c.code}", ""), "reason": typed.get(f"reason-{c.code}", ""),
                "wrong": "、".join(errors.get(c.code, [])),
            }  # fmt: skip
            items.setdefault((c.item_no, c.item_title), []).append(line)
    context = {
        "member": member, "site": site, "check": check, "items": items, "records": _records(site) if member.is_leader else [],
        "homes": _homes(site) if member.is_leader else [], "errors": errors, "uuid": typed.get("client_uuid") or uuid4(),
        "verdicts": SpotRecord.Verdict.choices[1:], "results": SpotHousehold.Result.choices[1:], "back": address_of(check),
        "open": check.state == "on_site" and member.submitted_at is None,
    }  # fmt: skip
    return render(request, "supervision/judge.html", context, status=422 if errors else 200)


def _records(site: Any) -> list[dict[str, Any]]:
    """Drawn records by ledger: number and date of entry only; what is inside is opened at the site from the ledger."""
    names, rows = {k: str(m._meta.verbose_name) for k, m in ledger_models().items()}, []
    for row in site.records.all():
        rows.append({"row": row, "ledger": names.get(row.source, row.source), "no": f"第 {row.record_id} 号"})
    return rows


def _homes(site: Any) -> Any:
    return site.households.select_related("household__dwelling__building")


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
            if name.startswith(f"{what}-") and name.split("-")[1].isdigit() and value
        }
        for what in ("record", "home")
    }
    leads = member.is_leader
    return Judgement(points, number, rows["record"] if leads else {}, rows["home"] if leads else {}), errors


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
