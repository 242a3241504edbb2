"""Workbooks of repairs, as property services keep them: reports, and those that are closed."""

from __future__ import annotations

from typing import Any, ClassVar

from hehuo.services.facilities.models import Facility
from hehuo.services.repairs.models import RepairTicket
from hehuo.workbooks import Column, Importer, Reference
from hehuo.workbooks.clock import clock


class RepairImporter(Importer):
    """设施报修: one row a report; steps are taken on the page of the ticket."""

    model = RepairTicket
    key = ("facility", "reported_on", "fault")
    columns: ClassVar = (
        Column("facility", "设施名称", ("设施", "报修设施"), required=True, parse=Reference(Facility, "name"), example="中心广场路灯 3 号"),
        Column("fault", "故障情况", ("故障描述", "报修内容"), required=True, example="不亮"),
        Column("effect", "对使用的影响", ("影响",), example="停用"),
        Column("reported_by", "来源", ("报修来源", "报修渠道"), required=True, example="群众"),
        Column("reported_on", "报修日期", ("报修时间（日）", "日期"), required=True, example="2018-11-05"),
        Column("reported_time", "报修时间", ("时间",), required=True, parse=clock, example="9:30"),
    )  # fmt: skip

    def derive(self, values: dict[str, Any]) -> None:
        """The row happened when it was reported."""
        if values.get("reported_on"):
            values["occurred_on"] = values["reported_on"]
