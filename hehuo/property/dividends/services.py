"""A dividend run: plan, resolution, publicity, payment; or a year that pays nothing and says so."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from hehuo.org.workdays import add_working_days
from hehuo.property.allocation import allocate
from hehuo.property.companies import demand_same_settlement, fill_holder, fill_own_company
from hehuo.property.contracts.models import LandContract
from hehuo.property.contracts.services import rent_days
from hehuo.property.dividends.lifecycle import BATCH, OBJECTION, PAYMENT
from hehuo.property.dividends.models import DividendBatch, DividendObjection, DividendPayment
from hehuo.property.shares.models import Shareholder
from hehuo.property.shares.queries import balances_at
from hehuo.property.stepping import day_of
from hehuo.records.models import Status
from hehuo.records.stepping import take_step
from hehuo.records.writing import create_records, save_record, update_records

OBJECTION_DAYS = 5
"""Working days in which holders may object to a publicised plan (default of the city)."""
PAY_WITHIN = 20
"""Working days from the start of payment until the money is due (default of the city)."""
S = DividendBatch.State
P = DividendPayment.State


def save_batch(batch: DividendBatch, *, by: Any) -> DividendBatch:
    """A batch as typed; its money is fixed while a plan is on the way."""
    demand_same_settlement(batch, "company")
    fill_own_company(batch, "company", by=by)
    if batch._state.adding:
        batch.occurred_on = min(batch.record_day, timezone.localdate())
    elif batch.state != S.CLOSED:
        before = DividendBatch.objects.get(pk=batch.pk)
        fixed = ("company_id", "year", "profit_fen", "payout_fen", "record_day")
        if any(getattr(before, name) != getattr(batch, name) for name in fixed):
            raise ValidationError("方案已经拟定，不能改动金额和登记日。请先办理“退回重拟”。")
    return save_record(batch, by=by)


@transaction.atomic
def draft_plan(batch: DividendBatch, *, by: Any, reason: str = "") -> DividendBatch:
    """Each holder's amount by the shares of the record day, to the fen; the lines are payments that wait."""
    BATCH.check(batch, "draft", by=by)
    held = balances_at(batch.company_id, batch.record_day)
    if not held:
        raise ValidationError(f"{batch.record_day} 没有股东持有股份，请核对股权登记日。")
    amounts = allocate(batch.payout_fen, held)
    holders = Shareholder.objects.in_bulk(list(held))
    rows = [
        DividendPayment(
            settlement_id=batch.settlement_id, occurred_on=batch.occurred_on, pay_kind=DividendPayment.Kind.DIVIDEND,
            company_id=batch.company_id, batch=batch, shareholder=holders[pk], household_id=holders[pk].household_id,
            holder_name=holders[pk].holder_name, shares=held[pk], amount_fen=amounts[pk], account=holders[pk].account,
            state=P.PLANNED,
        )
        for pk in sorted(held)
    ]  # fmt: skip
    create_records(rows, by=by, at=timezone.now())
    return take_step(
        BATCH, batch, "draft", by=by, reason=reason, holders_count=len(rows), allocated_fen=sum(amounts.values()),
        drafted_on=timezone.localdate(),
    )  # fmt: skip


def declare_no_dividend(batch: DividendBatch, *, by: Any, reason: str = "") -> DividendBatch:
    """A year without profit: nothing is paid, and the notice says why."""
    yuan = f"{batch.profit_fen / 100:,.2f}"
    why = f"可分配利润为 {yuan} 元" if batch.profit_fen <= 0 else f"利润 {yuan} 元经会议决定留存"
    return take_step(
        BATCH, batch, "no_dividend", by=by, reason=reason, notice=f"{batch.year} 年度{why}，本年不分红。"
    )


def approve_plan(batch: DividendBatch, *, by: Any, on: date, meeting_no: str) -> DividendBatch:
    """The holders' meeting has agreed."""
    return take_step(BATCH, batch, "approve", by=by, approved_on=day_of(on), meeting_no=meeting_no)


def publicise_plan(batch: DividendBatch, *, by: Any, on: date) -> DividendBatch:
    """Totals are shown in public, each holder learns the own line; objections for five working days."""
    day = day_of(on)
    if batch.approved_on and day < batch.approved_on:
        raise ValidationError({"on": f"公示不能早于会议通过日期 {batch.approved_on}。"})
    until = add_working_days(day, OBJECTION_DAYS).day
    return take_step(BATCH, batch, "publicise", by=by, publicised_on=day, objections_until=until)


@transaction.atomic
def redraft(batch: DividendBatch, *, by: Any, reason: str) -> DividendBatch:
    """Back to the closed accounts; the lines of the old plan are void, not gone."""
    BATCH.check(batch, "redraft", by=by, reason=reason)
    rows = list(batch.payments.exclude(status=Status.VOID))
    for row in rows:
        row.status, row.void_reason = Status.VOID, f"退回重拟：{reason}"[:200]
    update_records(rows, ["status", "void_reason"], by=by, reason=reason, action="void")
    return take_step(
        BATCH, batch, "redraft", by=by, reason=reason, holders_count=0, allocated_fen=0, drafted_on=None, approved_on=None,
        publicised_on=None, objections_until=None,
    )  # fmt: skip


@transaction.atomic
def start_paying(batch: DividendBatch, *, by: Any, on: date) -> DividendBatch:
    """The window is over and every objection answered: the lines fall due."""
    BATCH.check(batch, "pay", by=by)
    day = day_of(on)
    if day <= batch.objections_until:
        raise ValidationError({"on": f"异议期到 {batch.objections_until} 为止，兑付日期应在其后。"})
    due = add_working_days(day, PAY_WITHIN).day
    rows = list(batch.payments.exclude(status=Status.VOID).filter(state=P.PLANNED))
    for row in rows:
        row.state, row.due_on = P.DUE, due
    update_records(rows, ["state", "due_on"], by=by, reason="开始兑付", action="fall_due")
    return take_step(BATCH, batch, "pay", by=by, due_on=due)


@transaction.atomic
def pay_all(batch: DividendBatch, *, by: Any, on: date, receipt: str) -> DividendBatch:
    """The bank's receipt for the whole list: every line with an account that waits is paid."""
    day = day_of(on)
    if batch.state not in (S.PAYING, S.PARTLY):
        raise ValidationError("批次不在兑付中。")
    rows = [row for row in batch.payments.exclude(status=Status.VOID).filter(state=P.DUE) if row.account]
    if not rows:
        raise ValidationError("没有带账号的待兑付款项。没有账号的请逐笔登记。")
    for row in rows:
        row.state, row.paid_on, row.receipt = P.PAID, day, receipt
    update_records(rows, ["state", "paid_on", "receipt"], by=by, reason="整批兑付", action="pay")
    return save_record(batch, by=by, action="pay_all")


# -- single payments -------------------------------------------------------------
def save_payment(payment: DividendPayment, *, by: Any) -> DividendPayment:
    """Rent as typed; dividends come from their batch only."""
    if payment._state.adding and payment.pay_kind == DividendPayment.Kind.DIVIDEND:
        raise ValidationError({"pay_kind": "分红由分红批次算出，不在这里新增。这里只登记租金。"})
    demand_same_settlement(payment, "company", "contract", "household")
    if payment.contract is not None:
        payment.company_id = payment.contract.company_id
        payment.household_id = payment.household_id or payment.contract.household_id
        payment.holder_name = payment.holder_name or payment.contract.holder_name
    fill_own_company(payment, "company", by=by)
    fill_holder(payment)
    if not payment._state.adding:
        before = DividendPayment.objects.get(pk=payment.pk)
        changed = before.amount_fen != payment.amount_fen
        if changed and (payment.batch_id or before.state == P.PAID):
            raise ValidationError({"amount_fen": "分红金额由方案算出，已兑付的金额不能改动。"})
    payment.occurred_on = min(payment.due_on or timezone.localdate(), timezone.localdate())
    return save_record(payment, by=by)


def pay(payment: DividendPayment, *, by: Any, on: date, receipt: str) -> DividendPayment:
    """Money has reached the holder."""
    return take_step(
        PAYMENT, payment, "pay", by=by, paid_on=day_of(on), receipt=receipt, undelivered_reason=""
    )


def fail(payment: DividendPayment, *, by: Any, on: date, undelivered_reason: str) -> DividendPayment:
    """Money could not be delivered; it stays owed."""
    day_of(on)
    return take_step(PAYMENT, payment, "fail", by=by, undelivered_reason=undelivered_reason)


def reverse(payment: DividendPayment, *, by: Any, reason: str) -> DividendPayment:
    """Entered wrongly, or sent back by the bank."""
    return take_step(PAYMENT, payment, "reverse", by=by, reason=reason, paid_on=None, receipt="")


@transaction.atomic
def plan_rents(contract: LandContract, *, by: Any, until: date) -> list[DividendPayment]:
    """Rents of a contract that fall due up to a day and are not entered yet."""
    known = set(contract.payments.exclude(status=Status.VOID).values_list("due_on", flat=True))
    rows = [
        DividendPayment(
            settlement_id=contract.settlement_id, occurred_on=min(day, timezone.localdate()), pay_kind=DividendPayment.Kind.RENT,
            company_id=contract.company_id, contract=contract, household_id=contract.household_id,
            holder_name=contract.holder_name, amount_fen=contract.rent_fen, due_on=day, state=P.DUE,
        )
        for day in rent_days(contract, until)
        if day not in known
    ]  # fmt: skip
    return create_records(rows, by=by, at=timezone.now()) if rows else []


def list_rents(contract: LandContract, *, by: Any, on: date) -> LandContract:
    """Enter what has fallen due of a contract up to a day; what is known already stays as it is."""
    if not plan_rents(contract, by=by, until=on):
        raise ValidationError("到这一天没有新的应付租金。请核对每年应付总额和付款月份。")
    return contract


# -- objections --------------------------------------------------------------------
def save_objection(objection: DividendObjection, *, by: Any) -> DividendObjection:
    """Raised while the plan is publicised, by a holder of that company."""
    demand_same_settlement(objection, "batch", "shareholder")
    batch = objection.batch
    if objection.shareholder.company_id != batch.company_id:
        raise ValidationError({"shareholder": "提出人不是这个主体的股东。"})
    if objection._state.adding:
        if batch.state != S.PUBLICISED:
            raise ValidationError({"batch": "只在公示期间登记异议。"})
        if not batch.publicised_on <= day_of(objection.raised_on) <= batch.objections_until:
            raise ValidationError(
                {"raised_on": f"异议期是 {batch.publicised_on} 到 {batch.objections_until}。"}
            )
        objection.occurred_on = objection.raised_on
    return save_record(objection, by=by)


@transaction.atomic
def uphold_objection(objection: DividendObjection, *, by: Any, on: date, answer: str) -> DividendObjection:
    """The holder is right: the plan goes back."""
    take_step(OBJECTION, objection, "uphold", by=by, answered_on=day_of(on), answer=answer)
    if objection.batch.state == S.PUBLICISED:
        redraft(objection.batch, by=by, reason="异议成立")
    return objection


def reject_objection(objection: DividendObjection, *, by: Any, on: date, answer: str) -> DividendObjection:
    """The plan stands; the answer says why."""
    return take_step(OBJECTION, objection, "reject", by=by, answered_on=day_of(on), answer=answer)


BATCH_STEPS = {"draft": draft_plan, "no_dividend": declare_no_dividend, "redraft": redraft}
PAYMENT_STEPS = {"reverse": reverse}
