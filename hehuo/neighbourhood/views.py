"""调解情况统计: counts by kind for those above the settlement; no case can be reached from here."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils import timezone

from hehuo.neighbourhood.mediation.queries import SMALLEST, case_counts
from hehuo.org.rights import requires, right_of, roles_of
from hehuo.org.roles import Role


def counts_only(user: Any) -> bool:
    """统计权限: aggregates of mediation, or the cases themselves; inspectors see counts only (domain §1.4)."""
    return right_of(roles_of(user), "G")[0] in "AF" or Role.INSPECTOR in roles_of(user)


@requires(counts_only)
def mediation_counts(request: HttpRequest) -> TemplateResponse:
    """Cases accepted in a year, by kind."""
    today = timezone.localdate()
    asked = request.GET.get("year", "")
    year = (
        int(asked) if asked.isascii() and asked.isdigit() and 2016 <= int(asked) <= today.year else today.year
    )
    until = min(today, today.replace(year=year, month=12, day=31))
    counts = case_counts(request.user, today.replace(year=year, month=1, day=1), until)
    years = range(today.year, 2017, -1)
    return TemplateResponse(
        request,
        "mediation-cases/counts.html",
        {"counts": counts, "year": year, "years": years, "smallest": SMALLEST, "title": "调解情况统计"},
    )
