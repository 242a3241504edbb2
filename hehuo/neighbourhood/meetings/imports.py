"""Workbooks of courtyard and residents' meetings."""

from __future__ import annotations

from typing import Any, ClassVar

from hehuo.neighbourhood.meetings.models import CourtyardMeeting, ResidentsMeeting
from hehuo.workbooks import Column, Importer


class MeetingImporter(Importer):
    """居民会议: one row a meeting."""

    model = ResidentsMeeting
    key = ("held_on", "kind")
    columns: ClassVar = (
        Column("kind", "会议形式", ("会议类型", "形式"), required=True, example="户代表"),
        Column("notice_on", "通知日期", ("通知时间",), required=True, example="2018-10-20"),
        Column("held_on", "召开日期", ("会议日期", "召开时间", "会议时间"), required=True, example="2018-11-05"),
        Column("place", "地点", ("会议地点",), required=True, example="居民活动室"),
        Column("eligible_count", "应到人数", ("应到",), required=True, example="300"),
        Column("present_count", "实到人数", ("实到",), required=True, example="210"),
        Column("women_present", "女性人数", ("女性",), required=True, example="96"),
        Column("agenda", "议题", ("会议议题", "主要内容"), required=True, example="审议居规民约"),
        Column("votes_for", "赞成", ("赞成票",), example="200"),
        Column("votes_against", "反对", ("反对票",), example="4"),
        Column("votes_abstain", "弃权", ("弃权票",), example="6"),
        Column("minutes", "会议记录", ("记录", "会议内容"), required=True, example="会议由书记主持"),
    )  # fmt: skip

    def derive(self, values: dict[str, Any]) -> None:
        """A meeting happened on its day."""
        if values.get("held_on"):
            values["occurred_on"] = values["held_on"]


class YardImporter(Importer):
    """院坝会: one row a meeting."""

    model = CourtyardMeeting
    key = ("held_on", "place")
    columns: ClassVar = (
        Column("held_on", "日期", ("召开日期", "时间", "会议时间"), required=True, example="2018-11-05"),
        Column("place", "地点", ("会议地点", "院坝"), required=True, example="3栋院坝"),
        Column("convener", "召集人", ("主持人",), required=True, example="社区书记"),
        Column("attendees", "参加人数", ("到会人数", "人数"), required=True, example="45"),
        Column("topic_kind", "议题类别", ("类别",), required=True, example="热点"),
        Column("topics", "议题", ("会议议题", "主要议题"), required=True, example="路灯和停车"),
        Column("answered_there", "现场答复", ("答复",), example="路灯本周修好"),
        Column("feedback_due_on", "反馈期限", ("答复期限",), example="2018-11-20"),
    )  # fmt: skip

    def derive(self, values: dict[str, Any]) -> None:
        """A meeting happened on its day."""
        if values.get("held_on"):
            values["occurred_on"] = values["held_on"]
