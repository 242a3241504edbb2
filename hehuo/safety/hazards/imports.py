"""Workbooks of hazards, as inspection teams keep them."""

from __future__ import annotations

from typing import Any, ClassVar

from hehuo.safety.hazards.models import SafetyHazard
from hehuo.workbooks import Column, Importer


class HazardImporter(Importer):
    """安全隐患: one row a hazard; the same place, category and day is the same hazard."""

    model = SafetyHazard
    key = ("found_on", "category", "place")
    columns: ClassVar = (
        Column("found_on", "发现日期", ("排查日期", "检查日期", "发现时间"), required=True, example="2018-11-05"),
        Column("category", "类别", ("隐患类别", "隐患类型"), required=True, example="消防"),
        Column("level", "等级", ("隐患等级", "隐患级别"), required=True, example="一般"),
        Column("place", "位置", ("隐患位置", "隐患地点", "地点"), required=True, example="5栋2单元楼道"),
        Column("situation", "情况", ("隐患情况", "隐患描述", "问题描述"), required=True, example="楼道堆放杂物"),
        Column("found_by", "来源", ("发现渠道", "隐患来源"), required=True, example="巡逻"),
        Column("due_on", "整改期限", ("整改时限", "限改日期", "整改截止日期"), required=True, example="2018-11-12"),
        Column("responsible", "整改责任单位", ("责任单位", "责任人"), example="物业服务中心"),
    )  # fmt: skip

    def derive(self, values: dict[str, Any]) -> None:
        """The row happened when it was found."""
        if values.get("found_on"):
            values["occurred_on"] = values["found_on"]
