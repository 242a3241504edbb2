"""Workbooks of lines into dwellings, and of schools and clinics."""

from __future__ import annotations

from typing import Any, ClassVar

from hehuo.residents.models import Dwelling
from hehuo.services.coverage.models import PublicServiceAccess, UtilityCoverage
from hehuo.workbooks import Column, Importer, Reference, parse


class CoverageImporter(Importer):
    """入户覆盖: one row a dwelling and service, as the operator lists them."""

    model = UtilityCoverage
    key = ("dwelling", "service")
    columns: ClassVar = (
        Column("dwelling", "房屋", ("房号", "住房", "地址"), required=True,
               parse=Reference(Dwelling, "building__number", "unit_no", "room_no"), example="1-2-301", note="栋-单元-房号"),
        Column("service", "服务", ("业务", "服务类型"), required=True, example="广电云"),
        Column("available", "已通达", ("线路可用", "是否通达", "是否覆盖"), required=True, example="是"),
        Column("connected", "已开通", ("是否开通", "是否开户"), example="否"),
        Column("since", "通达日期", ("通达时间", "接通日期"), example="2018-08-01"),
    )  # fmt: skip

    def derive(self, values: dict[str, Any]) -> None:
        """The row happened when the line came."""
        if values.get("since"):
            values["occurred_on"] = values["since"]


class AccessImporter(Importer):
    """学校医疗: one row a school or clinic."""

    model = PublicServiceAccess
    key = ("name",)
    columns: ClassVar = (
        Column("kind", "类别", ("机构类别", "类型"), required=True, example="小学"),
        Column("name", "名称", ("学校名称", "机构名称"), required=True, parse=parse.text(60), example="荷城小学"),
        Column("distance_m", "距离（米）", ("距离",), required=True, example="600"),
        Column("minutes", "到达时间（分钟）", ("步行时间", "到达时间"), required=True, example="9"),
        Column("staff_count", "教师（医护）人数", ("教师人数", "医护人数"), example="42"),
        Column("seats", "可安排学位数", ("学位数",), example="600"),
        Column("opened_on", "开始服务日期", ("开办日期", "启用日期"), required=True, example="2018-09-01"),
    )  # fmt: skip
