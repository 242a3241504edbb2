"""Each ledger of property keeps the contract of all ledgers; a company sees its own rows only."""

from __future__ import annotations

from datetime import date
from typing import Any

from hehuo.kit.testing.contract import LedgerContract
from hehuo.property.assets.ledger import AssetLedger, AssetListLedger, ValuationLedger
from hehuo.property.assets.services import save_asset_list, save_valuation
from hehuo.property.contracts.ledger import CompanyLedger, LandContractLedger
from hehuo.property.contracts.services import save_contract
from hehuo.property.dividends.ledger import DividendLedger, ObjectionLedger, PaymentLedger
from hehuo.property.dividends.services import save_batch, save_payment
from hehuo.property.models import (
    AssetValuation,
    DividendBatch,
    DividendObjection,
    DividendPayment,
    HouseholdAssetList,
    LandContract,
    ShareEvent,
)
from hehuo.property.shares.ledger import ShareContractLedger, ShareEventLedger, ShareholderLedger
from hehuo.property.shares.services import record_event
from hehuo.property.tests import world as make
from hehuo.records.writing import save_record
from hehuo.residents.tests.homes import make_household

DAY = date(2018, 9, 10)


class CompanyContract(LedgerContract):
    """The operator of the cast works for the company whose records are made here."""

    __test__ = False

    def set_up(self, client: Any) -> None:
        super().set_up(client)
        self.unit = make.employ(self.world)

    def company(self, settlement: Any, **facts: Any) -> Any:
        return make.make_company(settlement, by=self.author, **facts)

    def holder(self, settlement: Any) -> Any:
        return make.make_holder(self.company(settlement), by=self.author, holder_name="欧阳权")


class TestCompanies(CompanyContract):
    __test__ = True
    view = CompanyLedger

    def make(self, settlement, **kw):
        return self.company(settlement, **kw)

    def form_data(self, settlement):
        return {"name": "县平台公司", "kind": "platform", "uscc": make.uscc(900), "legal_rep": "李山", "designation_no": "政办〔2018〕3号",
                "designated_on": "2018-08-01"}  # fmt: skip


class TestAssets(CompanyContract):
    __test__ = True
    view = AssetLedger

    def make(self, settlement, **kw):
        company = self.company(settlement)
        return make.make_asset(settlement, by=self.author, entrusted_to=company, holder_name="欧阳权", **kw)

    def form_data(self, settlement):
        home = make_household(settlement, by=self.author)
        return {"asset_code": "C-900", "asset_kind": "forest", "side": "origin", "place": "后山", "holder_kind": "household",
                "household": home.pk, "area_mu": "3.05"}  # fmt: skip


class TestAssetLists(CompanyContract):
    __test__ = True
    view = AssetListLedger

    def sees(self, name):
        return name != "operator" and super().sees(name)

    def make(self, settlement, **kw):
        home = make_household(settlement, by=self.author)
        record = HouseholdAssetList(
            settlement=settlement, household=home, listed_on=DAY, signer_name="欧阳权", **kw
        )
        return save_asset_list(record, by=self.author)

    def form_data(self, settlement):
        home = make_household(settlement, by=self.author)
        return {"household": home.pk, "listed_on": "2018-09-10", "farmland_count": 2, "forest_count": 1, "homestead_count": 1,
                "other_count": 3}  # fmt: skip


class TestValuations(CompanyContract):
    __test__ = True
    view = ValuationLedger

    def asset(self, settlement):
        return make.make_asset(settlement, by=self.author, entrusted_to=self.company(settlement))

    def make(self, settlement, **kw):
        record = AssetValuation(
            settlement=settlement, asset=self.asset(settlement), method="market", valuer="某评估公司", value_fen=500000, valued_on=DAY,
            valid_to=date(2019, 9, 10), **kw,
        )  # fmt: skip
        return save_valuation(record, by=self.author)

    def form_data(self, settlement):
        return {"asset": self.asset(settlement).pk, "method": "income", "valuer": "某评估所", "value_fen": "4100.50",
                "valued_on": "2018-09-01", "valid_to": "2019-09-01"}  # fmt: skip


class TestLandContracts(CompanyContract):
    __test__ = True
    view = LandContractLedger

    def make(self, settlement, **kw):
        record = LandContract(
            settlement=settlement, contract_no=f"流转{next(self.serial)}", holder_name="欧阳权", company=self.company(settlement),
            household=make_household(settlement, by=self.author), mode="lease", starts_on=DAY, ends_on=date(2028, 9, 10),
            rent_fen=164400, pay_month=12, **kw,
        )  # fmt: skip
        return save_contract(record, by=self.author)

    def form_data(self, settlement):
        return {"contract_no": "流转〔2018〕9号", "company": self.company(settlement).pk, "mode": "storage",
                "household": make_household(settlement, by=self.author).pk, "starts_on": "2018-09-01", "ends_on": "2023-09-01",
                "rent_fen": "1200.00", "pay_month": 11}  # fmt: skip


class TestShareholders(CompanyContract):
    __test__ = True
    view = ShareholderLedger

    def make(self, settlement, **kw):
        return self.holder(settlement)

    def form_data(self, settlement):
        return {"company": self.company(settlement).pk, "holder_kind": "household", "bank": "农商行",
                "household": make_household(settlement, by=self.author).pk}  # fmt: skip


class TestShareContracts(CompanyContract):
    __test__ = True
    view = ShareContractLedger

    def _line_without_record(self):
        """Without the issue of its shares either."""
        record = self.here()
        row = self.workbook_row(record)
        ShareEvent._base_manager.filter(share_contract=record).delete()
        type(record)._base_manager.filter(pk=record.pk).delete()
        return row

    def check_import(self, record):
        """A new contract issues its shares."""
        event = ShareEvent.objects.get(share_contract=record)
        assert (event.to_holder_id, event.shares, event.event_kind) == (
            record.shareholder_id,
            record.shares,
            "issue",
        )

    def make(self, settlement, **kw):
        return make.make_share_contract(self.holder(settlement), by=self.author, **kw)

    def form_data(self, settlement):
        holder = self.holder(settlement)
        return {"contract_no": "股〔2018〕900号", "company": holder.company_id, "shareholder": holder.pk, "contribution": "own_money",
                "shares": "55.50", "signed_on": "2018-09-01"}  # fmt: skip


class TestShareEvents(CompanyContract):
    __test__ = True
    view = ShareEventLedger

    def make(self, settlement, **kw):
        holder = self.holder(settlement)
        event = ShareEvent(
            settlement=settlement, company=holder.company, event_kind="issue", to_holder=holder, shares="12.5", happened_on=DAY, note="合同", **kw,
        )  # fmt: skip
        return record_event(event, by=self.author)

    def form_data(self, settlement):
        holder = self.holder(settlement)
        return {
            "company": holder.company_id,
            "event_kind": "issue",
            "to_holder": holder.pk,
            "shares": "20.00",
            "happened_on": "2018-09-01",
        }


class TestDividends(CompanyContract):
    __test__ = True
    view = DividendLedger

    def make(self, settlement, **kw):
        batch = DividendBatch(
            settlement=settlement, company=self.company(settlement), year=2018, profit_fen=500000, payout_fen=300000,
            record_day=date(2018, 12, 31), **kw,
        )  # fmt: skip
        return save_batch(batch, by=self.author)

    def form_data(self, settlement):
        return {
            "company": self.company(settlement).pk,
            "year": 2019,
            "record_day": "2019-12-31",
            "profit_fen": "-300.50",
            "payout_fen": "0.00",
        }


class TestPayments(CompanyContract):
    __test__ = True
    view = PaymentLedger

    def contract(self, settlement):
        record = LandContract(
            settlement=settlement, contract_no=f"租{next(self.serial)}", company=self.company(settlement), holder_name="欧阳权",
            household=make_household(settlement, by=self.author), mode="lease", starts_on=DAY, ends_on=date(2028, 9, 10),
        )  # fmt: skip
        return save_contract(record, by=self.author)

    def make(self, settlement, **kw):
        payment = DividendPayment(
            settlement=settlement, pay_kind="rent", contract=self.contract(settlement), amount_fen=164400, due_on=date(2019, 12, 31), **kw
        )  # fmt: skip
        return save_payment(payment, by=self.author)

    def form_data(self, settlement):
        contract = self.contract(settlement)
        return {"pay_kind": "rent", "company": contract.company_id, "contract": contract.pk, "household": contract.household_id,
                "amount_fen": "1640.00", "due_on": "2018-12-31"}  # fmt: skip


class TestObjections(CompanyContract):
    __test__ = True
    view = ObjectionLedger

    def parents(self, settlement):
        holder = self.holder(settlement)
        batch = DividendBatch(
            settlement=settlement, company=holder.company, year=2018, profit_fen=500000, payout_fen=300000, record_day=DAY,
            state="publicised", publicised_on=DAY, objections_until=date(2018, 9, 17),
        )  # fmt: skip
        return save_record(batch, by=self.author), holder

    def make(self, settlement, **kw):
        batch, holder = self.parents(settlement)
        objection = DividendObjection(
            settlement=settlement,
            batch=batch,
            shareholder=holder,
            raised_on=DAY,
            content="股份少算十股",
            **kw,
        )
        return save_record(objection, by=self.author)

    def form_data(self, settlement):
        batch, holder = self.parents(settlement)
        return {
            "batch": batch.pk,
            "shareholder": holder.pk,
            "raised_on": "2018-09-11",
            "content": "登记日股份不对",
        }
