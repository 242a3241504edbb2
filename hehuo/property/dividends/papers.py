"""Papers of a dividend run: the table of a run, the payment list as a workbook, the statement of a household.

All three show amounts of persons (P3): they need the full right in the domain, and every look is logged (domain §1.4).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_POST

from hehuo.audit import trail
from hehuo.kit.exporting import watermark, xlsx_response
from hehuo.org.rights import requires, sees_unmasked
from hehuo.property.dividends.models import DividendBatch, DividendPayment
from hehuo.records.models import Status
from hehuo.workbooks import xlsx

PAPER_FIELDS = ("holder_name", "amount_fen", "shares")


def opens_amounts(user: Any) -> bool:
    """Who may see what each holder gets: the full right in land, assets and dividends."""
    return sees_unmasked(user, DividendPayment.domain)


def yuan(fen: int) -> Decimal:
    """Fen as yuan with two decimals."""
    return Decimal(fen).scaleb(-2)


def lines_of(batch: DividendBatch, user: Any) -> Any:
    """Payments of a batch in the order of the list, as the user may see them."""
    rows = DividendPayment.objects.visible_to(user).exclude(status=Status.VOID).filter(batch=batch)
    return rows.select_related("household").order_by("shareholder_id")


def batch_of(request: Any, pk: int) -> DividendBatch:
    """The batch of the address inside the user's area and company."""
    rows = DividendBatch.objects.visible_to(request.user).select_related("company", "settlement")
    return get_object_or_404(rows, pk=pk)


@requires(opens_amounts)
def show_plan(request: Any, pk: int) -> Any:
    """Who gets what in a run, with totals that must equal the sum that was decided."""
    batch = batch_of(request, pk)
    lines = list(lines_of(batch, request.user))
    trail.looked_at(batch, PAPER_FIELDS, by=request.user, reason="查看分配表")
    total = sum(line.amount_fen for line in lines)
    context = {
        "batch": batch, "lines": lines, "total_fen": total, "total_shares": sum((line.shares for line in lines), Decimal(0)),
        "agrees": total == batch.allocated_fen, "title": f"{batch.year} 年度分红分配表", "printed_on": timezone.localdate(),
    }  # fmt: skip
    return _private(TemplateResponse(request, "dividends/plan.html", context))


def paylist_sheet(batch: DividendBatch, lines: Any, user: Any, purpose: str) -> xlsx.Sheet:
    """The payment list for the bank: head, one line a holder, totals, signatures."""
    today, rows = timezone.localdate(), list(lines)

    def cells() -> Iterator[list[Any]]:
        for number, line in enumerate(rows, 1):
            home = line.household.household_no if line.household else ""
            yield [
                number,
                home,
                line.holder_name,
                line.shares,
                yuan(line.amount_fen),
                line.account.reveal(),
                line.get_state_display(),
            ]

    note = watermark(user, purpose)
    columns = [
        xlsx.Column("序号", 6, number=True), xlsx.Column("家庭编号", 16), xlsx.Column("收款人", 14), xlsx.Column("股份（股）", 12, number=True),
        xlsx.Column("金额（元）", 14, number=True), xlsx.Column("收款账号", 24), xlsx.Column("状态", 10),
    ]  # fmt: skip
    total = [
        "合计",
        f"{len(rows)} 户（人）",
        "",
        sum((r.shares for r in rows), Decimal(0)),
        yuan(sum(r.amount_fen for r in rows)),
        "",
        "",
    ]
    intro = [
        (f"{batch.company} {batch.year} 年度分红发放清单", xlsx.TITLE),
        (
            f"安置点：{batch.settlement}　　股权登记日：{batch.record_day}　　制表日期：{today}　　单位：元、股",
            xlsx.NOTE,
        ),
    ]
    outro = [["制表人：　　　　　审核人：　　　　　单位负责人：　　　　　日期：　　　年　　月　　日"], [note]]
    return xlsx.Sheet(
        name="发放清单", columns=columns, rows=cells(), intro=intro, outro=outro, total=total, footer=note
    )


@requires(opens_amounts)
@require_POST
def send_paylist(request: Any, pk: int) -> Any:
    """The payment list with full account numbers; only from a plan that has been publicised, and with a purpose."""
    batch = batch_of(request, pk)
    purpose = request.POST.get("purpose", "").strip()[:60]
    if not purpose:
        messages.error(request, "请写明用途。发放清单含完整账号，导出会记入日志。")
        return redirect("dividends-detail", pk=pk)
    if batch.state not in ("paying", "partly_undelivered", "paid", "archived"):
        messages.error(request, "开始兑付以后才能导出发放清单。")
        return redirect("dividends-detail", pk=pk)
    lines = lines_of(batch, request.user)
    trail.record(
        "export",
        batch,
        by=request.user,
        data={"ledger": "dividends", "rows": lines.count(), "purpose": purpose},
    )
    sheet = paylist_sheet(batch, lines, request.user, purpose)
    return xlsx_response([sheet], f"分红发放清单_{batch.company}_{batch.year}")


@dataclass(frozen=True)
class StatementLine:
    """One line of a statement."""

    payment: DividendPayment
    year: str
    basis: str


def statement_lines(payment: DividendPayment, user: Any) -> list[StatementLine]:
    """Everything that the same holder was to get from the same company, oldest first; loss years say so."""
    rows = (
        DividendPayment.objects.visible_to(user)
        .exclude(status=Status.VOID)
        .filter(company_id=payment.company_id)
    )
    same = (
        {"household_id": payment.household_id}
        if payment.household_id
        else {"shareholder_id": payment.shareholder_id}
    )
    found = []
    for row in (
        rows.filter(**same)
        .exclude(state="planned")
        .select_related("batch", "contract")
        .order_by("due_on", "id")
    ):
        if row.batch:
            basis = f"{row.shares} 股，全部 {yuan(row.batch.payout_fen)} 元按股份分配"
            found.append(StatementLine(row, f"{row.batch.year} 年度分红", basis))
        else:
            found.append(
                StatementLine(row, "租金", f"合同 {row.contract.contract_no}" if row.contract else "")
            )
    return found


@requires(opens_amounts)
def show_statement(request: Any, pk: int) -> Any:
    """The statement that a household gets on one sheet of A4."""
    rows = DividendPayment.objects.visible_to(request.user).select_related(
        "company", "household", "settlement", "batch"
    )
    payment = get_object_or_404(rows.exclude(status=Status.VOID), pk=pk)
    trail.looked_at(payment, (*PAPER_FIELDS, "account"), by=request.user, reason="打印收益对账单")
    lines = statement_lines(payment, request.user)
    paid = sum(line.payment.amount_fen for line in lines if line.payment.state == "paid")
    total = sum(line.payment.amount_fen for line in lines)
    none = (
        DividendBatch.objects.live().filter(company_id=payment.company_id).exclude(notice="").order_by("year")
    )
    context = {
        "payment": payment, "lines": lines, "total_fen": total, "paid_fen": paid, "owed_fen": total - paid, "notices": none,
        "title": "收益对账单", "printed_on": timezone.localdate(),
    }  # fmt: skip
    return _private(TemplateResponse(request, "dividends/statement.html", context))


def _private(response: TemplateResponse) -> TemplateResponse:
    response["Cache-Control"] = "no-store"
    return response


def batch_urls(ledger: Any) -> list[Any]:
    """Addresses beside those of the batches."""
    base = f"ledgers/{ledger.slug}/<int:pk>"
    return [
        path(f"{base}/allocation/", show_plan, name=f"{ledger.slug}-allocation"),
        path(f"{base}/paylist/", send_paylist, name=f"{ledger.slug}-paylist"),
    ]


def statement_urls(ledger: Any) -> list[Any]:
    """The address of a household's statement."""
    return [
        path(f"ledgers/{ledger.slug}/<int:pk>/statement/", show_statement, name=f"{ledger.slug}-statement")
    ]
