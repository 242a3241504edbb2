"""The register page: find what went out."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hehuo.org.rights import requires
from hehuo.reports.register import STATES, Wanted, entries, years
from hehuo.reports.views.access import may_enter

ON_A_PAGE = 50


@requires(may_enter)
def register(request: HttpRequest) -> HttpResponse:
    """All papers that went out, by words, year and state."""
    year, state = request.GET.get("year", ""), request.GET.get("state", "")
    wanted = Wanted(
        request.GET.get("q", "").strip()[:60],
        int(year) if year.isascii() and year.isdecimal() and len(year) == 4 else None,
        state if state in dict(STATES) else "",
    )
    found = entries(request.user, wanted)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "page": page, "count": len(found), "wanted": wanted, "years": years(request.user), "states": STATES,
        "query": query.urlencode(), "asked": wanted != Wanted(),
        "counts_receipts": any(entry.sent is not None for entry in page),
    }  # fmt: skip
    return render(request, "reports/register.html", context)
