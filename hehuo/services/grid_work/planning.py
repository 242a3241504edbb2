"""The page that plans a month of visits."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.urls import path

from hehuo.org.rights import requires, writes
from hehuo.services.asking_page import asking_page
from hehuo.services.grid_work.forms import PlanForm
from hehuo.services.grid_work.models import WorkVisit
from hehuo.services.grid_work.services import plan_month


@requires(writes(WorkVisit.domain))
def plan_visits(request: Any) -> Any:
    """Which grid, which month, how many households; the longest unvisited come first."""
    form = PlanForm(request.POST if request.method == "POST" else None, user=request.user)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            made = plan_month(
                told["grid"], told["month"].year, told["month"].month, told["wanted"], by=request.user
            )
        except (ValidationError, PermissionDenied) as problem:
            form.add_error(None, problem if isinstance(problem, ValidationError) else str(problem))
        else:
            messages.success(request, f"已安排 {len(made)} 户，分散在当月的工作日。")
            return redirect("visits-list")
    return asking_page(
        request, form, title="安排走访", purpose="从最久没有走访的户排起，分散到当月的工作日；已安排的不变。",
        button="安排", ledger="visits", ledger_name="走访",
    )  # fmt: skip


URLS = [path("ledgers/visits/plan/", plan_visits, name="visits-plan")]
