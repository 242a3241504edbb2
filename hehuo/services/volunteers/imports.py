"""Workbooks of planned volunteer activities."""

from __future__ import annotations

from typing import Any, ClassVar

from hehuo.services.volunteers.models import VolunteerActivity
from hehuo.workbooks import Column, Importer, parse


class ActivityImporter(Importer):
    """公益志愿活动: one row an activity; those with people counted have been held."""

    model = VolunteerActivity
    key = ("held_on", "title")
    columns: ClassVar = (
        Column("held_on", "活动日期", ("活动时间", "日期"), required=True, example="2018-11-10"),
        Column("title", "活动名称", ("名称", "活动主题"), required=True, parse=parse.text(60), example="冬日义诊"),
        Column("organiser", "组织单位", ("主办单位", "组织者"), required=True, example="志愿队"),
        Column("kind", "类别", ("活动类别", "服务类别"), required=True, parse=parse.text(40), example="义诊"),
        Column("place", "地点", ("活动地点",), required=True, example="中心广场"),
        Column("open_to_all", "新老居民都可以参加", ("面向新老居民",), example="是"),
        Column("relocated_count", "搬迁群众人数", ("搬迁群众参加人数",), example="40", note="还没举办的留空"),
        Column("local_count", "原住民人数", ("原住民参加人数",), example="12"),
        Column("volunteers", "志愿者人数", ("志愿者",), example="8"),
        Column("hours", "服务时长（小时）", ("服务时长", "时长"), example="3"),
    )  # fmt: skip

    def derive(self, values: dict[str, Any]) -> None:
        """An activity with people has been held."""
        if values.get("relocated_count") or values.get("local_count"):
            values["state"] = VolunteerActivity.State.HELD
        if values.get("held_on"):
            values["occurred_on"] = values["held_on"]
