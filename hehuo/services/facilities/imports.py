"""Workbooks of facilities and of inspection rounds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from hehuo.services.facilities.models import Facility, FacilityInspection
from hehuo.workbooks import Column, Importer, Reference, parse


class FacilityImporter(Importer):
    """设施台账: one row a facility; the same kind and name is the same facility."""

    model = Facility
    key = ("kind", "name")
    columns: ClassVar = (
        Column("kind", "类别", ("设施类别", "设施类型"), required=True, example="亮化"),
        Column("name", "名称", ("设施名称", "编号"), required=True, parse=parse.text(60), example="中心广场路灯 3 号"),
        Column("ownership", "归属", ("自有或共享",), example="自有"),
        Column("place", "位置", ("设施位置", "地点"), required=True, example="中心广场东侧"),
        Column("owner", "权属单位", ("产权单位", "业主单位"), required=True, example="社区居委会"),
        Column("operator", "管养单位", ("管护单位", "维护单位", "责任单位"), required=True, example="物业服务中心"),
        Column("capacity", "规模", ("容量", "面积"), example="1 盏"),
        Column("opened_on", "投用日期", ("建成时间", "投入使用时间", "启用日期"), required=True, example="2018-07-01"),
        Column("warranty_by", "质保单位", ("施工单位", "保修单位"), example="某电气公司"),
        Column("warranty_to", "质保到期", ("质保期至", "保修期至"), example="2020-06-30"),
        Column("check_cycle_days", "巡检周期（天）", ("巡检周期", "检查周期"), example="30", parse=parse.integer(1)),
    )  # fmt: skip

    def derive(self, values: dict[str, Any]) -> None:
        """The row happened when the facility was opened."""
        if values.get("opened_on"):
            values["occurred_on"] = values["opened_on"]


class InspectionImporter(Importer):
    """设施巡检: one row a planned or made inspection."""

    model = FacilityInspection
    key = ("facility", "planned_on")
    columns: ClassVar = (
        Column("facility", "设施名称", ("设施", "巡检设施"), required=True, parse=Reference(Facility, "name"), example="中心广场路灯 3 号"),
        Column("planned_on", "计划日期", ("应巡检日期", "计划时间"), required=True, example="2018-11-05"),
        Column("done_on", "巡检日期", ("实际日期", "检查日期", "巡检时间"), example="2018-11-05", note="还没有巡检的留空"),
        Column("result", "结果", ("巡检结果", "检查结果"), example="正常"),
        Column("finding", "发现的问题", ("存在问题", "问题"), example=""),
    )  # fmt: skip

    def derive(self, values: dict[str, Any]) -> None:
        """An inspection with a day has been made."""
        if values.get("done_on"):
            values["state"] = FacilityInspection.State.DONE
        if values.get("planned_on"):
            values["occurred_on"] = values["planned_on"]

    def check_row(self, values: dict[str, Any]) -> Iterator[tuple[str, str, bool]]:
        """What was seen belongs to an inspection that was made."""
        if values.get("done_on") and not values.get("result"):
            yield "result", "已巡检的请填写结果。", True
        if values.get("result") == "problem" and not values.get("finding"):
            yield "finding", "有问题的请写明发现了什么。", True
