"""Workbooks of stops and of trips kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time
from itertools import pairwise
from typing import Any, ClassVar

from hehuo.residents.workbook_words import words
from hehuo.services.transit.models import BusDay, BusLine, BusStop, Departure, LineStop, RoadLink
from hehuo.workbooks import Column, Importer, Reference, parse
from hehuo.workbooks.clock import clock
from hehuo.workbooks.entering import EnteringImporter
from hehuo.workbooks.shapes import Row

LINE_KIND = words(BusLine.Kind.choices, {"city": ("公交",), "rural": ("班线", "农村客运")})
DAYS = words(
    Departure.Days.choices,
    {"daily": ("每日", "全周"), "weekdays": ("工作日", "周一至五"), "weekends": ("周末", "双休日")},
)


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


class RoadImporter(EnteringImporter):
    """进出道路: one row a road."""

    model, happened = RoadLink, "valid_from"
    key = ("name",)
    columns: ClassVar = (
        Column("name", "道路名称", ("路名", "名称"), required=True, parse=parse.text(60), example="安置点进场路"),
        Column("kind", "类型", ("道路类型", "道路等级", "等级"), required=True, example="城市道路"),
        Column("joins", "连接到", ("接入道路", "连接道路"), required=True, parse=parse.text(60), example="双水大道"),
        Column("length_m", "长度（米）", ("长度", "里程（米）"), example="800"),
        Column("hardened", "路面已硬化", ("是否硬化", "路面硬化"), example="是"),
        Column("valid_from", "通车日期", ("通车时间", "建成时间"), required=True, example="2018-06-01"),
        Column("valid_to", "中断（停用）日期", ("中断日期", "停用日期"), example=""),
    )  # fmt: skip


class LineImporter(EnteringImporter):
    """公交线路: one row a line, as bus companies list them."""

    model, happened = BusLine, "valid_from"
    key = ("route",)
    columns: ClassVar = (
        Column("route", "线路", ("线路名称", "线路号", "公交线路"), required=True, parse=parse.text(20), example="8路"),
        Column("kind", "类型", ("线路类型",), required=True, parse=LINE_KIND, example="城市公交"),
        Column("ends", "起讫点", ("起止点", "起讫站点", "首末站"), required=True, parse=parse.text(60), example="安置点—客运站"),
        Column("operator", "运营单位", ("公交公司", "运营公司", "经营单位"), required=True, parse=parse.text(60), example="水城公交公司"),
        Column("permit_no", "线路许可", ("许可证号", "线路许可编号"), example=""),
        Column("first_run", "首班", ("首班时间", "首班车"), required=True, parse=clock, example="6:40"),
        Column("last_run", "末班", ("末班时间", "末班车"), required=True, parse=clock, example="19:30"),
        Column("headway_minutes", "间隔（分钟）", ("发车间隔", "班次间隔"), example="15"),
        Column("valid_from", "开通日期", ("开通时间", "开行日期"), required=True, example="2018-08-01"),
        Column("valid_to", "停运日期", ("停运时间", "停开日期"), example=""),
    )  # fmt: skip


LINE = Column(
    "line",
    "线路",
    ("线路名称", "线路号", "公交线路"),
    required=True,
    parse=Reference(BusLine, "route"),
    example="8路",
    note="先登记公交线路",
)


class LineStopImporter(EnteringImporter):
    """线路站点: one row a line and stop, in order; the bus never gets earlier on its way."""

    model = LineStop
    key = ("line", "stop_no")
    columns: ClassVar = (
        LINE,
        Column("stop_no", "站序", ("序", "站次", "顺序"), required=True, parse=parse.integer(1), example="1"),
        Column("stop", "站点编号", ("站点编码", "站点"), required=True, parse=Reference(BusStop, "code"), example="S01", note="先登记公交站点"),
        Column("minutes", "距首站（分钟）", ("到站分钟", "运行时间（分钟）", "行驶时间"), required=True, example="0"),
    )  # fmt: skip

    def _match(self, rows: list[Row]) -> None:
        super()._match(rows)
        ways: dict[int, dict[int, tuple[int, Row | None]]] = {}
        known = LineStop.objects.live().filter(line__in={row.values["line"] for row in rows})
        for line, number, minutes in known.values_list("line", "stop_no", "minutes"):
            ways.setdefault(line, {})[number] = (minutes, None)
        for row in rows:
            ways.setdefault(row.values["line"], {})[row.values["stop_no"]] = (row.values["minutes"], row)
        for way in ways.values():
            order = sorted(way)
            for before, number in pairwise(order):
                (earlier, _), (minutes, row) = way[before], way[number]
                row = row or way[before][1]
                if row is not None and minutes < earlier:
                    self._problem(
                        row.number, "minutes", row.values["minutes"],
                        f"第 {number} 站（{minutes} 分钟）比第 {before} 站（{earlier} 分钟）还早，请核对站序和时间。",
                    )  # fmt: skip


class DepartureImporter(EnteringImporter):
    """公交时刻: one row a departure from the first stop."""

    model = Departure
    key = ("line", "departs_at", "days")
    columns: ClassVar = (
        LINE,
        Column("departs_at", "发车时间", ("发车时刻", "时刻", "发车"), required=True, parse=clock, example="6:40"),
        Column("days", "运行日", ("运行日期", "开行日"), parse=DAYS, example="每天"),
    )  # fmt: skip

    def derive(self, values: dict[str, Any]) -> None:
        """A bus runs every day unless told otherwise."""
        values["days"] = values.get("days") or Departure.Days.DAILY

    def check_row(self, values: dict[str, Any]) -> Iterator[tuple[str, str, bool]]:
        """Between the first and the last bus of its line."""
        line = self._lines().get(values["line"])
        if line and not line[0] <= values["departs_at"] <= line[1]:
            yield (
                "departs_at",
                f"不在这条线路的首班 {line[0]:%H:%M} 和末班 {line[1]:%H:%M} 之间，请核对。",
                True,
            )

    def _lines(self) -> dict[int, tuple[time, time]]:
        if not hasattr(self, "_runs"):
            rows = BusLine.objects.visible_to(self.user).values_list("pk", "first_run", "last_run")
            self._runs = {pk: (first, last) for pk, first, last in rows}
        return self._runs
