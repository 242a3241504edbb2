"""分红批次, 分红租金兑付, 分红异议 (item 10)."""

from __future__ import annotations

from typing import Any

from hehuo.kit.asking import Step
from hehuo.kit.casework import asked
from hehuo.kit.ledger import Child
from hehuo.kit.waiting import Waiting
from hehuo.property.dividends import papers, services
from hehuo.property.dividends.forms import AnswerForm, FailureForm, MeetingForm, ReceiptForm
from hehuo.property.dividends.lifecycle import BATCH, OBJECTION, PAYMENT
from hehuo.property.dividends.models import DividendBatch, DividendObjection, DividendPayment
from hehuo.property.forms import DayForm
from hehuo.property.pages import PropertyLedger


class DividendLedger(PropertyLedger):
    """Runs, one a year and company."""

    model, slug, section, item, help = DividendBatch, "dividends", "资产", "第10项", "dividends"
    purpose = "每个经营主体每年一个批次：结账、拟方案、开会、公示、兑付；亏损年不分红并告知。"
    columns = (
        "company", "year", "profit_fen", "payout_fen", "holders_count", "allocated_fen", "state", "objections_until", "due_on",
    )  # fmt: skip
    filters = ("settlement", "state", "year", "company", "objections_until", "due_on")
    fields = {
        "年度": ("company", "year", "record_day"),
        "金额": ("profit_fen", "payout_fen"),
        "决议": ("meeting_no",),
    }
    facts = {
        "办理": (
            "state",
            "drafted_on",
            "approved_on",
            "publicised_on",
            "objections_until",
            "due_on",
            "notice",
        ),
        "分配": ("holders_count", "allocated_fen"),
    }
    search = ("company__name",)
    ordering = ("-year", "-id")
    totals = ("profit_fen", "payout_fen", "allocated_fen")
    children = (
        Child(DividendPayment, "batch", ("holder_name", "household", "shares", "amount_fen", "account", "state", "paid_on"),
              ledger="dividend-payments"),
        Child(DividendObjection, "batch", ("shareholder", "raised_on", "state", "answered_on"), ledger="dividend-objections"),
    )  # fmt: skip
    lifecycle, steps = BATCH, services.BATCH_STEPS
    asking = (
        asked(BATCH, "approve", "填写股东会议通过的日期和决议编号。", MeetingForm, services.approve_plan),
        asked(BATCH, "publicise", "公示五个工作日。只公示总额，本人的份额告知本人。", DayForm, services.publicise_plan),
        asked(BATCH, "pay", "异议期满、异议都已答复后开始兑付。", DayForm, services.start_paying),
        Step("pay-all", "登记整批兑付", "有账号的待兑付款项按银行回单登记为已兑付。", ReceiptForm, services.pay_all,
             lambda batch: "" if batch.state in ("paying", "partly_undelivered") else "批次不在兑付中。"),
    )  # fmt: skip
    waiting = (
        Waiting("待拟分红方案的批次", {"state": "accounts_closed"}),
        Waiting("待开会通过的分红方案", {"state": "plan_drafted"}),
        Waiting("待公示的分红方案", {"state": "meeting_approved"}),
        Waiting("公示中的分红方案", {"state": "publicised"}, due="objections_until"),
        Waiting("兑付中的分红批次", {"state": "paying"}, due="due_on"),
        Waiting("部分未兑付的分红批次", {"state": "partly_undelivered"}, due="due_on"),
        Waiting("已兑付、待归档的分红批次", {"state": "paid"}),
        Waiting("本年不分红、待归档的批次", {"state": "no_dividend"}),
    )

    @classmethod
    def get_urls(cls) -> list[Any]:
        """The usual addresses, the table of a run and its payment list."""
        return [*papers.batch_urls(cls), *super().get_urls()]

    def perform_save(self, form: Any) -> DividendBatch:
        """Money is fixed while a plan is on the way."""
        return self.saved_by(services.save_batch, self.entered(form))


class PaymentLedger(PropertyLedger):
    """What is owed and what has reached the holders."""

    model, slug, section, item, help = (
        DividendPayment,
        "dividend-payments",
        "资产",
        "第10项",
        "dividend-payments",
    )
    purpose = "登记每一笔分红和租金的兑付结果；没兑付的写明原因，继续想办法。"
    columns = (
        "pay_kind",
        "company",
        "household",
        "holder_name",
        "amount_fen",
        "account",
        "due_on",
        "paid_on",
        "receipt",
        "state",
    )
    filters = (
        "settlement", "pay_kind", "state", "company", "due_on", "paid_on", "undelivered_reason", "batch", "contract",
        "shareholder", "household",
    )  # fmt: skip
    fields = {
        "款项": ("pay_kind", "company", "contract", "household", "holder_name", "amount_fen", "due_on"),
        "收款": ("account",),
    }
    facts = {
        "分红": ("batch", "shareholder", "shares"),
        "兑付": ("state", "paid_on", "receipt", "undelivered_reason"),
    }
    search = ("holder_name", "household__head_name", "household__head_initials", "household__household_no")
    lifecycle, steps = PAYMENT, services.PAYMENT_STEPS
    asking = (
        asked(PAYMENT, "pay", "凭银行回单或本人签领登记。", ReceiptForm, services.pay),
        asked(PAYMENT, "fail", "写明原因，这笔钱仍然应付。", FailureForm, services.fail),
    )
    waiting = (
        Waiting("待兑付的分红租金", {"state": "due"}, due="due_on"),
        Waiting("兑付失败、待再次兑付的款项", {"state": "failed"}, due="due_on"),
    )
    only_new = ("pay_kind", "company", "contract", "due_on")

    @classmethod
    def get_urls(cls) -> list[Any]:
        """The usual addresses and the statement of a household."""
        return [*papers.statement_urls(cls), *super().get_urls()]

    def perform_save(self, form: Any) -> DividendPayment:
        """Rent as typed; dividends come from their batch only."""
        return self.saved_by(services.save_payment, self.entered(form))


class ObjectionLedger(PropertyLedger):
    """Objections to publicised plans."""

    model, slug, section, item, help = (
        DividendObjection,
        "dividend-objections",
        "资产",
        "第10项",
        "dividend-objections",
    )
    purpose = "公示期内股东提出的异议，逐条书面答复；成立的方案退回重拟。"
    columns = ("batch", "shareholder", "raised_on", "state", "answered_on")
    filters = ("settlement", "state", "raised_on", "batch", "shareholder")
    fields = ("batch", "shareholder", "raised_on", "content")
    facts = {"答复": ("state", "answered_on", "answer")}
    search = ("shareholder__holder_name",)
    lifecycle = OBJECTION
    asking = (
        asked(OBJECTION, "uphold", "写明答复；方案随之退回重拟。", AnswerForm, services.uphold_objection),
        asked(OBJECTION, "reject", "写明理由，答复提出人。", AnswerForm, services.reject_objection),
    )
    waiting = (Waiting("待答复的分红异议", {"state": "raised"}),)
    only_new = ("batch", "shareholder", "raised_on")

    def get_queryset(self) -> Any:
        """With the company, which is part of a batch's name."""
        return super().get_queryset().select_related("batch__company")

    def perform_save(self, form: Any) -> DividendObjection:
        """While the plan is publicised."""
        return self.saved_by(services.save_objection, self.entered(form))
