"""A page beside a ledger that asks for a few things and then does one thing for many rows."""

from __future__ import annotations

from typing import Any

from django.template.response import TemplateResponse
from django.urls import reverse


def asking_page(
    request: Any,
    form: Any,
    *,
    title: str,
    purpose: str,
    button: str,
    ledger: str,
    ledger_name: str,
    listed: Any = (),
) -> TemplateResponse:
    """The form with its heading; `ledger` is the slug of the list to go back to, `listed` what the act will make."""
    context = {
        "form": form, "title": title, "purpose": purpose, "button": button, "back": reverse(f"{ledger}-list"),
        "ledger_name": ledger_name, "listed": listed,
    }  # fmt: skip
    return TemplateResponse(request, "services/ask.html", context)
