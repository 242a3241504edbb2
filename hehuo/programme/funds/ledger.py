"""创建资金来源, 项目, 支出: three ledgers of the county's creation money."""

from __future__ import annotations

from typing import Any

from hehuo.kit.ledger import Child, LedgerView
from hehuo.kit.waiting import Waiting
from hehuo.programme.funds.imports import ProjectImporter, SourceImporter, SpendingImporter
from hehuo.programme.funds.services import save_project, save_source, save_spending
from hehuo.programme.models import FundProject, FundSource, FundSpending

SPENT = ("paid_on", "voucher_no", "purpose", "amount_fen")


class FundSourceLedger(LedgerView):
    """Money made available."""

    model, slug, section, item, help = FundSource, "fund-sources", "创建资金", "", "funds"
    purpose = "登记整合到本安置点的创建资金：哪里来、多少、何时到账。"
    columns = ("received_on", "kind", "document_no", "funder", "amount_fen")
    filters = ("settlement", "kind", "received_on")
    fields = {"来源": ("kind", "document_no", "funder"), "金额": ("received_on", "amount_fen")}
    search = ("document_no", "funder")
    totals = ("amount_fen",)
    ordering = ("-received_on", "-id")
    children = (Child(FundSpending, "fund", ("project", *SPENT), ledger="fund-spendings"),)
    importer = SourceImporter
    waiting = (Waiting("待核实的资金来源", {"status": "submitted"}, need="approve"),)

    def perform_save(self, form: Any) -> Any:
        """Through the service."""
        return save_source(self.entered(form), by=self.request.user)


class FundProjectLedger(LedgerView):
    """What the money is for."""

    model, slug, section, item, help = FundProject, "fund-projects", "创建资金", "", "funds"
    purpose = "登记用创建资金做的项目：服务哪一条考核、预算多少、做到哪一步。"
    columns = ("name", "item_no", "unit", "budget_fen", "starts_on", "ends_on", "state")
    filters = ("settlement", "item_no", "state", "ends_on")
    fields = {
        "项目": ("name", "item_no", "unit", "document_no"),
        "预算和时间": ("budget_fen", "starts_on", "ends_on", "state"),
    }
    search = ("name", "unit", "document_no")
    totals = ("budget_fen",)
    ordering = ("-starts_on", "-id")
    children = (Child(FundSpending, "project", ("fund", *SPENT), ledger="fund-spendings"),)
    importer = ProjectImporter
    waiting = (
        Waiting("待核实的资金项目", {"status": "submitted"}, need="approve"),
        Waiting("完工后待结算的项目", {"state": "finished"}, due="ends_on"),
    )

    def perform_save(self, form: Any) -> Any:
        """Through the service."""
        return save_project(self.entered(form), by=self.request.user)


class FundSpendingLedger(LedgerView):
    """Payments with vouchers."""

    model, slug, section, item, help = FundSpending, "fund-spendings", "创建资金", "", "funds"
    purpose = "一张凭证一行登记支出，凭证扫描件作为印证上传；不能超预算、超余额。"
    columns = ("paid_on", "project", "fund", "purpose", "payee", "voucher_no", "amount_fen")
    filters = ("settlement", "paid_on", "fund__kind", "project__item_no", "project", "fund")
    fields = {
        "用在哪里": ("project", "fund", "purpose"),
        "支付": ("paid_on", "amount_fen", "payee", "voucher_no"),
    }
    search = ("voucher_no", "payee", "purpose", "project__name")
    totals = ("amount_fen",)
    ordering = ("-paid_on", "-id")
    importer = SpendingImporter
    waiting = (Waiting("待核实的资金支出", {"status": "submitted"}, need="approve"),)

    def perform_save(self, form: Any) -> Any:
        """Through the service that locks budget and source."""
        return save_spending(self.entered(form), by=self.request.user)
