"""The reward table: entry, approval by another, preview of amounts for every confirmed unit."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from hehuo.org.models import CreationUnit
from hehuo.org.rights import requires
from hehuo.programme import reward_tables, rewards
from hehuo.programme.models import RewardScheme
from hehuo.programme.population import households_by_settlement
from hehuo.programme.reward_payments import AFTER, is_finance, may_propose
from hehuo.programme.views.access import approves_rewards, keeps_rewards, reads_rewards, tell

LINES = 8
MOST_YUAN = 10**12


def fen(text: str) -> int:
    """Yuan as typed → fen."""
    try:
        amount = Decimal(text.replace(",", "").strip())
    except InvalidOperation as problem:
        raise ValidationError("请填写金额（元），最多两位小数。") from problem
    if not amount.is_finite() or not 0 <= amount < MOST_YUAN or amount != amount.quantize(Decimal("0.01")):
        raise ValidationError("请填写金额（元），最多两位小数。")
    return int(amount * 100)


class SchemeForm(forms.Form):
    """Head of a reward table."""

    name = forms.CharField(
        label="名称", max_length=80, widget=forms.TextInput(attrs={"class": "form-control"})
    )
    document_no = forms.CharField(
        label="文号", max_length=60, required=False, widget=forms.TextInput(attrs={"class": "form-control"})
    )
    budget = forms.CharField(
        label="预算总额（元）", max_length=20, required=False, help_text="不填表示不设上限；设上限后按比例分配，合计分毫不差。",
        widget=forms.TextInput(attrs={"class": "form-control", "inputmode": "decimal"}),
    )  # fmt: skip

    valid_from = forms.DateField(
        label="有效期起", required=False, help_text="不填从批准之日起。",
        widget=forms.DateInput(attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d"),
    )  # fmt: skip
    valid_to = forms.DateField(
        label="有效期止（含）", required=False, help_text="不填为长期有效。",
        widget=forms.DateInput(attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d"),
    )  # fmt: skip

    def clean_budget(self) -> int | None:
        """Fen, or None without a cap."""
        text = self.cleaned_data["budget"].strip()
        if not text:
            return None
        amount = fen(text)
        if not amount:
            raise ValidationError("预算总额应大于 0。")
        return amount


def _bands(request: HttpRequest) -> tuple[list[tuple[int, int, bool]], list[dict[str, Any]], list[str]]:
    """Lines of the posted table: read, as typed, and what is wrong."""
    read, typed, wrong = [], [], []
    for n in range(1, LINES + 1):
        size, amount = request.POST.get(f"size-{n}", "").strip(), request.POST.get(f"amount-{n}", "").strip()
        each = request.POST.get(f"each-{n}") == "1"
        typed.append({"n": n, "size": size, "amount": amount, "each": each})
        if not size and not amount:
            continue
        if not size.isdecimal():
            wrong.append(f"第 {n} 行：户数请填整数。")
            continue
        try:
            read.append((int(size), fen(amount), each))
        except ValidationError as problem:
            wrong.append(f"第 {n} 行：{problem.messages[0]}")
    return read, typed, wrong


@requires(reads_rewards)
def reward_list(request: HttpRequest) -> HttpResponse:
    """Tables, preview of the one in force, grants."""
    scheme = rewards.scheme_in_force()
    lines = rewards.preview(scheme) if scheme else []
    grants = rewards.grants()
    context = {
        "schemes": [(row, row.standing(timezone.localdate())) for row in _schemes()],
        "scheme": scheme, "lines": lines, "sum_fen": sum(line.amount_fen for line in lines),
        "left_fen": rewards.left_in(scheme) if scheme else None, "grants": grants,
        "granted_fen": sum(grant.amount_fen for grant in grants),
        "paid_fen": sum(grant.amount_fen for grant in grants if grant.paid_at),
        "unpaid_fen": sum(grant.amount_fen for grant in grants if not grant.paid_at), "may_write": keeps_rewards(request.user),
        "may_approve": approves_rewards(request.user), "may_clear": is_finance(request.user),
        "may_propose": may_propose(request.user), "returned_fen": rewards.returned_fen(grants), "after": AFTER,
    }  # fmt: skip
    return render(request, "programme/rewards.html", context)


def _schemes() -> QuerySet[RewardScheme]:
    return RewardScheme.objects.select_related("created_by", "approved_by").prefetch_related("bands")


@requires(reads_rewards)
def reward_simulate(request: HttpRequest, pk: int) -> HttpResponse:
    """What a version would cost if every unit of the city were rewarded today, band by band."""
    scheme = get_object_or_404(_schemes(), pk=pk)
    units = list(CreationUnit.objects.select_related("county").prefetch_related("settlements"))
    places = {place.pk: place for unit in units for place in unit.settlements.all()}
    sizes = households_by_settlement(list(places.values()), timezone.localdate())
    rows = [(unit, sum(sizes[place.pk] for place in unit.settlements.all())) for unit in units]
    context = {
        "scheme": scheme,
        "standing": scheme.standing(timezone.localdate()),
        "result": rewards.simulate(scheme, rows),
    }
    return render(request, "programme/reward_simulation.html", context)


@requires(keeps_rewards)
def reward_create(request: HttpRequest) -> HttpResponse:
    """Enter a new version of the table."""
    form = SchemeForm(request.POST or None)
    typed = [{"n": n, "size": "", "amount": "", "each": False} for n in range(1, LINES + 1)]
    wrong: list[str] = []
    if request.method == "POST":
        bands, typed, wrong = _bands(request)
        if form.is_valid() and not wrong:
            try:
                reward_tables.draft_scheme(
                    form.cleaned_data["name"], bands, by=request.user, budget_fen=form.cleaned_data["budget"],
                    document_no=form.cleaned_data["document_no"], valid_from=form.cleaned_data["valid_from"],
                    valid_to=form.cleaned_data["valid_to"],
                )  # fmt: skip
            except ValidationError as problem:
                wrong = problem.messages
            else:
                messages.success(request, "已保存，请另一位负责人批准后生效。")
                return redirect("reward-schemes")
    return render(request, "programme/reward_form.html", {"form": form, "typed": typed, "wrong": wrong})


@requires(keeps_rewards)
@require_POST
def reward_approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve a table; the author may not."""
    scheme = get_object_or_404(RewardScheme, pk=pk)
    try:
        reward_tables.approve_scheme(scheme, by=request.user)
    except (ValidationError, PermissionDenied) as problem:
        tell(request, problem)
    else:
        messages.success(request, "奖补办法已批准并生效，之前的版本停用。")
    return redirect("reward-schemes")
