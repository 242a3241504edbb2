"""Workbooks of activities and of the care centre's log. The roll of children is never imported."""

from __future__ import annotations

from typing import Any, ClassVar

from hehuo.neighbourhood.mutual_aid.models import CareLog, MutualAidActivity, MutualAidOrg
from hehuo.workbooks import Column, Importer, Reference


class ActivityImporter(Importer):
    """互助服务: one row an occasion."""

    model = MutualAidActivity
    key = ("org", "served_on", "service")
    columns: ClassVar = (
        Column("org", "组织", ("组织名称", "互助组织"), required=True, parse=Reference(MutualAidOrg, "name"), example="邻里互助组"),
        Column("served_on", "日期", ("服务日期", "活动时间", "时间"), required=True, example="2018-11-05"),
        Column("service", "服务", ("服务内容", "服务类型"), required=True, example="陪诊"),
        Column("households_served", "服务户数", ("户数",), required=True, example="6"),
        Column("hours", "时长（小时）", ("服务时长", "时长"), required=True, example="2"),
        Column("volunteers", "志愿者数", ("志愿者人数",), required=True, example="4"),
        Column("feedback", "群众评价（1—5）", ("群众评价", "反馈"), example="5"),
    )  # fmt: skip

    def derive(self, values: dict[str, Any]) -> None:
        """An activity happened on its day."""
        if values.get("served_on"):
            values["occurred_on"] = values["served_on"]


class LogImporter(Importer):
    """照料看护日志: one row a day."""

    model = CareLog
    key = ("org", "day")
    columns: ClassVar = (
        Column("org", "中心", ("中心名称", "组织"), required=True, parse=Reference(MutualAidOrg, "name"), example="老人日间照料中心"),
        Column("day", "日期", ("时间",), required=True, example="2018-11-05"),
        Column("opened", "开放", ("是否开放",), required=True, example="是"),
        Column("closed_why", "未开放原因", ("原因",), example=""),
        Column("elders", "老人数", ("老人",), example="18"),
        Column("pupils", "学生数", ("学生",), example="0"),
        Column("staff_on_duty", "在岗人数", ("在岗",), required=True, example="2"),
        Column("meals", "供餐（份）", ("供餐",), example="16"),
    )  # fmt: skip

    def derive(self, values: dict[str, Any]) -> None:
        """A log is of its day."""
        if values.get("day"):
            values["occurred_on"] = values["day"]
