"""Money of a grant: finance clears the payment, the headquarters propose a claw-back, finance decides and receives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from hehuo.org.rights import requires
from hehuo.programme import reward_payments, rewards
from hehuo.programme.models import RewardClawback, RewardGrant
from hehuo.programme.views.access import problems_of, reads_rewards
from hehuo.programme.views.rewards import fen

TEXT = {"class": "form-control"}


class MoneyField(forms.CharField):
    """Yuan as typed, fen as read."""

    def __init__(self, **more: Any) -> None:
        super().__init__(
            max_length=20, widget=forms.TextInput(attrs={**TEXT, "inputmode": "decimal"}), **more
        )

    def clean(self, value: Any) -> int:
        """Fen."""
        return fen(super().clean(value))


class ClearForm(forms.Form):
    """Who receives the money."""

    payee = forms.CharField(label="收款单位", max_length=80, widget=forms.TextInput(attrs=TEXT))


class ProposeForm(forms.Form):
    """How much should come back, and why."""

    amount_fen = MoneyField(label="建议追回（元）")
    reason = forms.CharField(label="理由", max_length=300, widget=forms.Textarea(attrs={**TEXT, "rows": 3}))


class DecideForm(forms.Form):
    """The decision of finance."""

    amount_fen = MoneyField(label="决定追回（元）", help_text="填 0 表示不追回。")
    decision_no = forms.CharField(
        label="决定文号", max_length=60, required=False, widget=forms.TextInput(attrs=TEXT)
    )
    opinion = forms.CharField(
        label="决定意见", max_length=300, widget=forms.Textarea(attrs={**TEXT, "rows": 3})
    )
    due_on = forms.DateField(
        label="收回期限", required=False, widget=forms.DateInput(attrs={**TEXT, "type": "date"}, format="%Y-%m-%d")
    )  # fmt: skip


class ReturnForm(forms.Form):
    """The receipt."""

    receipt_no = forms.CharField(label="收款凭证号", max_length=60, widget=forms.TextInput(attrs=TEXT))
    on = forms.DateField(
        label="收回日期", required=False, help_text="不填为今天。",
        widget=forms.DateInput(attrs={**TEXT, "type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip


@dataclass(frozen=True)
class Words:
    """Heading, button, what comes next, and what is said when it is done."""

    title: str
    button: str
    next: str
    done: str


CLEAR = Words(
    "审核奖补拨付", "审核通过", "核对金额和收款单位。审核通过以后由市财政拨付，再登记拨付凭证号。",
    "已审核，可以在创建活动里登记拨付凭证。",
)  # fmt: skip
PROPOSE = Words(
    "建议追回奖补", "提出追回", "写明金额和理由，由市财政决定是否追回。", "已提出，请市财政决定。"
)
DECIDE = Words(
    "决定是否追回", "作出决定", "决定追回的，写明文号和收回期限；不追回的，金额填 0。", "已作出决定。"
)
RECEIVE = Words("登记收回", "登记收回", "钱款到账以后登记收款凭证号。", "已登记收回。")


def _answer(
    request: HttpRequest, grant: RewardGrant, form: forms.Form, step: Any, words: Words
) -> HttpResponse:
    """Show the form, or take the step; what is refused stays typed."""
    if request.method == "POST" and form.is_valid():
        try:
            step(**form.cleaned_data, by=request.user)
        except (ValidationError, PermissionDenied) as problem:
            for text in problems_of(problem):
                form.add_error(None, text)
        else:
            messages.success(request, words.done)
            return redirect("reward-schemes")
    return _page(request, grant, words.title, form=form, button=words.button, next=words.next)


def _page(request: HttpRequest, grant: RewardGrant, heading: str, **more: Any) -> HttpResponse:
    context = {"grant": grant, "heading": heading, "left_fen": rewards.left_in(grant.scheme), **more}
    return render(request, "programme/reward_money.html", context)


def _grant(pk: int) -> RewardGrant:
    return get_object_or_404(
        RewardGrant.objects.select_related("campaign__unit__county", "scheme", "approved_by", "cleared_by"),
        pk=pk,
    )


@requires(reward_payments.is_finance)
def reward_clear(request: HttpRequest, pk: int) -> HttpResponse:
    """Finance agrees to the payment."""
    grant = _grant(pk)
    form = ClearForm(request.POST or None, initial={"payee": f"{grant.campaign.unit.county.name}财政局"})

    def step(*, payee: str, by: Any) -> Any:
        return reward_payments.clear_grant(grant, payee=payee, by=by)

    return _answer(request, grant, form, step, CLEAR)


@requires(reads_rewards)
def reward_clawback(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose, decide or receive, whichever is next, for whoever may; the others read how it stands."""
    grant = _grant(pk)
    back = RewardClawback.objects.filter(grant=grant).first()
    if back is None:
        form, words = ProposeForm(request.POST or None), PROPOSE
        may = reward_payments.may_propose(request.user)

        def step(**values: Any) -> Any:
            return reward_payments.propose_clawback(grant, **values)

    elif back.state == RewardClawback.State.PROPOSED:
        first = {"amount_fen": f"{back.proposed_fen / 100:.2f}"}
        form, words = DecideForm(request.POST or None, initial=first), DECIDE
        may = reward_payments.is_finance(request.user)

        def step(**values: Any) -> Any:
            return reward_payments.decide_clawback(back, **values)

    else:
        form, words = ReturnForm(request.POST or None), RECEIVE
        may = reward_payments.is_finance(request.user) and back.state == RewardClawback.State.DECIDED

        def step(**values: Any) -> Any:
            return reward_payments.record_return(back, **values)

    if request.method != "POST" and not may:
        return _page(request, grant, "追回情况")
    return _answer(request, grant, form, step, words)
