"""Workbooks of stops and of trips kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from hehuo.services.transit.models import BusDay, BusLine, BusStop
from hehuo.workbooks import Column, Importer, Reference, parse


class StopImporter(Importer):
    """公交站点: one row a stop."""

    model = BusStop
    key = ("code",)
    columns: ClassVar = (
        Column("code", "站点编号", ("编号", "站点编码"), required=True, parse=parse.text(20), example="S01"),
        Column("name", "站名", ("站点名称", "名称"), required=True, parse=parse.text(40), example="安置点北门"),
        Column("distance_m", "到大门距离（米）", ("距离", "站点距离"), example="180"),
        Column("lat", "纬度", ("站点纬度",), example="26.59412"),
        Column("lon", "经度", ("站点经度",), example="104.83021"),
    )  # fmt: skip


class BusDayImporter(Importer):
    """班次兑现: one row a line and day, as operators report."""

    model = BusDay
    key = ("line", "ran_on")
    columns: ClassVar = (
        Column("line", "线路", ("线路名称", "公交线路"), required=True, parse=Reference(BusLine, "route"), example="8路"),
        Column("ran_on", "日期", ("运行日期", "营运日期"), required=True, example="2018-11-05"),
        Column("planned", "计划班次", ("计划车次", "应发班次"), required=True, example="24"),
        Column("kept", "实际班次", ("实际车次", "实发班次", "完成班次"), required=True, example="23"),
        Column("note", "说明", ("备注", "未完成原因"), example="大雾停运 1 班"),
    )  # fmt: skip

    def derive(self, values: dict[str, Any]) -> None:
        """The row happened on its day."""
        if values.get("ran_on"):
            values["occurred_on"] = values["ran_on"]

    def check_row(self, values: dict[str, Any]) -> Iterator[tuple[str, str, bool]]:
        """No more trips than were planned."""
        planned, kept = values.get("planned"), values.get("kept")
        if planned is not None and kept is not None and kept > planned:
            yield "kept", "实际班次不能多于计划班次；加开的班次写在说明里。", True
