"""Pages beside the ledger: the plan of a month, the QR code of a facility, and the page that the code opens."""

from __future__ import annotations

from typing import Any

import segno
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.views.decorators.http import require_safe

from hehuo.org.rights import may_write, public, reads, requires, writes
from hehuo.services.facilities.forms import PlanForm
from hehuo.services.facilities.models import Facility
from hehuo.services.facilities.services import plan_inspections
from hehuo.services.repairs.models import RepairTicket


@requires(writes(Facility.domain))
def plan_month(request: Any) -> Any:
    """Which settlement, which month; each facility by its own cycle."""
    form = PlanForm(request.POST if request.method == "POST" else None, user=request.user)
    if request.method == "POST" and form.is_valid():
        month, settlement = form.cleaned_data["month"], form.cleaned_data["settlement"]
        try:
            made = plan_inspections(settlement, month.year, month.month, by=request.user)
        except (ValidationError, PermissionDenied) as problem:
            form.add_error(None, problem if isinstance(problem, ValidationError) else str(problem))
        else:
            messages.success(request, f"已安排 {len(made)} 次巡检。" if made else "这个月的巡检都已安排。")
            return redirect("facility-inspections-list")
    back = reverse("facility-inspections-list")
    told = {
        "purpose": "按每处设施的巡检周期安排，已安排的不重复。",
        "button": "安排",
        "ledger_name": "设施巡检",
    }
    return TemplateResponse(
        request, "services/ask.html", {"form": form, "title": "安排巡检", "back": back, **told}
    )


@require_safe
@requires(reads(Facility.domain))
def label(request: Any, pk: int) -> Any:
    """A sheet to print and stick on the facility: the code, the name below it."""
    facility = get_object_or_404(Facility.objects.visible_to(request.user), pk=pk)
    address = request.build_absolute_uri(reverse("facility-code", kwargs={"token": facility.token}))
    picture = segno.make(address, error="m").svg_data_uri(scale=6, border=2)
    back = reverse("facilities-detail", kwargs={"pk": facility.pk})
    told = {"title": "设施二维码", "back": back, "ledger_name": facility.name}
    return TemplateResponse(
        request, "facilities/label.html", {"facility": facility, "picture": picture, **told}
    )


@require_safe
def scanned(request: Any, token: str) -> Any:
    """What anybody sees who scans the code of a facility: its name, how it is, how to report. Nothing about people.

    Staff of the place who are signed in on the phone get a button to report at once.
    """
    facility = get_object_or_404(Facility.objects.live().select_related("settlement"), token=token)
    user = request.user
    mine = user.is_authenticated and Facility.objects.visible_to(user).filter(pk=facility.pk).exists()
    told = {
        "facility": facility,
        "title": facility.name,
        "may_report": mine and may_write(user, RepairTicket.domain),
    }
    response = TemplateResponse(request, "facilities/code.html", told)
    response["X-Robots-Tag"] = "noindex"
    return response


scanned = public(scanned)

URLS = [
    path("ledgers/facility-inspections/plan/", plan_month, name="facility-inspections-plan"),
    path("ledgers/facilities/<int:pk>/label/", label, name="facilities-label"),
    path("f/<str:token>/", scanned, name="facility-code"),
]
