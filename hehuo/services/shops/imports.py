"""Workbooks of shops."""

from __future__ import annotations

from typing import Any, ClassVar

from hehuo.services.shops.models import BusinessEntity
from hehuo.workbooks import Column, Importer, parse


class ShopImporter(Importer):
    """商业网点: one row a shop and type."""

    model = BusinessEntity
    key = ("uscc", "kind")
    columns: ClassVar = (
        Column("name", "名称", ("店名", "网点名称", "商铺名称"), required=True, parse=parse.text(60), example="幸福超市"),
        Column("kind", "类型", ("业态", "网点类型", "经营类型"), required=True, example="超市"),
        Column("uscc", "统一社会信用代码", ("营业执照号", "信用代码"), required=True, parse=parse.uscc),
        Column("place", "位置", ("地址", "店址"), required=True, example="1栋底商"),
        Column("walk_minutes", "步行时间（分钟）", ("步行时间", "步行分钟"), required=True, example="4"),
        Column("sells_food", "卖菜", ("是否卖菜", "经营生鲜"), example="是"),
        Column("operator_group", "经营者", ("经营者身份",), example="搬迁群众", note="由经营者自己申报，可以不填"),
        Column("opened_on", "开业日期", ("开业时间", "开办时间"), required=True, example="2018-08-08"),
        Column("closed_on", "停业日期", ("停业时间",), example=""),
    )  # fmt: skip

    def derive(self, values: dict[str, Any]) -> None:
        """The row happened when the shop was opened."""
        if values.get("opened_on"):
            values["occurred_on"] = values["opened_on"]
