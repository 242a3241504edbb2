"""The page that a phone opens when it scans the code of an event: come, counted once, nobody is named."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path
from django.views.decorators.http import require_http_methods

from hehuo.culture.participation.models import SignInCode
from hehuo.culture.participation.services import event_of, is_open, record_scan
from hehuo.org.rights import public

KEPT_SECONDS = 24 * 3600


@require_http_methods(["GET", "HEAD", "POST"])
def come(request: Any, token: str) -> Any:
    """Title and time of the event, and one button. The browser remembers for a day that it has been counted."""
    code = get_object_or_404(SignInCode, token=token)
    event = event_of(code)
    if event is None:
        raise Http404
    mark = f"came-{code.pk}"
    counted = request.get_signed_cookie(mark, default="") == "1"
    full = False
    if request.method == "POST" and not counted and is_open(code):
        counted = record_scan(code, event)
        full = not counted
    context = {
        "event": event,
        "title": event.title,
        "counted": counted,
        "full": full,
        "open": is_open(code),
        "code": code,
    }
    response = TemplateResponse(request, "culture/come.html", context)
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "no-store"
    if counted:
        response.set_signed_cookie(mark, "1", max_age=KEPT_SECONDS, httponly=True, samesite="Lax", secure=request.is_secure())  # fmt: skip
    return response


come = public(come)

URLS = [path("come/<str:token>/", come, name="come")]
