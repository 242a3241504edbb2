"""资金来源, 项目 and 支出 from workbooks; a book that spends more than there is comes in not at all."""

from __future__ import annotations

from typing import Any, ClassVar

from hehuo.programme.funds.queries import overspent
from hehuo.programme.models import FundProject, FundSource, FundSpending
from hehuo.workbooks import Column, Importer, Reference, parse
from hehuo.workbooks.reading import Refused


class SourceImporter(Importer):
    """One row a document and kind."""

    model = FundSource
    key = ("document_no", "kind")
    columns: ClassVar = (
        Column("kind", "资金类别", ("资金类型", "来源类别", "资金名称"), required=True, example="统筹整合涉农资金"),
        Column("document_no", "下达文号", ("文号", "资金文号"), required=True, parse=parse.text(60), example="某财农〔2019〕12号"),
        Column("funder", "下达（捐赠）单位", ("下达单位", "捐赠单位", "来源单位"), required=True, example="某县财政局"),
        Column("received_on", "到账日期", ("到账时间", "下达日期"), required=True, example="2019-03-15"),
        Column("amount_fen", "金额（元）", ("金额", "下达金额"), required=True, example="500000.00"),
    )  # fmt: skip

    def derive(self, values: dict[str, Any]) -> None:
        """It happened when the money arrived."""
        if values.get("received_on"):
            values["occurred_on"] = values["received_on"]


class ProjectImporter(Importer):
    """One row a project."""

    model = FundProject
    key = ("name",)
    columns: ClassVar = (
        Column("name", "项目名称", ("项目",), required=True, example="文化广场建设"),
        Column("item_no", "服务的考核条目", ("考核条目", "条目"), required=True, example="第7项"),
        Column("unit", "实施单位", ("建设单位",), required=True, example="某街道办事处"),
        Column("document_no", "批复文号", ("批复",), example="某易扶〔2019〕3号"),
        Column("budget_fen", "预算（元）", ("预算", "预算金额", "投资额"), required=True, example="300000.00"),
        Column("starts_on", "开始日期", ("开工日期",), required=True, example="2019-04-01"),
        Column("ends_on", "计划完成日期", ("完工日期", "计划完工日期"), required=True, example="2019-10-31"),
        Column("state", "进度", ("状态", "项目进度"), example="实施中"),
    )  # fmt: skip

    def derive(self, values: dict[str, Any]) -> None:
        """It happened when it began."""
        if values.get("starts_on"):
            values["occurred_on"] = values["starts_on"]


class SpendingImporter(Importer):
    """One row a voucher, project and source."""

    model = FundSpending
    key = ("voucher_no", "project", "fund")
    columns: ClassVar = (
        Column("project", "项目", ("项目名称",), required=True, parse=Reference(FundProject, "name"), example="文化广场建设",
               note="先登记项目"),
        Column("fund", "资金来源", ("下达文号", "资金文号"), required=True, parse=Reference(FundSource, "document_no"),
               example="某财农〔2019〕12号", note="填下达文号，先登记来源"),
        Column("paid_on", "支付日期", ("付款日期", "支付时间"), required=True, example="2019-06-20"),
        Column("amount_fen", "金额（元）", ("支付金额", "金额"), required=True, example="120000.00"),
        Column("payee", "收款单位", ("收款人",), required=True, example="某建筑公司"),
        Column("purpose", "用途", ("支出内容", "摘要"), required=True, example="工程进度款"),
        Column("voucher_no", "凭证号", ("凭证编号", "支付凭证号"), required=True, parse=parse.text(60), example="2019-06-018"),
    )  # fmt: skip

    def derive(self, values: dict[str, Any]) -> None:
        """It happened when it was paid."""
        if values.get("paid_on"):
            values["occurred_on"] = values["paid_on"]

    def after_write(self, created_ids: range, changed_ids: list[int]) -> None:
        """Budgets and sources hold after the whole book, or nothing of it stays."""
        wrong = overspent([*created_ids, *changed_ids])
        if wrong:
            more = f"等 {len(wrong)} 处" if len(wrong) > 5 else ""
            raise Refused(f"整批没有导入：{'；'.join(wrong[:5])}{more}。请核对后再上传。")
