"""资源资产清单 from county workbooks: one row a parcel; one row a household for the confirmed list."""

from __future__ import annotations

from typing import Any, ClassVar

from hehuo.property.assets.models import Asset, AssetValuation, HouseholdAssetList
from hehuo.property.assets.services import save_valuation
from hehuo.property.imports import NewRowImporter
from hehuo.residents.workbook_words import household_column, words
from hehuo.workbooks import Column, Importer, Reference, parse
from hehuo.workbooks.entering import EnteringImporter
from hehuo.workbooks.shapes import Row

KIND = words(Asset.Kind.choices, {
    "farmland": ("耕地", "承包耕地", "土地"), "forest": ("林地", "山林", "林权地"), "homestead": ("宅基", "房屋宅基地"), "shop": ("门面", "商铺"),
    "workshop": ("扶贫车间", "车间"),
})  # fmt: skip
SIDE = words(Asset.Side.choices, {"origin": ("迁出",), "settlement": ("迁入地", "小区")})
CERTIFICATE = words(Asset.Certificate.choices, {
    "contract": ("土地承包经营权证", "土地证", "承包证"), "real_estate": ("不动产权证书", "房产证"), "none": ("无", "无证"),
})  # fmt: skip


class AssetImporter(NewRowImporter):
    """Parcels and other assets; the code of a parcel says whether it is known already."""

    model = Asset
    key = ("asset_code",)
    columns: ClassVar = (
        Column("asset_code", "地块（资产）编码", ("地块编码", "资产编码", "宗地号", "地块代码", "编码"), required=True, example="D01-0001-C1"),
        Column("asset_kind", "类别", ("资产类别", "地类", "资源类型", "资产类型"), required=True, parse=KIND, example="承包地"),
        Column("side", "位置", ("所在地",), required=True, parse=SIDE, example="迁出地"),
        Column("place", "坐落", ("地块坐落", "地址", "小地名", "坐落位置"), required=True, example="白岩村三组大坪"),
        household_column(required=False),
        Column("holder_name", "权利人", ("承包方代表", "权利人姓名", "户主姓名"), example="张小明"),
        Column("cert_kind", "权证种类", ("证件种类", "权证类型"), parse=CERTIFICATE, example="承包经营权证"),
        Column("cert_no", "权证编号", ("证号", "权证号", "经营权证号")),
        Column("right_ends_on", "权利到期日", ("承包期限止", "承包期至")),
        Column("area_mu", "面积（亩）", ("面积", "亩数", "实测面积", "合同面积"), parse=parse.decimal(9), example="4.11"),
        Column("floor_m2", "建筑面积（平方米）", ("建筑面积",), parse=parse.decimal(9)),
        Column("amount_fen", "金额（元）", ("金额",)),
    )  # fmt: skip

    def derive(self, values: dict[str, Any]) -> None:
        """A row with a household is a household's, any other a collective's."""
        if values.get("household"):
            values["holder_kind"] = Asset.Holder.HOUSEHOLD
        elif values.get("holder_name"):
            values["holder_kind"] = Asset.Holder.COLLECTIVE

    def check_new(self, row: Row) -> None:
        """The same conditions as the form, with the column that lacks something."""
        told = row.values
        if not told.get("household") and not told.get("holder_name"):
            self.refuse(row, "holder_name", "请填写家庭编号；集体或公司资产填写权利人。")
        if told.get("asset_kind") in ("farmland", "forest", "homestead") and told.get("area_mu") is None:
            self.refuse(row, "area_mu", "承包地、山林地、宅基地请填写面积（亩）。")
        elif all(told.get(name) is None for name in ("area_mu", "floor_m2", "amount_fen")):
            self.refuse(row, "floor_m2", "请填写面积、建筑面积或金额中的一项。")


class AssetListImporter(Importer):
    """Household lists; the confirmation itself is a step."""

    model = HouseholdAssetList
    key = ("household",)
    columns: ClassVar = (
        household_column(),
        Column("listed_on", "清查日期", ("登记日期", "清查时间"), required=True, example="2018-09-10"),
        Column("farmland_count", "承包地（块）", ("承包地块数", "耕地块数"), example="3"),
        Column("forest_count", "山林地（块）", ("林地块数",), example="1"),
        Column("homestead_count", "宅基地（处）", ("宅基地数",), example="1"),
        Column("other_count", "其他资产（项）", ("其他资产",), example="0"),
        Column("signer_name", "确认人", ("签字人",)),
        Column("signed_by_holder", "本人签字", ("是否本人签字",)),
    )  # fmt: skip

    def derive(self, values: dict[str, Any]) -> None:
        """A list happened when it was made."""
        if values.get("listed_on"):
            values["occurred_on"] = values["listed_on"]


class ValuationImporter(EnteringImporter):
    """资产评估: one row an asset and valuation, as valuers list them."""

    model, save = AssetValuation, staticmethod(save_valuation)
    key = ("asset", "valued_on")
    only_new = ("asset",)
    columns: ClassVar = (
        Column("asset", "地块（资产）编码", ("地块编码", "资产编码", "宗地号", "编码"), required=True, parse=Reference(Asset, "asset_code"),
               example="D01-0001-C1", note="先登记资源资产"),
        Column("method", "方法", ("评估方法",), required=True, example="市场法"),
        Column("valuer", "评估方", ("评估机构", "评估单位"), example="水城县资产评估所", note="协商定价的可不填"),
        Column("value_fen", "价值（元）", ("评估价值", "评估值", "评估价"), required=True, example="16400"),
        Column("valued_on", "评估日期", ("评估基准日", "基准日"), required=True, example="2018-09-10"),
        Column("valid_to", "有效期至", ("有效期", "报告有效期至"), required=True, example="2019-09-09"),
        Column("objection", "异议", ("权利人异议",)),
    )  # fmt: skip
