"""List of campaigns, the page of one, planning, and the generic page of a step."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from hehuo.assessment.snapshots import drift, is_intact
from hehuo.org.rights import has_role, requires
from hehuo.org.roles import Role
from hehuo.programme import guards, queries, scores
from hehuo.programme.buttons import BY_NAME, buttons_for, next_steps
from hehuo.programme.forms import PlanForm, VisitForm
from hehuo.programme.models import Campaign, RewardGrant, Sample, SampleRow
from hehuo.programme.rewards import scheme_in_force, table_amount
from hehuo.programme.states import ENDED, STAGES, State
from hehuo.programme.steps import plan_campaign
from hehuo.programme.taking import WAYS
from hehuo.programme.templatetags.programme import tone as tone_of
from hehuo.programme.views.access import (
    campaign_of,
    hide_from_blind,
    opens_campaigns,
    plans_campaigns,
    problems_of,
)

sees_samples = has_role(Role.CITY_OFFICE, Role.CITY_LEADER, Role.AUDITOR)


@requires(opens_campaigns)
def campaign_list(request: HttpRequest) -> HttpResponse:
    """Campaigns that the person may open, by stage."""
    rows = queries.campaigns_visible_to(request.user)
    funnel = queries.funnel_of(rows)
    stage = request.GET.get("stage", "")
    words = request.GET.get("q", "").strip()
    states = next((states for code, _, states in STAGES if code == stage), None)
    if states:
        rows = rows.filter(state__in=states)
    if words:
        rows = rows.filter(unit__name__icontains=words)
    rows = queries.with_progress(rows)
    lines = [_line(campaign, request.user) for campaign in rows[:500]]
    context = {
        "funnel": funnel, "lines": lines, "stage": stage, "words": words, "may_plan": plans_campaigns(request.user),
        "total": sum(part.count for part in funnel),
    }  # fmt: skip
    return render(request, "programme/campaigns.html", context)


def _line(campaign: Campaign, user: Any) -> dict[str, Any]:
    due = None if campaign.state in ENDED else queries.next_due(campaign)
    return {
        "campaign": campaign, "tone": tone_of(campaign.state), "step": queries.step_ahead(campaign, user), "due": due,
    }  # fmt: skip


@requires(plans_campaigns)
def campaign_plan(request: HttpRequest) -> HttpResponse:
    """List a unit in the county's plan."""
    form = PlanForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = plan_campaign(
                data["unit"], by=request.user, phase=data["phase"], edition=data["edition"],
                authorization_basis=data["authorization_basis"],
            )  # fmt: skip
        except (ValidationError, PermissionDenied) as problem:
            form.add_error(None, problems_of(problem))
        else:
            messages.success(request, "已列入计划。下一步请启动创建。")
            return redirect("campaign", pk=made.pk)
    context = {
        "form": form,
        "heading": "列入创建计划",
        "purpose": "把创建单位列入本县计划，须有市（县）党委、政府的批准依据。",
    }
    return render(request, "programme/plan.html", context)


@requires(opens_campaigns)
def campaign_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One campaign: where it stands, what is next, everything that happened."""
    campaign = campaign_of(request, pk)
    buttons = buttons_for(campaign, request.user)
    context: dict[str, Any] = {
        "campaign": campaign, "tone": tone_of(campaign.state), "ended": campaign.state in ENDED,
        "due": None if campaign.state in ENDED else queries.next_due(campaign), "main_steps": next_steps(buttons), "aside": [b for b in buttons if b.step.aside and b.mine],
        "log": campaign.steps.select_related("actor").order_by("-id"), "deadlines": campaign.deadlines.all(),
        "population": getattr(campaign, "population", None), "stages": _stages(campaign),
        "returns": campaign.returns.select_related("returned_by", "corrected_by"),
        "shortfalls": campaign.shortfalls.filter(round_no=campaign.round_no),
        "rechecks": campaign.rechecks.select_related("finished_by"),
        "pass_rule": scores.pass_rule_text(campaign.edition) if campaign.edition_id else "",
        **_columns(campaign), **_acceptance(campaign, request.user), **_reward(campaign),
    }  # fmt: skip
    return render(request, "programme/campaign.html", context)


def _stages(campaign: Campaign) -> list[dict[str, Any]]:
    now = next(n for n, (_, _, states) in enumerate(STAGES) if campaign.state in states)
    shown = STAGES if STAGES[now][0] == "ended" else STAGES[:-1]
    return [
        {"label": label, "class": "now" if n == now else "done" if n < now and now < len(STAGES) - 1 else ""}
        for n, (_, label, _) in enumerate(shown)
    ]


def _columns(campaign: Campaign) -> dict[str, Any]:
    """The self and county sheets with their totals; sums only once a sheet is submitted."""
    found, sums = [], {}
    for name, label, sheet, url in (
        ("self_sums", "自评", campaign.self_sheet, "campaign-self-assessment"),
        ("county_sums", "县级初核", campaign.county_sheet, "campaign-review"),
    ):
        if sheet is None:
            continue
        points = scores.self_points(campaign) if name == "self_sums" else scores.sheet_points(sheet)
        made = scores.totals(campaign.edition, points)
        sums[name] = made if sheet.submitted_at else None
        found.append({
            "label": label, "scorer": sheet.scorer, "sums": made, "done": sheet.submitted_at,
            "url": reverse(url, args=[campaign.pk]),
        })  # fmt: skip
    return {"sheets": found, **sums}


def _visits(sample: Sample | None) -> dict[str, int]:
    results = list(sample.rows.values_list("result", flat=True)) if sample else []
    counts = {result: results.count(result) for result in SampleRow.Result.values}
    return {**counts, "all": len(results), "done": len(results) - counts[SampleRow.Result.PENDING]}


def _acceptance(campaign: Campaign, user: Any) -> dict[str, Any]:
    members = scores.members_of(campaign)
    mine = user.pk in {m.user_id for m in members}
    sheets = scores.reviewer_sheets(campaign)
    complete = bool(members) and len(sheets) >= len(members)
    sample = campaign.samples.select_related("drawn_by").first()
    shown = sample and (mine or sees_samples(user))
    return {
        "members": members, "submitted_by": {s.scorer_id for s in sheets}, "complete": complete, "is_member": mine,
        "columns": [(s.scorer, scores.totals(campaign.edition, scores.sheet_points(s))) for s in sheets] if complete else [],
        "blind": mine and not complete, "sample": sample, "visit_form": VisitForm(),
        "visits": _visits(sample), "may_visit": mine and campaign.state == State.CITY_ACCEPTING,
        "sample_rows": sample.rows.select_related("household__dwelling__building", "visited_by") if shown else [],
        "decision": campaign.decisions.select_related("proposed_by", "countersigned_by", "approved_by").filter(withdrawn_at__isnull=True).first(), "notices": campaign.notices.prefetch_related("objections"),
    }  # fmt: skip


def _reward(campaign: Campaign) -> dict[str, Any]:
    grant = (
        RewardGrant.objects.filter(campaign=campaign)
        .select_related("scheme", "approved_by", "paid_by")
        .first()
    )
    scheme = scheme_in_force() if grant is None and campaign.state == "confirmed" else None
    return {"grant": grant, "table_fen": table_amount(scheme, campaign.scale_households) if scheme else None}


@requires(opens_campaigns)
def campaign_compare(request: HttpRequest, pk: int) -> HttpResponse:
    """What was submitted against today, item by item."""
    campaign = campaign_of(request, pk)
    if campaign.submitted is None:
        raise Http404
    hide_from_blind(campaign, request.user)
    rows = drift(campaign.submitted)
    context = {
        "campaign": campaign, "snapshot": campaign.submitted, "rows": rows, "changed": sum(1 for r in rows if r.change),
        "then": sum(r.then for r in rows), "now": sum(r.now for r in rows), "intact": is_intact(campaign.submitted),
        "total_change": sum(r.change for r in rows),
    }  # fmt: skip
    return render(request, "programme/compare.html", context)


@requires(opens_campaigns)
def campaign_step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """The page of a step: what it is for, its form, or why it cannot be taken."""
    campaign = campaign_of(request, pk)
    if name not in WAYS:
        raise Http404
    way, step = WAYS[name], BY_NAME[name]
    button = next((b for b in buttons_for(campaign, request.user) if b.step.name == name), None)
    form = way.form_for(campaign, request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            way.take(campaign, form, request.user)
        except ValidationError as problem:
            form.add_error(None, problems_of(problem))
        else:
            campaign.refresh_from_db()
            messages.success(request, f"已办理“{step.label}”。现在是“{campaign.get_state_display()}”。")
            return redirect("campaign", pk=pk)
    why_not = button.why_not if button else f"现在是“{campaign.get_state_display()}”，不能办理这一步。"
    context = {
        "campaign": campaign, "form": form, "step": step, "way": way, "why_not": why_not,
        "decision": guards.decision_of(campaign), "preview_fen": _reward(campaign)["table_fen"],
    }  # fmt: skip
    return render(
        request, "programme/step.html", context, status=200 if button or request.method == "GET" else 409
    )
