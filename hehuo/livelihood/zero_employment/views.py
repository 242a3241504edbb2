"""What can be done on zero-employment cases beside the usual: search the register, offer an opening, record a job, exempt."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_POST

from hehuo.livelihood.zero_employment.forms import ExemptForm, OfferForm, StartForm
from hehuo.livelihood.zero_employment.models import ZeroEmploymentCase
from hehuo.livelihood.zero_employment.queries import households_without_a_job, running_case_of
from hehuo.livelihood.zero_employment.services import (
    exempt_household,
    find_zero_employment_households,
    offer_opening,
    start_recommended_work,
)
from hehuo.org.rights import may_approve, may_read_rows, may_write, requires, sees_unmasked
from hehuo.org.scope import visible_settlements
from hehuo.records.models import Status
from hehuo.residents.models import Household

DOMAIN = ZeroEmploymentCase.domain


def may_search(user: Any) -> bool:
    """Staff who enter labour records of a whole settlement."""
    return may_write(user, DOMAIN) and sees_unmasked(user, DOMAIN)


def reads_cases(user: Any) -> bool:
    """Staff who may open single cases."""
    return may_read_rows(user, DOMAIN)


def handles_cases(user: Any) -> bool:
    """Staff who may take a step on a case in their area."""
    return may_write(user, DOMAIN) or may_approve(user, DOMAIN)


@requires(may_search)
@require_POST
def search_register(request: HttpRequest) -> HttpResponse:
    """查找零就业家庭: open a case for every household with labour and without a job that has none."""
    found = [
        case
        for settlement in visible_settlements(request.user)
        for case in find_zero_employment_households(settlement, timezone.localdate(), by=request.user)
    ]
    if found:
        messages.success(
            request, f"比对就业台账，新发现 {len(found)} 户，已列为“待核实”。请两位同事分别核实认定。"
        )
    else:
        messages.success(request, "已比对就业台账，没有新的零就业家庭。")
    return redirect("zero-employment-list")


@requires(reads_cases)
def household_case(request: HttpRequest, pk: int) -> HttpResponse:
    """From a household to its running case; where there is none, to where one is opened."""
    household = get_object_or_404(Household.objects.visible_to(request.user), pk=pk)
    case = running_case_of(household)
    if case and ZeroEmploymentCase.objects.visible_to(request.user).filter(pk=case.pk).exists():
        return redirect("zero-employment-detail", pk=case.pk)
    today = timezone.localdate()
    jobless = households_without_a_job(household.settlement, today).filter(pk=household.pk).exists()
    if jobless and may_write(request.user, DOMAIN):
        messages.info(request, "这户还没有个案。请核对后登记，或在列表页用“查找零就业家庭”一次登记全部。")
        response = redirect("zero-employment-create")
        query = f"?settlement={household.settlement_id}&household={household.pk}&found_on={today:%Y-%m-%d}"
        response["Location"] += query
        return response
    if not jobless:
        messages.info(request, "这户今天不是零就业家庭，或在豁免期内。")
    response = redirect("zero-employment-list")
    response["Location"] += f"?household={household.pk}"
    return response


def _case(request: HttpRequest, pk: int) -> ZeroEmploymentCase:
    rows = ZeroEmploymentCase.objects.visible_to(request.user).exclude(status=Status.VOID)
    return get_object_or_404(rows.select_related("household", "settlement"), pk=pk)


def _act(request: HttpRequest, case: ZeroEmploymentCase, form: Any, work: Callable[[], str]) -> HttpResponse:
    """Run one act; a refusal is told on the case's page."""
    if not form.is_valid():
        for name, errors in form.errors.items():
            label = form.fields[name].label if name in form.fields else ""
            messages.error(request, f"{label}：{'、'.join(errors)}" if label else "、".join(errors))
        return redirect("zero-employment-detail", pk=case.pk)
    try:
        with transaction.atomic():
            done = work()
    except (ValidationError, PermissionDenied) as problem:
        for text in getattr(problem, "messages", None) or [str(problem) or "您的角色不能办理这一步。"]:
            messages.error(request, text)
    else:
        messages.success(request, done)
    return redirect("zero-employment-detail", pk=case.pk)


@requires(handles_cases)
@require_POST
def offer(request: HttpRequest, pk: int) -> HttpResponse:
    """Recommend a suitable opening to a member."""
    case = _case(request, pk)
    form = OfferForm(request.POST, case=case, user=request.user)

    def work() -> str:
        offer_opening(case, *form.offered(), by=request.user)
        return "已登记推荐。取得本人同意后再告诉单位。"

    return _act(request, case, form, work)


@requires(handles_cases)
@require_POST
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """A member has begun to work in a recommended job."""
    case = _case(request, pk)
    form = StartForm(request.POST, case=case, user=request.user)

    def work() -> str:
        values = form.cleaned_data
        row = values["recommendation"]
        row.zero_case = row.zero_case or case
        start_recommended_work(
            row, by=request.user, on=values["on"], proof_kind=values["proof_kind"], consent_on=values["consent_on"]
        )  # fmt: skip
        return "已登记上岗，就业台账同时写入。这户从现在起不再是零就业家庭，第12项得分随之更新；跟踪 90 天后销号。"

    return _act(request, case, form, work)


@requires(handles_cases)
@require_POST
def exempt(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave the household out until the review."""
    case = _case(request, pk)
    form = ExemptForm(request.POST)

    def work() -> str:
        exempt_household(case, by=request.user, **form.cleaned_data)
        return f"已豁免，{case.exempt_review_on} 以前复核。"

    return _act(request, case, form, work)


URLS = [
    path("ledgers/zero-employment/search/", search_register, name="zero-employment-search"),
    path("ledgers/zero-employment/household/<int:pk>/", household_case, name="zero-employment-household"),
    path("ledgers/zero-employment/<int:pk>/offer/", offer, name="zero-employment-offer"),
    path("ledgers/zero-employment/<int:pk>/start/", start, name="zero-employment-start"),
    path("ledgers/zero-employment/<int:pk>/exempt/", exempt, name="zero-employment-exempt"),
]
