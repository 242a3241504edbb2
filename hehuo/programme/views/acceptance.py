"""Visits to drawn households, and the notices page."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from hehuo.org.rights import requires, signed_in
from hehuo.programme import steps
from hehuo.programme.forms import VisitForm
from hehuo.programme.models import PublicNotice, SampleRow
from hehuo.programme.views.access import campaign_of, opens_campaigns, tell


@requires(opens_campaigns)
@require_POST
def visit(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """Record how the visit to a drawn household went."""
    campaign = campaign_of(request, pk)
    found = get_object_or_404(SampleRow, pk=row, sample__campaign=campaign)
    form = VisitForm(request.POST)
    if not form.is_valid():
        messages.error(request, "请选择入户结果。")
    else:
        try:
            steps.record_visit(
                found, form.cleaned_data["result"], by=request.user, note=form.cleaned_data["note"]
            )
        except (ValidationError, PermissionDenied) as problem:
            tell(request, problem)
        else:
            messages.success(request, f"第 {found.order_no} 户已登记。")
    return redirect(f"{reverse('campaign', args=[pk])}#sample")


@requires(signed_in)
def notice_list(request: HttpRequest) -> HttpResponse:
    """Notices that run or have run: names of units and scores only."""
    rows = PublicNotice.objects.filter(withdrawn_on__isnull=True).select_related("campaign__unit__county")
    today = timezone.localdate()
    context = {
        "running": [n for n in rows if n.ends_on >= today],
        "past": [n for n in rows if n.ends_on < today],
    }
    return render(request, "programme/notices.html", context)
