"""运营公司, 流转收储合同 (item 10)."""

from __future__ import annotations

from typing import Any

from hehuo.kit.asking import Step
from hehuo.kit.casework import asked
from hehuo.kit.ledger import Child
from hehuo.kit.waiting import Waiting
from hehuo.property.assets.models import AssetUse
from hehuo.property.contracts import services
from hehuo.property.contracts.imports import CompanyImporter, ContractImporter
from hehuo.property.contracts.lifecycle import LAND_CONTRACT
from hehuo.property.contracts.models import LandContract, OperatorCompany
from hehuo.property.dividends.models import DividendPayment
from hehuo.property.dividends.services import list_rents
from hehuo.property.forms import DayForm, ParcelsForm
from hehuo.property.pages import PropertyLedger


class CompanyLedger(PropertyLedger):
    """Companies that run assets, and cooperatives and farms that hold shares."""

    model, slug, section, item, help = (
        OperatorCompany,
        "operator-companies",
        "资产",
        "第10项",
        "operator-companies",
    )
    purpose = "登记移民发展公司或书面明确的县级平台公司，以及吸收群众入股的合作社、家庭农场。"
    columns = (
        "name",
        "kind",
        "uscc",
        "legal_rep",
        "designation_no",
        "designated_on",
        "ended_on",
        "annual_report_on",
    )
    filters = ("settlement", "kind", "designated_on", "ended_on")
    fields = {
        "公司": ("name", "kind", "uscc", "legal_rep", "unit"),
        "组建（明确）": ("designation_no", "designated_on", "ended_on"),
        "年报": ("annual_report_on",),
    }
    search = ("name", "uscc", "legal_rep")
    importer = CompanyImporter
    children = (
        Child(LandContract, "company", ("contract_no", "mode", "holder_name", "starts_on", "ends_on", "state"), ledger="land-contracts"),
    )  # fmt: skip

    def perform_save(self, form: Any) -> OperatorCompany:
        """What a company enters about itself belongs to its own unit."""
        return self.saved_by(services.save_company, self.entered(form))


class LandContractLedger(PropertyLedger):
    """Contracts about parcels."""

    model, slug, section, item, help = LandContract, "land-contracts", "资产", "第10项", "land-contracts"
    purpose = "登记土地流转、托管、收储合同，签订时勾选地块，到期或解除后地块自动空出。"
    card_title = "household"
    columns = (
        "contract_no",
        "company",
        "household",
        "holder_name",
        "mode",
        "starts_on",
        "ends_on",
        "rent_fen",
        "state",
    )
    filters = (
        "settlement",
        "state",
        "mode",
        "company",
        "starts_on",
        "ends_on",
        "contract_on_file",
        "household",
    )
    fields = {
        "合同": ("contract_no", "company", "household", "holder_name", "mode", "starts_on", "ends_on"),
        "租金": ("rent_per_mu_fen", "rent_fen", "pay_month", "first_due_on"),
        "签字": ("voluntary_proof_no", "signed_by_holder", "signed_by_all"),
        "印证资料": ("contract_on_file", "valuation_on_file", "payment_proof_on_file"),
    }
    facts = {"办理": ("state", "signed_on", "filed_on", "ended_on")}
    search = (
        "contract_no",
        "holder_name",
        "household__head_name",
        "household__head_initials",
        "household__household_no",
    )
    children = (
        Child(AssetUse, "contract", (("asset__asset_code", "地块"), "asset__asset_kind", "asset__place", "asset__area_mu", "starts_on", "ends_on")),
        Child(DividendPayment, "contract", ("pay_kind", "due_on", "amount_fen", "paid_on", "state"), ledger="dividend-payments"),
    )  # fmt: skip
    importer = ContractImporter
    lifecycle, steps = LAND_CONTRACT, services.STEPS
    asking = (
        asked(
            LAND_CONTRACT,
            "sign",
            "填写签订日期，勾选合同里的地块。一块地同一时间只在一份合同里。",
            ParcelsForm,
            services.sign_contract,
        ),
        asked(LAND_CONTRACT, "file", "填写备案日期。", DayForm, services.file_contract),
        Step(
            "rents", "列出应付租金", "按合同把到这一天为止的应付租金列入兑付台账，逐年一笔。", DayForm, list_rents,
            lambda contract: "" if contract.signed_on and contract.rent_fen and contract.pay_month else "合同还没有签订，或没有填写租金和付款月份。",
        ),
    )  # fmt: skip
    waiting = (
        Waiting("待签订的合同", {"state": "drafted"}),
        Waiting("待备案的合同", {"state": "signed"}),
        Waiting("已备案、合同文本未归档的合同", {"state": "filed", "contract_on_file": "False"}),
    )

    def perform_save(self, form: Any) -> LandContract:
        """The terms of a signed contract stay."""
        return self.saved_by(services.save_contract, self.entered(form))
