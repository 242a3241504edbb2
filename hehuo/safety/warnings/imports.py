"""安全事件 and 应急演练 from workbooks: places, kinds and counts, never people."""

from __future__ import annotations

from typing import ClassVar

from hehuo.org.models import Building
from hehuo.safety.warnings.models import Drill, IncidentEvent
from hehuo.workbooks import Column, Reference, parse
from hehuo.workbooks.entering import EnteringImporter


class IncidentImporter(EnteringImporter):
    """安全事件: one row a kind, place and day."""

    model, happened = IncidentEvent, "happened_on"
    key = ("kind", "place", "happened_on")
    columns: ClassVar = (
        Column("kind", "类型", ("事件类型", "类别"), required=True, example=""),
        Column("building", "楼栋", ("栋号", "楼号"), parse=Reference(Building, "number"), example="1"),
        Column("place", "位置", ("地点", "发生地点"), required=True, parse=parse.text(60), example="地下车库"),
        Column("happened_on", "发生日期", ("日期", "发生时间"), required=True, example="2018-11-05"),
        Column("response_minutes", "响应（分钟）", ("响应时间", "到场时间（分钟）"), example="5"),
        Column("result", "结果", ("处置结果",), required=True, example=""),
        Column("count", "件数", ("数量",), example="1"),
    )  # fmt: skip


class DrillImporter(EnteringImporter):
    """应急演练: one row a drill."""

    model, happened = Drill, "held_on"
    key = ("kind", "held_on")
    columns: ClassVar = (
        Column("kind", "类型", ("演练类型", "演练项目"), required=True, example=""),
        Column("held_on", "演练日期", ("日期", "演练时间"), required=True, example="2018-11-09"),
        Column("participants", "参加人数", ("参演人数", "人数"), required=True, example="120"),
        Column("minutes", "用时（分钟）", ("用时", "演练时长"), required=True, example="30"),
        Column("problems", "发现的问题", ("问题", "存在问题"), parse=parse.text(200), example=""),
    )  # fmt: skip
