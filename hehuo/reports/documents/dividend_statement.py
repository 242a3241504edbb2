"""收益对账单 of one holder with one company (domain §3.10): every dividend and rent, years without profit with their reason."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils import timezone

from hehuo.org.workdays import chinese_day
from hehuo.property.models import DividendBatch, DividendPayment
from hehuo.records.models import Status
from hehuo.reports.documents.ledger_papers import chooser
from hehuo.reports.kinds import Kind
from hehuo.reports.paper import Paper, Table, Text, yuan


def compose(payment: DividendPayment, user: Any) -> Paper:
    """Lines, total, paid, still owed."""
    holder = (
        {"household": payment.household_id}
        if payment.household_id
        else {"shareholder": payment.shareholder_id}
    )
    rows = (
        DividendPayment.objects.visible_to(user).exclude(status=Status.VOID).exclude(state="planned")
        .filter(company=payment.company_id, **holder).select_related("batch", "contract").order_by("due_on", "id")
    )  # fmt: skip
    lines = [
        [f"{row.batch.year} 年度分红" if row.batch else "租金", f"{row.shares} 股" if row.batch else f"合同 {row.contract.contract_no}",
         yuan(row.amount_fen), row.get_state_display(), chinese_day(row.paid_on)]
        for row in rows
    ]  # fmt: skip
    total, paid = (
        sum(row.amount_fen for row in rows),
        sum(row.amount_fen for row in rows if row.state == "paid"),
    )
    table = Table(
        ["款项", "依据", "金额（元）", "状态", "兑付日期"],
        lines,
        "收益明细",
        [28, 30, 22, 18, 30],
        ["合计", "", yuan(total), "", ""],
    )
    blocks = [
        Text(f"收款人：{payment.holder_name}　　账号：{payment.account or '未登记'}"), Text(f"付款单位：{payment.company}"), table,
        Text(f"合计 {yuan(total)} 元，已兑付 {yuan(paid)} 元，尚未兑付 {yuan(total - paid)} 元。"),
    ]  # fmt: skip
    for batch in (
        DividendBatch.objects.visible_to(user)
        .filter(company=payment.company_id)
        .exclude(notice="")
        .order_by("year")
    ):
        blocks.append(Text(f"{batch.year} 年度没有分红：{batch.notice}"))
    blocks.append(
        Text("请核对以上内容。有不同意见的，可以向付款单位或社区居民委员会书面提出，我们在规定时间内答复。")
    )
    return Paper(
        kind=KIND.code, title="收益对账单", blocks=blocks, signer=str(payment.company), day=timezone.localdate(),
        signatures=["收款人（签名或者按指印）："], personal=True,
    )  # fmt: skip


_choices, _find = chooser(
    DividendPayment, ~Q(state="planned"), "company", "household", "shareholder", "batch"
)
KIND = Kind(
    "dividend_statement", "收益对账单", "台账材料", "一户（人）在一个经营主体的分红和租金明细，账号按规定隐去。", _choices, _find, compose,
    personal=True, model="property.dividendpayment",
)  # fmt: skip
