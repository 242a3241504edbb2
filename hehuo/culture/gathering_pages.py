"""What the pages of all events have in common."""

from __future__ import annotations

from typing import Any

import segno
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.urls import path, reverse

from hehuo.culture.holding import cannot_count, count_heads, save_gathering
from hehuo.culture.participation.models import Attendance, Confirmation
from hehuo.culture.participation.services import close_sign_in, code_of, is_open, open_sign_in
from hehuo.kit.asking import Step, StepForm
from hehuo.kit.casework import DatedLedger
from hehuo.kit.ledger import Child
from hehuo.org.rights import requires

WHEN = ("held_on", "starts_at", "ends_at")
WHERE = ("venue", "place", "joint_with")
PEOPLE = ("headcount_declared", "over_full", "sign_in_mode", "has_sign_in")


class CountForm(StepForm):
    """清点人数."""

    people = forms.IntegerField(label="清点人数", min_value=1, max_value=100_000)
    over_full = forms.CharField(
        label="超员说明", max_length=100, required=False, help_text="超过场所容纳人数时必填：怎么容下的。"
    )


COUNT = Step("count", "登记清点人数", "由登记人以外的同事在现场或事后清点；不签到的活动靠它印证。", CountForm, count_heads, cannot_count)  # fmt: skip


def rows_of_event(link: str) -> tuple[Child, ...]:
    """Who signed in and who confirmed."""
    return (
        Child(Confirmation, link, ("confirmed_on", "mode", "attended", "took_place"), ledger="confirmations"),
        Child(Attendance, link, ("person", "attendee_name", "signed_at", "mode"), ledger="attendance"),
    )


class GatheringLedger(DatedLedger):
    """An event: how many came is declared, then counted, scanned or signed."""

    facts = {"核对": ("headcount_checked", "headcount_scanned", "question")}
    asking = (COUNT,)
    ordering = ("-held_on", "-id")

    def perform_save(self, form: Any) -> Any:
        """It fits its venue and day."""
        return self.saved_by(save_gathering, self.entered(form))

    # -- sign-in by phone --------------------------------------------------------
    @classmethod
    def get_urls(cls) -> list[Any]:
        """The usual addresses, and `…/sign-in/`, open to those who may write in this ledger's domain."""
        page = requires(cls.allowed("write"))(cls.as_view(action="sign-in"))
        return [
            *super().get_urls(),
            path(f"ledgers/{cls.slug}/<int:pk>/sign-in/", page, name=f"{cls.slug}-sign-in"),
        ]

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if self.action != "sign-in":
            return super().dispatch(request, *args, **kwargs)
        self.object = self.get_object()
        return self.take_sign_in(request) if request.method == "POST" else self.show_sign_in(request)

    def take_sign_in(self, request: Any) -> Any:
        """Open the code, or close it and keep the count."""
        work = {"open": open_sign_in, "close": close_sign_in}.get(request.POST.get("do", ""))
        try:
            if work is not None:
                work(self.object, by=request.user)
        except (ValidationError, PermissionDenied) as problem:
            messages.error(request, " ".join(getattr(problem, "messages", None) or [str(problem)]))
        return redirect(self.url("sign-in", pk=self.object.pk))

    def show_sign_in(self, request: Any) -> Any:
        """The code to scan, and how many have."""
        code = code_of(self.object)
        address = request.build_absolute_uri(reverse("come", kwargs={"token": code.token})) if code else ""
        picture = segno.make(address, error="m").svg_data_uri(scale=6, border=2) if code else ""
        response = self.render(
            "sign_in", code=code, address=address, picture=picture, open=code is not None and is_open(code)
        )
        response.template_name = "culture/sign_in.html"
        return response
