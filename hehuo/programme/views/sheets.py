"""Score pages: self-assessment as a review, county review, and the blind page of a member."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from hehuo.assessment.models import ScoreSheet
from hehuo.assessment.scoring import CriterionScore, unit_scorecard
from hehuo.assessment.sheets import prefilled_share, refresh_sheet
from hehuo.org.rights import requires
from hehuo.programme import scores, steps
from hehuo.programme.buttons import BY_NAME, buttons_for
from hehuo.programme.models import Campaign
from hehuo.programme.steps.submit_reviewer_score import read_points
from hehuo.programme.views.access import campaign_of, hide_from_blind, opens_campaigns, tell

STATES = {
    "computed": "系统计算", "no_data": "尚无数据", "no_ledger": "尚无台账", "judged_pending": "待评判", "judged": "已评判",
    "not_applicable": "不适用",
}  # fmt: skip
Filled = dict[str, tuple[Decimal, str]]


def read_filled(request: HttpRequest, campaign: Campaign) -> tuple[Filled, dict[str, str]]:
    """Points and reasons of the posted table, and what is wrong by sub-criterion."""
    filled: Filled = {}
    wrong: dict[str, str] = {}
    for c in scores.criteria_of(campaign.edition):
        text = request.POST.get(f"points-{c.code}", "").strip()
        if not text:
            continue
        try:
            filled[c.code] = (read_points(text), request.POST.get(f"reason-{c.code}", "").strip()[:300])
        except ValidationError as problem:
            wrong[c.code] = problem.messages[0]
    return filled, wrong


def by_code(problem: ValidationError) -> dict[str, str]:
    """Messages by sub-criterion; other messages under ''."""
    if hasattr(problem, "error_dict"):
        return {code: errors[0].messages[0] for code, errors in problem.error_dict.items()}
    return {"": "；".join(problem.messages)}


def rows_of(
    campaign: Campaign, request: HttpRequest, wrong: dict[str, str], cell: Callable[[scores.Criterion], dict]
) -> list:
    """Items with their sub-criteria; what was typed stays."""
    items: dict[int, dict[str, Any]] = {}
    for c in scores.criteria_of(campaign.edition):
        row = {"criterion": c, "wrong": wrong.get(c.code, ""), **cell(c)}
        if request.method == "POST":
            row["points"] = request.POST.get(f"points-{c.code}", row.get("points", ""))
            row["reason"] = request.POST.get(f"reason-{c.code}", row.get("reason", ""))
        items.setdefault(c.item_no, {"no": c.item_no, "title": c.item_title, "rows": []})["rows"].append(row)
    return list(items.values())


def button_of(campaign: Campaign, name: str, user: Any) -> Any:
    """The button of this page for this person; None when the step is not legal here."""
    return next((b for b in buttons_for(campaign, user) if b.step.name == name), None)


@requires(opens_campaigns)
def self_assessment(request: HttpRequest, pk: int) -> HttpResponse:
    """Review of the sixteen items with computed points filled in; saved or submitted by the person who opened it."""
    campaign = campaign_of(request, pk)
    return _column(request, campaign, "self-assessment", campaign.self_sheet, steps.submit_self_assessment)


@requires(opens_campaigns)
def county_review(request: HttpRequest, pk: int) -> HttpResponse:
    """The county's column beside computed and self points."""
    campaign = campaign_of(request, pk)
    return _column(request, campaign, "review", campaign.county_sheet, steps.pass_county_review)


def _column(
    request: HttpRequest, campaign: Campaign, name: str, sheet: ScoreSheet | None, submit: Callable[..., Any]
) -> HttpResponse:
    hide_from_blind(campaign, request.user)
    button, wrong = button_of(campaign, name, request.user), {}
    mine = bool(button and sheet and sheet.scorer_id == request.user.pk and not sheet.submitted_at)
    if request.method == "POST":
        if sheet is None or not mine:
            raise PermissionDenied(button.why_not if button else "现在不能填写这张评分表。")
        wrong = _save(request, campaign, sheet, submit)
        if not wrong:
            stay = request.POST.get("do") in ("save", "refresh")
            return (
                redirect(BY_NAME[name].page, pk=campaign.pk) if stay else redirect("campaign", pk=campaign.pk)
            )
    if sheet is None:
        messages.info(request, f"现在是“{campaign.get_state_display()}”，还没有评分表。")
        return redirect("campaign", pk=campaign.pk)
    card = unit_scorecard(campaign.unit, campaign.edition, sheet.as_of)
    filled, left = prefilled_share(card.criteria())
    reviewing = sheet.column == ScoreSheet.Column.COUNTY
    items = rows_of(campaign, request, wrong, _cells(campaign, sheet, card.criteria(), reviewing=reviewing))
    context = {
        "campaign": campaign, "sheet": sheet, "items": items, "mine": mine, "button": button, "filled": filled, "left": left,
        "reviewing": reviewing, "sums": scores.totals(campaign.edition, scores.sheet_points(sheet)),
        "wrong": wrong, "pass_rule": scores.pass_rule_text(campaign.edition), "step": BY_NAME[name],
        "returns": campaign.returns.filter(corrected_on__isnull=True),
    }  # fmt: skip
    return render(request, "programme/sheet.html", context)


def _save(
    request: HttpRequest, campaign: Campaign, sheet: ScoreSheet, submit: Callable[..., Any]
) -> dict[str, str]:
    filled, wrong = read_filled(request, campaign)
    if wrong:
        return wrong
    try:
        if request.POST.get("do") == "submit":
            done = submit(campaign, by=request.user, filled=filled)
            messages.success(request, f"已提交。现在是“{done.get_state_display()}”。")
        elif request.POST.get("do") == "refresh":
            changed = refresh_sheet(sheet, by=request.user)
            messages.success(request, f"已按今天的台账重新取数，{changed} 格有变化。")
        else:
            changed = steps.fill_sheet(sheet, filled, by=request.user)
            messages.success(request, f"已保存，{changed} 格有改动。")
    except ValidationError as problem:
        return by_code(problem)
    return {}


def _cells(
    campaign: Campaign, sheet: ScoreSheet, criteria: list[CriterionScore], *, reviewing: bool
) -> Callable[[scores.Criterion], dict]:
    computed = {c.code: c for c in criteria}
    entries = {entry.criterion: entry for entry in sheet.entries.all()}
    mine = scores.self_points(campaign) if reviewing else {}
    why = (
        {e.criterion: e.reason for e in campaign.self_sheet.entries.all()}
        if reviewing and campaign.self_sheet
        else {}
    )

    def cell(c: scores.Criterion) -> dict[str, Any]:
        entry, score = entries.get(c.code), computed.get(c.code)
        state = score.state if score else "no_data"
        row = {
            "auto": entry.auto_points if entry else "", "state": state, "state_text": STATES.get(state, state),
            "met": score.met if score else 0, "total": score.total if score else 0,
            "points": entry.points if entry else "", "reason": entry.reason if entry else "",
        }  # fmt: skip
        if reviewing:
            row["self_points"], row["self_reason"] = mine.get(c.code), why.get(c.code, "")
            untouched = entry is not None and entry.points == entry.auto_points and not sheet.submitted_at
            if untouched and row["self_points"] is not None and row["self_points"] != entry.auto_points:
                row["points"], row["reason"] = row["self_points"], f"同意自评：{row['self_reason']}"[:300]
        return row

    return cell


@requires(opens_campaigns)
def reviewer_score(request: HttpRequest, pk: int) -> HttpResponse:
    """A member's own page: criteria only; computed, self and others' points stay hidden until submitted."""
    campaign = campaign_of(request, pk)
    member = next((m for m in scores.members_of(campaign) if m.user_id == request.user.pk), None)
    if member is None:
        raise PermissionDenied("您不是本次验收组成员。")
    button, wrong = button_of(campaign, "score", request.user), {}
    if request.method == "POST":
        filled, wrong = read_filled(request, campaign)
        if not wrong:
            wrong = _submit_or_keep(request, campaign, filled)
        if not wrong:
            return (
                redirect("campaign", pk=pk)
                if request.POST.get("do") == "submit"
                else redirect("campaign-score", pk=pk)
            )
    draft = member.draft.get("rows", {}) if member.draft.get("round") == campaign.round_no else {}
    done = next((s for s in scores.reviewer_sheets(campaign) if s.scorer_id == request.user.pk), None)
    given = (
        {e.criterion: {"points": e.points, "reason": e.reason} for e in done.entries.all()} if done else draft
    )
    items = rows_of(campaign, request, wrong, lambda c: given.get(c.code, {"points": "", "reason": ""}))
    context = {
        "campaign": campaign,
        "items": items,
        "button": button,
        "wrong": wrong,
        "done": done,
        "kept": bool(draft),
    }
    return render(request, "programme/score.html", context)


def _submit_or_keep(request: HttpRequest, campaign: Campaign, filled: Filled) -> dict[str, str]:
    try:
        if request.POST.get("do") == "submit":
            steps.submit_reviewer_score(campaign, filled, by=request.user)
            messages.success(request, "评分已提交，不能再改。全部成员提交后可以互相查看。")
        else:
            rows = {code: {"points": str(points), "reason": why} for code, (points, why) in filled.items()}
            steps.save_reviewer_draft(campaign, rows, by=request.user)
            messages.success(request, f"已暂存 {len(rows)} 项，只有您能看到。")
    except ValidationError as problem:
        return by_code(problem)
    except PermissionDenied as problem:
        tell(request, problem)
        return {"": str(problem)}
    return {}
