"""Pages of the planner: choose a settlement, plan and what-if, tasks by one click, what one case takes."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from hehuo.assessment.efforts import assumed, efforts_for, may_set_efforts, set_effort
from hehuo.assessment.models import MeasureEffort, StandardEdition
from hehuo.assessment.planner import Board, Plan, best_plan, least_plan, plan_of, what_if
from hehuo.assessment.scoring import Scorecard, measures_by_item, measures_of
from hehuo.desk.planner.deeds import DAYS, Deed, assumptions, board_of, deeds_of, recoverable
from hehuo.desk.planner.forms import AskForm, EffortForm, picked
from hehuo.desk.planner.responsibility import make_tasks, makes_tasks
from hehuo.desk.planner.services import ask_for
from hehuo.desk.scorecards import settlement_of
from hehuo.desk.standing import edition_of, moment_of, open_settlements, standings
from hehuo.measures import registry
from hehuo.org.models import Settlement
from hehuo.org.rights import has_role, reads, requires
from hehuo.org.roles import Role
from hehuo.programme.scores import Totals, obstacles_to_pass, pass_rule_text

hands_out_tasks = has_role(
    Role.SECRETARY, Role.COMMITTEE, Role.TOWNSHIP, Role.COUNTY_HQ, Role.COUNTY_BUREAU, Role.CITY_OFFICE
)


@requires(reads("A"))
def planner_list(request: HttpRequest) -> HttpResponse:
    """Whose plan, most points to be won back first; who has one settlement goes straight there."""
    places = open_settlements(request.user)
    if len(places) == 1:
        return redirect("planner-place", code=places[0].code)
    moment = moment_of(request)
    efforts = efforts_for(measures_of(moment.edition))
    rows = [
        (row.settlement, row.card, recoverable(row.card, moment.edition, efforts) if row.card else None)
        for row in standings(places, moment.edition, moment.today, user=request.user)
    ]
    rows.sort(key=lambda row: (row[2] is None, -(row[2] or 0), row[0].code))
    gains = [gain for *_, gain in rows if gain is not None]
    context = {"rows": rows, "days": DAYS, "total": sum(gains, Decimal(0)), "moment": moment}
    return render(request, "desk/planner/list.html", context)


@requires(reads("A"))
def planner_place(request: HttpRequest, code: str) -> HttpResponse:
    """The best plan of a settlement, or what was picked, and the score if it were done."""
    place, moment = settlement_of(request, code), moment_of(request)
    card = standings([place], moment.edition, moment.today, user=request.user)[0].card
    context: dict[str, Any] = {"settlement": place, "moment": moment}
    if card is None:
        return render(request, "desk/planner/closed.html", context)
    form = AskForm.asked(request.GET)
    if not form.is_valid():
        return render(request, "desk/planner/place.html", context | {"form": form})
    board, left = board_of(card, moment.edition, form.days)
    plan, note = _plan(board, form, request)
    after = what_if(card, moment.edition, plan.picks)
    context |= {
        "form": form, "plan": plan, "note": note, "left": left, "before": card, "after": after,
        "deeds": deeds_of(board.gaps.values(), plan.choices, place, form.cleaned_data["until"]),
        "changes": _changes(card, after), "sections": list(zip(card.sections, after.sections, strict=True)),
        "obstacles": obstacles_to_pass(moment.edition, _totals(after)), "pass_rule": pass_rule_text(moment.edition),
        "assumed": assumptions(board, left, form.days), "may_ask": hands_out_tasks(request.user),
        "hours": Decimal(plan.minutes) / 60, "others": len(board.gaps) - len(plan.choices),
    }  # fmt: skip
    return render(request, "desk/planner/place.html", context)


def _plan(board: Board, form: AskForm, request: HttpRequest) -> tuple[Plan, str]:
    """What was picked, else the least work for the target, else the best of the hours; with a word about it."""
    if "pick" in request.GET:
        return plan_of(board, picked(request.GET)), "按您选的件数测算。"
    target, hours = form.cleaned_data["target"], form.cleaned_data["hours"]
    if target is None:
        return best_plan(board, hours * 60), f"{hours} 小时内能挣回最多分数的组合。"
    missing = target - board.card.total
    if missing <= 0:
        return Plan((), Decimal(0)), f"现在的总分已达到 {target} 分。"
    plan = least_plan(board, missing)
    if plan is None:
        return best_plan(board, 10**9), f"所列事项全部办成也达不到 {target} 分，下面是全部能挣回的分数。"
    return plan, f"总分达到 {target} 分用时最少的组合。"


def _changes(before: Scorecard, after: Scorecard) -> list[tuple[Any, Any, Decimal]]:
    """Items that change."""
    pairs = zip(before.items(), after.items(), strict=True)
    return [(b, a, a.points - b.points) for b, a in pairs if a.points != b.points]


def _totals(card: Scorecard) -> Totals:
    """Sums of a scorecard as the pass rule reads them."""
    return Totals(
        card.total, card.harmonious, card.vibrant, {s.no: s.points for s in card.sections}, {i.no: i.points for i in card.items()}
    )  # fmt: skip


@requires(hands_out_tasks)
@require_POST
def planner_tasks(request: HttpRequest, code: str) -> HttpResponse:
    """One click: every picked step becomes a responsibility task of the unit (office), or a to-do of the role that does it."""
    place, moment = settlement_of(request, code), moment_of(request)
    form = AskForm.asked(request.POST)
    card = standings([place], moment.edition, moment.today, user=request.user)[0].card
    if card is None or not form.is_valid():
        messages.error(request, "日期不对，没有派出任务，请重新填写。")
        return redirect("planner-place", code=code)
    board, _left = board_of(card, moment.edition, form.days)
    plan = plan_of(board, picked(request.POST))
    deeds = deeds_of((), plan.choices, place, form.cleaned_data["until"])
    try:
        messages.success(request, _hand_out(deeds, place, moment.edition, request.user))
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
    return redirect(f"{reverse('planner-place', args=[code])}?until={form.cleaned_data['until']:%Y-%m-%d}")


def _hand_out(deeds: list[Deed], place: Settlement, edition: StandardEdition, user: Any) -> str:
    """Hand the steps out; says what was made and where it goes on. Raises `ValidationError`."""
    if not any(deed.cases > 0 for deed in deeds):
        raise ValidationError("还没有选事项，请先填写件数。")
    if makes_tasks(user):
        made = make_tasks(deeds, place, edition, by=user)
        return f"已下达 {len(made)} 项责任任务，在“责任任务”里看签收和进度；已下达且未办结的不重复派。"
    asked = ask_for(deeds, place, by=user)
    return f"已派出 {len(asked)} 项待办，在“我发起”里可以看进展、催办；已派过且未办结的不重复派。"


@requires(reads("A"))
def effort_list(request: HttpRequest) -> HttpResponse:
    """What one case of each measure takes: the assumption, or what the city has set."""
    edition = edition_of()
    efforts = efforts_for(measures_of(edition))
    groups = []
    for no, title, names in measures_by_item(edition):
        rows = [
            (registry.measure(n), efforts[n], Role(efforts[n].owner).label) for n in names if n in efforts
        ]
        if rows:
            groups.append((no, title, rows, sum(effort.own for _, effort, _ in rows)))
    context = {"groups": groups, "may_set": may_set_efforts(request.user)}
    return render(request, "desk/planner/efforts.html", context)


@requires(may_set_efforts)
def effort_edit(request: HttpRequest, measure: str) -> HttpResponse:
    """The city office sets what one case takes."""
    if not registry.exists(measure):
        raise Http404("没有这项指标。")
    row, start = MeasureEffort.objects.filter(measure=measure).first(), assumed(measure)
    first = {
        "minutes": start.minutes,
        "lead_days": start.lead_days,
        "owner": start.owner,
        "repairable": start.repairable,
    }
    form = EffortForm(request.POST or None, instance=row, initial={} if row else first)
    if request.method == "POST" and form.is_valid():
        try:
            set_effort(measure, **form.cleaned_data, by=request.user)
        except (ValidationError, PermissionDenied) as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, "已保存，今后的计划按新的用时计算。")
            return redirect("planner-efforts")
    return render(request, "desk/planner/effort.html", {"form": form, "measure": registry.measure(measure)})
