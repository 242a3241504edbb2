"""资源资产, 户资产清单, 资产评估 (item 10)."""

from __future__ import annotations

from typing import Any

from hehuo.kit.asking import Step
from hehuo.kit.casework import asked
from hehuo.kit.ledger import Child
from hehuo.kit.waiting import Waiting
from hehuo.property.assets import services
from hehuo.property.assets.imports import AssetImporter, AssetListImporter, ValuationImporter
from hehuo.property.assets.lifecycle import ASSET, ASSET_LIST
from hehuo.property.assets.models import Asset, AssetUse, AssetValuation, HouseholdAssetList
from hehuo.property.forms import AgreeForm, DayForm
from hehuo.property.pages import PropertyLedger

HOME_SEARCH = ("household__head_name", "household__head_initials", "household__household_no")


def _in_use(asset: Any) -> str:
    return (
        ""
        if asset.state in services.AFTER.values() and not asset.fallow_since
        else "在利用中的资产才登记撂荒。"
    )


class AssetLedger(PropertyLedger):
    """Land objects and other assets, each once, with all its uses."""

    model, slug, section, item, help = Asset, "assets", "资产", "第9、10项", "assets"
    purpose = "每块地、每处资产只登记一次；流转、收储、入股都引用它，面积不会重复计算。"
    card_title = "household"
    columns = (
        "asset_code", "asset_kind", "household", "holder_name", "area_mu", "floor_m2", "state", "fallow_since", "entrusted_to",
    )  # fmt: skip
    filters = (
        "settlement",
        "asset_kind",
        "side",
        "state",
        "holder_kind",
        "cert_kind",
        "fallow_since",
        "household",
        "entrusted_to",
    )
    fields = {
        "资产": ("asset_code", "asset_kind", "side", "place", "area_mu", "floor_m2", "amount_fen"),
        "权利": ("holder_kind", "household", "holder_name", "cert_kind", "cert_no", "right_ends_on"),
        "经营": ("entrusted_to",),
    }
    facts = {
        "办理": ("state", "rights_confirmed_on", "publicised_on", "agreed_on", "fallow_since"),
        "争议": ("dispute", "disputed_on", "dispute_settled_on"),
    }
    search = ("asset_code", "place", "holder_name", *HOME_SEARCH)
    totals = ("area_mu", "floor_m2")
    children = (
        Child(AssetUse, "asset", ("use_kind", "starts_on", "ends_on", "operating_since", "contract", "share_contract")),
        Child(AssetValuation, "asset", ("method", "valuer", "value_fen", "valued_on", "valid_to"), ledger="asset-valuations"),
    )  # fmt: skip
    importer = AssetImporter
    lifecycle, steps = ASSET, services.STEPS
    asking = (
        asked(ASSET, "confirm", "与权证原件核对后登记。", DayForm, services.confirm_rights),
        asked(ASSET, "publicise", "在迁出地公示面积，不公示个人信息。", DayForm, services.publicise_asset),
        asked(ASSET, "agree", "自愿、书面，共有人都同意。", AgreeForm, services.agree_to_transfer),
        asked(ASSET, "reclaim", "填写复垦完成的日期；种上以后再登记自营。", DayForm, services.reclaim_asset),
        asked(ASSET, "self_run", "户内自己耕种、经营，有产出的登记。", DayForm, services.start_own_use),
        asked(ASSET, "operate", "收储、复垦的资产从这一天起算作盘活。", DayForm, services.start_operating),
        Step("fallow", "登记撂荒", "填写现场核查认定的撂荒起始日期，满一年不再算作盘活。", DayForm, services.mark_fallow, _in_use),
        Step("worked", "登记恢复耕种", "填写恢复的日期。", DayForm, services.end_fallow,
             lambda asset: "" if asset.fallow_since else "没有登记撂荒。"),
    )  # fmt: skip
    waiting = (
        Waiting("待确认权属的资产", {"state": "registered"}, need="approve"),
        Waiting("已确权、待公示的资产", {"state": "rights_confirmed"}),
        Waiting("已公示、待评估的资产", {"state": "publicised"}),
        Waiting("已评估、待同意流转的资产", {"state": "valued"}),
        Waiting("已同意、待流转的资产", {"state": "agreed"}),
        Waiting("到期、待重新安排的资产", {"state": "expired"}),
        Waiting("解除、待重新安排的资产", {"state": "terminated"}),
        Waiting("有争议、待解决的资产", {"state": "disputed"}, need="approve"),
    )

    def perform_save(self, form: Any) -> Asset:
        """The holder's name follows from the household."""
        return self.saved_by(services.save_asset, self.entered(form))


class AssetListLedger(PropertyLedger):
    """What each household has, confirmed by itself."""

    model, slug, section, item, help = HouseholdAssetList, "asset-lists", "资产", "第10项", "asset-lists"
    purpose = "每户一份资产清单，念给本人听、由本人签字确认。"
    columns = (
        "household", "household__grid", "listed_on", "farmland_count", "forest_count", "homestead_count", "other_count",
        "signed_by_holder", "state", "confirmed_on",
    )  # fmt: skip
    filters = ("settlement", "household__grid", "state", "listed_on", "confirmed_on", "household")
    fields = {
        "清单": (
            "household",
            "listed_on",
            "farmland_count",
            "forest_count",
            "homestead_count",
            "other_count",
        ),
        "确认": ("signer_name", "signed_by_holder"),
    }
    facts = {"办理": ("state", "confirmed_on", "objection")}
    search = HOME_SEARCH
    importer = AssetListImporter
    lifecycle, steps = ASSET_LIST, services.LIST_STEPS
    asking = (asked(ASSET_LIST, "confirm", "填写本人签字的日期。", DayForm, services.confirm_asset_list),)
    waiting = (
        Waiting("待本人确认的资产清单", {"state": "listed"}, need="approve"),
        Waiting("有异议的资产清单", {"state": "objected"}),
    )
    only_new = ("household",)

    def perform_save(self, form: Any) -> HouseholdAssetList:
        """A list happened when it was made."""
        return self.saved_by(services.save_asset_list, self.entered(form))


class ValuationLedger(PropertyLedger):
    """What assets were worth."""

    model, slug, section, item, help = (
        AssetValuation,
        "asset-valuations",
        "资产",
        "第10项",
        "asset-valuations",
    )
    purpose = "登记资产评估的方法、价值和有效期；双方协商的也登记。"
    columns = ("asset", "method", "valuer", "value_fen", "valued_on", "valid_to")
    filters = ("settlement", "method", "valued_on", "valid_to", "asset")
    fields = ("asset", "method", "valuer", "value_fen", "valued_on", "valid_to", "objection")
    search = ("asset__asset_code", "asset__holder_name", "valuer")
    importer = ValuationImporter

    def perform_save(self, form: Any) -> AssetValuation:
        """A valuation happened on its day."""
        return self.saved_by(services.save_valuation, self.entered(form))
