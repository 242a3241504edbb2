"""我的班次: what a signed-in person is to take, with the three steps that one takes oneself. Open whatever the role."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from hehuo.kit.asking import Step
from hehuo.neighbourhood.duty import forms, services
from hehuo.neighbourhood.duty.lifecycle import SHIFT
from hehuo.neighbourhood.duty.queries import own_lines, own_shifts
from hehuo.org.rights import requires, signed_in

STEPS = {
    "check_in": Step("check_in", "到岗", "到了社区办公场所以后登记。", forms.CheckInForm, services.check_in),
    "hand_over": Step("hand_over", "交接", "写明接待件数和要交给下一班的事。", forms.HandOverForm, services.hand_over),
    "ask_swap": Step("ask_swap", "申请调班", "和对方商量好后申请，由有审核权的同事同意。", forms.OwnSwapForm, services.ask_swap),
}  # fmt: skip


@requires(signed_in)
def my_shifts(request: HttpRequest) -> HttpResponse:
    """The next month of one's own."""
    context = {
        "lines": own_lines(request.user), "title": "我的班次", "back": reverse("home"), "ledger_name": "工作台",
        "purpose": "已公布的值班表里轮到您的班。到岗、交接、调班都在这里办。",
    }  # fmt: skip
    return TemplateResponse(request, "duty/mine.html", context)


@requires(signed_in)
def my_shift_step(request: HttpRequest, pk: int, event: str) -> HttpResponse:
    """One step of one's own shift."""
    shift = get_object_or_404(own_shifts(request.user, timezone.localdate()), pk=pk)
    if event not in STEPS:
        raise Http404
    step = STEPS[event]
    if not any(
        offer.allowed and offer.transition.event == event for offer in SHIFT.offers(shift, request.user)
    ):
        messages.error(request, f"现在是“{shift.get_state_display()}”，不能办理这一步。")
        return redirect("my-shifts")
    form = step.form(request.POST if request.method == "POST" else None, record=shift, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            step.work(shift, by=request.user, **form.cleaned_data)
        except (ValidationError, PermissionDenied) as problem:
            form.add_error(None, problem if isinstance(problem, ValidationError) else str(problem))
        else:
            messages.success(request, f"已办理：{step.label}。")
            return redirect("my-shifts")
    context = {
        "form": form, "title": f"{step.label}：{shift}", "purpose": step.hint, "asked": step.label,
        "back": reverse("my-shifts"), "ledger_name": "我的班次",
    }  # fmt: skip
    return TemplateResponse(request, "duty/mine_step.html", context)


URLS = [
    path("duty/mine/", my_shifts, name="my-shifts"),
    path("duty/mine/<int:pk>/<slug:event>/", my_shift_step, name="my-shift-step"),
]
