"""流转收储合同 from county workbooks; parcels are ticked when the contract is signed in the system."""

from __future__ import annotations

from typing import Any, ClassVar

from hehuo.property.companies import is_company_user
from hehuo.property.contracts.models import LandContract, OperatorCompany
from hehuo.property.contracts.services import save_company
from hehuo.property.imports import NewRowImporter
from hehuo.residents.workbook_words import household_column, words
from hehuo.workbooks import Column, Reference, parse
from hehuo.workbooks.entering import EnteringImporter
from hehuo.workbooks.shapes import Row

COMPANY_KIND = words(
    OperatorCompany.Kind.choices,
    {"platform": ("平台公司",), "cooperative": ("专业合作社",), "other": ("公司", "企业")},
)
MODE = words(LandContract.Mode.choices, {"lease": ("租赁",), "storage": ("土地收储",), "trust": ("代管",)})


class ContractImporter(NewRowImporter):
    """One row a contract, known by its number."""

    model = LandContract
    key = ("contract_no",)
    columns: ClassVar = (
        Column("contract_no", "合同编号", ("编号", "合同号"), required=True, example="流转〔2018〕001号"),
        Column("company", "受让（经营）方", ("受让方", "乙方", "经营主体", "承租方"), required=True,
               parse=Reference(OperatorCompany, "name"), example="移民发展公司", note="先登记运营公司"),
        household_column(required=False),
        Column("holder_name", "权利人", ("甲方", "出让方", "流出方"), example="张小明"),
        Column("mode", "方式", ("流转方式", "合同类型"), required=True, parse=MODE, example="出租"),
        Column("starts_on", "期限自", ("起始日期", "流转起", "合同起始"), required=True, example="2018-07-01"),
        Column("ends_on", "期限至（不含）", ("终止日期", "流转止", "合同截止"), required=True, example="2028-07-01"),
        Column("rent_per_mu_fen", "每亩每年租金（元）", ("单价", "租金单价", "每亩租金"), example="400"),
        Column("rent_fen", "每年应付总额（元）", ("年租金", "租金总额", "年租金总额"), example="1640"),
        Column("pay_month", "每年付款月份", ("付款月份",), example="12"),
        Column("voluntary_proof_no", "自愿证明编号", ("自愿书编号",)),
        Column("signed_by_holder", "权利人本人签字", ("本人签字",)),
        Column("signed_by_all", "共有人全部签字", ("共有人签字",)),
    )  # fmt: skip

    def derive(self, values: dict[str, Any]) -> None:
        """A contract happened when it began."""
        if values.get("starts_on"):
            values["occurred_on"] = values["starts_on"]

    def check_row(self, values: dict[str, Any]) -> Any:
        """A term that ends after it begins, and only the own company."""
        if values.get("starts_on") and values.get("ends_on") and values["ends_on"] <= values["starts_on"]:
            yield "ends_on", "期限的止日应晚于起日。", True
        company = values.get("company")
        if company is not None and is_company_user(self.user):
            own = OperatorCompany.objects.visible_to(self.user).filter(pk=company).exists()
            if not own:
                yield "company", "只能导入贵公司的合同。", True

    def check_new(self, row: Row) -> None:
        """Somebody must be the other side."""
        if not row.values.get("household") and not row.values.get("holder_name"):
            self.refuse(row, "holder_name", "请填写家庭编号或权利人。")


class CompanyImporter(EnteringImporter):
    """运营公司: one row a company, known by its unit code."""

    model, save = OperatorCompany, staticmethod(save_company)
    key = ("uscc",)
    columns: ClassVar = (
        Column("name", "名称", ("公司名称", "企业名称", "单位名称"), required=True, example="水城县移民发展公司"),
        Column("uscc", "统一社会信用代码", ("信用代码", "社会信用代码", "营业执照号"), required=True, parse=parse.uscc),
        Column("kind", "类型", ("公司类型", "企业类型"), required=True, parse=COMPANY_KIND, example="合作社"),
        Column("legal_rep", "法定代表人", ("法人", "法人代表", "负责人"), required=True, example="王大山"),
        Column("designation_no", "组建（明确）文件文号", ("文件文号", "文号")),
        Column("designated_on", "组建（明确）日期", ("组建日期", "成立日期")),
        Column("ended_on", "撤销日期", ("注销日期",)),
        Column("annual_report_on", "最近年报日期", ("年报日期",)),
    )  # fmt: skip
