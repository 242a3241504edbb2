"""What measures may read of property: base relations and ledger folders."""

from pathlib import Path

from hehuo.measures.relations import BaseRelation

HERE = Path(__file__).parent

BASE = [
    BaseRelation(
        "old_houses",
        "property.OldHouse",
        (
            "old_house_id=id", "household_id", "has_old_house", "due_on", "exemption", "exemption_certified_on",
            "demolished_on", "site_checked_on", "reclaim_kind", "reclaim_due_on", "accepted_on",
        ),
        "旧房：协议期限、免拆、拆除、核验、复垦、验收日期",
    ),
    BaseRelation(
        "assets",
        "property.Asset",
        (
            "asset_id=id", "asset_kind", "side", "area_mu", "floor_m2", "rights_confirmed_on", "disputed_on",
            "dispute_settled_on", "fallow_since",
        ),
        "资源资产：类别、位置、面积（百分之一亩、百分之一平方米）、确权、争议、撂荒日期",
    ),
    BaseRelation(
        "asset_uses",
        "property.AssetUse",
        ("use_id=id", "asset_id", "use_kind", "starts_on", "ends_on", "operating_since"),
        "资产利用，左闭右开；一项资产同一时间只有一条",
    ),
    BaseRelation(
        "asset_lists",
        "property.HouseholdAssetList",
        ("list_id=id", "household_id", "confirmed_on", "signed_by_holder"),
        "户资产清单：本人确认日期和签字",
    ),
    BaseRelation(
        "operator_companies",
        "property.OperatorCompany",
        ("company_id=id", "kind", "designated_on", "ended_on", "has_designation?=designation_no"),
        "运营公司：类型、组建（明确）和撤销日期",
    ),
    BaseRelation(
        "land_contracts",
        "property.LandContract",
        (
            "contract_id=id", "signed_on", "ended_on", "first_due_on", "contract_on_file", "valuation_on_file",
            "payment_proof_on_file",
        ),
        "流转收储合同：签订、终止、首次付款日期和归档情况",
    ),
    BaseRelation(
        "share_contracts",
        "property.ShareContract",
        ("share_contract_id=id", "signed_on", "ended_on", "signed_by_holder", "signed_by_all", "contract_on_file"),
        "入股合同：签订、退股日期，签字和归档情况",
    ),
    BaseRelation(
        "dividend_payments",
        "property.DividendPayment",
        ("payment_id=id", "amount_fen", "due_on", "paid_on"),
        "分红和租金：金额、应付和兑付日期",
    ),
]  # fmt: skip

FOLDERS = [HERE / name for name in ("old_houses", "assets", "contracts", "shares", "dividends")]
