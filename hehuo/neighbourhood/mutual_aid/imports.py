"""Workbooks of activities and of the care centre's log. The roll of children is never imported."""

from __future__ import annotations

from typing import Any, ClassVar

from hehuo.neighbourhood.mutual_aid.models import CareLog, MutualAidActivity, MutualAidOrg
from hehuo.workbooks import Column, Importer, Reference, parse
from hehuo.workbooks.entering import EnteringImporter


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


class OrgImporter(EnteringImporter):
    """互助组织: one row a group."""

    model, happened = MutualAidOrg, "set_up_on"
    key = ("name",)
    columns: ClassVar = (
        Column("kind", "类型", ("组织类型", "类别"), required=True, example=""),
        Column("name", "名称", ("组织名称",), required=True, parse=parse.text(60), example="邻里互助队"),
        Column("set_up_on", "成立日期", ("成立时间",), required=True, example="2018-07-01"),
        Column("ended_on", "停办日期", ("撤销日期",), example=""),
        Column("registration", "登记情况", ("登记备案",), required=True, example=""),
        Column("lead", "负责人", ("队长", "联系人"), required=True, parse=parse.text(50), example="张小明"),
        Column("members", "成员数", ("人数", "成员人数"), required=True, example="12"),
        Column("premises", "场地", ("场所",), parse=parse.text(60), example="社区活动室"),
        Column("rules", "章程制度", ("章程", "制度"), required=True, parse=parse.text(3000), example="自愿参加，轮流服务"),
        Column("fire_checked_on", "消防检查", ("消防检查日期",), example=""),
        Column("staff_checked", "从业人员已查询", ("从业人员查询",), example="否"),
        Column("funding", "经费来源", ("经费",), example=""),
    )  # fmt: skip
