"""分红批次, 兑付 and 异议 by their tables (domain §3.10)."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from hehuo.property.dividends.models import DividendBatch, DividendObjection, DividendPayment
from hehuo.property.stepping import may_conclude
from hehuo.records.lifecycle import Lifecycle, Transition, needs
from hehuo.records.models import Status
from hehuo.residents.predicates import may_handle

S = DividendBatch.State
P = DividendPayment.State
CLAUSE = "第10项 让搬迁群众资产有收益"


def _profit(batch: Any) -> str:
    if batch.profit_fen <= 0:
        return "本年没有可分配利润，不能分红。请办理“登记本年不分红”。"
    return "" if batch.payout_fen > 0 else "请先在“修改”中填写拟分配总额。"


def _no_profit(batch: Any) -> str:
    return "" if not batch.payout_fen else "已填写拟分配总额。不分红的请先在“修改”中改为 0。"


def _adds_up(batch: Any) -> str:
    return "" if batch.allocated_fen == batch.payout_fen > 0 else "分配合计与拟分配总额不一致，请退回重拟。"


def _objections(batch: Any) -> str:
    if batch.objections.exclude(status=Status.VOID).filter(state=DividendObjection.State.RAISED).exists():
        return "还有异议没有答复，答复后再兑付。"
    if batch.objections_until and timezone.localdate() <= batch.objections_until:
        return f"异议期到 {batch.objections_until} 为止，期满后再兑付。"
    return ""


def _open(batch: Any, *states: str) -> bool:
    return batch.payments.exclude(status=Status.VOID).filter(state__in=states).exists()


def _all_paid(batch: Any) -> str:
    return "还有没有兑付的款项，请先登记每一笔的结果。" if _open(batch, P.DUE, P.FAILED, P.PLANNED) else ""


def _some_failed(batch: Any) -> str:
    if _open(batch, P.DUE):
        return "还有待兑付的款项，请先登记每一笔的结果。"
    return "" if _open(batch, P.FAILED) else "没有兑付失败的款项，请办理“登记全部兑付”。"


BATCH = Lifecycle(
    "分红批次",
    dict(S.choices),
    (
        Transition("draft", "拟定分配方案", (S.CLOSED,), S.DRAFTED, may_handle, _profit, clause="按股权登记日的股份，精确到分"),
        Transition("no_dividend", "登记本年不分红", (S.CLOSED,), S.NO_DIVIDEND, may_handle, _no_profit,
                   clause="亏损年不分红，并告知股东"),
        Transition("approve", "登记会议通过", (S.DRAFTED,), S.APPROVED, may_conclude, _adds_up, clause=CLAUSE),
        Transition("publicise", "开始公示", (S.APPROVED,), S.PUBLICISED, may_handle, needs("meeting_no"),
                   clause="只公示总额，本人的份额告知本人"),
        Transition("redraft", "退回重拟", (S.DRAFTED, S.APPROVED, S.PUBLICISED), S.CLOSED, may_handle, needs_reason=True,
                   clause="异议成立的重拟"),
        Transition("pay", "开始兑付", (S.PUBLICISED,), S.PAYING, may_conclude, _objections, clause="异议期满、异议都已答复"),
        Transition("partly", "登记部分未兑付", (S.PAYING,), S.PARTLY, may_handle, _some_failed, clause=CLAUSE),
        Transition("finish", "登记全部兑付", (S.PAYING, S.PARTLY), S.PAID, may_handle, _all_paid, clause=CLAUSE),
        Transition("archive", "归档", (S.PAID, S.PARTLY, S.NO_DIVIDEND), S.ARCHIVED, may_conclude, clause=CLAUSE),
    ),
)  # fmt: skip

PAYMENT = Lifecycle(
    "兑付",
    dict(P.choices),
    (
        Transition("fall_due", "转为待兑付", (P.PLANNED,), P.DUE, may_handle,
                   lambda payment: "请在分红批次中办理“开始兑付”。" if payment.batch.state != S.PAYING else "", clause="异议期满"),
        Transition("pay", "登记已兑付", (P.DUE, P.FAILED), P.PAID, may_handle, clause="有银行回单或本人签领"),
        Transition("fail", "登记兑付失败", (P.DUE,), P.FAILED, may_handle, clause="写明原因，继续想办法兑付"),
        Transition("reverse", "更正为未兑付", (P.PAID,), P.DUE, may_conclude, needs_reason=True, clause="登记有误或款项退回"),
    ),
)  # fmt: skip

OBJECTION = Lifecycle(
    "分红异议",
    dict(DividendObjection.State.choices),
    (
        Transition("uphold", "异议成立", (DividendObjection.State.RAISED,), DividendObjection.State.UPHELD, may_handle,
                   clause="批次退回重拟"),
        Transition("reject", "异议不成立", (DividendObjection.State.RAISED,), DividendObjection.State.REJECTED, may_handle,
                   clause="书面说明理由"),
    ),
)  # fmt: skip
