"""Workbooks of requests, as communities and the 12345 line hand them on."""

from __future__ import annotations

from typing import Any, ClassVar

from hehuo.neighbourhood.requests.models import ResidentRequest
from hehuo.neighbourhood.requests.services import give_numbers
from hehuo.org.models import Building
from hehuo.workbooks import Column, Importer, Reference


class RequestImporter(Importer):
    """居民诉求: one row a request; the number is given here."""

    model = ResidentRequest
    key = ("reported_on", "category", "content")
    columns: ClassVar = (
        Column("channel", "渠道", ("来源", "反映渠道"), required=True, example="电话"),
        Column("anonymous", "匿名", ("是否匿名",), example="否"),
        Column("callback_phone", "回访电话", ("联系电话", "反映人电话"), example="13985800000"),
        Column("category", "类别", ("诉求类别", "诉求类型"), required=True, example="物业设施"),
        Column("urgency", "紧急程度", ("缓急",), example="一般"),
        Column("level", "难易", ("办理时限类别",), example="一般（7 个工作日）"),
        Column("building", "楼栋", ("楼栋号",), parse=Reference(Building, "number"), example="1"),
        Column("place", "地点", ("位置",), example="单元门口"),
        Column("content", "内容", ("诉求内容", "反映内容"), required=True, example="单元门口路灯不亮"),
        Column("reported_on", "上报日期", ("反映时间", "登记日期", "受理日期"), required=True, example="2018-11-05"),
    )  # fmt: skip

    def derive(self, values: dict[str, Any]) -> None:
        """A request happened when it was reported."""
        if values.get("reported_on"):
            values["occurred_on"] = values["reported_on"]

    def after_write(self, created_ids: range, changed_ids: list[int]) -> None:
        """New requests get their numbers and the day by which they must be accepted."""
        give_numbers(created_ids)
