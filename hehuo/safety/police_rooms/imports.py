"""警务室 and 警务服务记录 from workbooks."""

from __future__ import annotations

from typing import ClassVar

from hehuo.safety.police_rooms.models import PoliceRoom, PoliceService
from hehuo.workbooks import Column, Reference, parse
from hehuo.workbooks.entering import EnteringImporter


class RoomImporter(EnteringImporter):
    """警务室: one row a room, or the station that covers the settlement."""

    model, happened = PoliceRoom, "opened_on"
    key = ("name",)
    columns: ClassVar = (
        Column("kind", "形式", ("警务形式", "类型"), required=True, example=""),
        Column("name", "名称", ("警务室名称",), required=True, parse=parse.text(60), example="幸福家园警务室"),
        Column("station", "所属派出所", ("派出所",), required=True, parse=parse.text(60), example="双水派出所"),
        Column("officer", "责任民警", ("民警", "社区民警"), parse=parse.text(50), example="王警官"),
        Column("auxiliaries", "辅警人数", ("辅警数",), example="2"),
        Column("opening_hours", "开放时间", ("服务时间",), required=True, parse=parse.text(60), example="全天"),
        Column("public_phone", "公开电话", ("联系电话", "电话"), required=True, parse=parse.text(20), example="0858-8220110"),
        Column("response_minutes", "到达时间（分钟）", ("出警时间（分钟）", "到达时间"), required=True, example="5"),
        Column("opened_on", "设立日期", ("设立时间", "启用日期"), required=True, example="2018-07-01"),
        Column("closed_on", "撤销日期", (), example=""),
    )  # fmt: skip


class ServiceImporter(EnteringImporter):
    """警务服务记录: one row a room, service and day."""

    model, happened = PoliceService, "served_on"
    key = ("room", "kind", "served_on")
    columns: ClassVar = (
        Column("room", "警务室", ("警务室名称",), required=True, parse=Reference(PoliceRoom, "name"), example="幸福家园警务室"),
        Column("kind", "服务内容", ("服务类型", "服务事项"), required=True, example=""),
        Column("served_on", "服务日期", ("日期", "服务时间"), required=True, example="2018-11-05"),
        Column("people_served", "服务人次", ("人次", "服务人数"), example="12"),
    )  # fmt: skip
