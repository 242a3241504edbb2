"""巡逻队伍, 路线 and 记录 from workbooks."""

from __future__ import annotations

from typing import ClassVar

from hehuo.safety.patrols.models import PatrolRecord, PatrolRoute, PatrolTeam
from hehuo.workbooks import Column, Reference, parse
from hehuo.workbooks.clock import clock
from hehuo.workbooks.entering import EnteringImporter


class TeamImporter(EnteringImporter):
    """巡逻队伍: one row a team."""

    model, happened = PatrolTeam, "set_up_on"
    key = ("name",)
    columns: ClassVar = (
        Column("name", "队伍名称", ("队伍", "巡逻队"), required=True, parse=parse.text(60), example="义务巡逻队"),
        Column("kind", "类型", ("队伍类型",), required=True, example=""),
        Column("members", "人数", ("队员人数", "成员数"), required=True, example="8"),
        Column("leader", "队长", ("负责人",), required=True, parse=parse.text(50), example="张小明"),
        Column("set_up_on", "组建日期", ("成立日期", "组建时间"), required=True, example="2018-07-01"),
        Column("disbanded_on", "解散日期", (), example=""),
    )  # fmt: skip


class RouteImporter(EnteringImporter):
    """巡逻路线: one row a route."""

    model, happened = PatrolRoute, "valid_from"
    key = ("name",)
    columns: ClassVar = (
        Column("team", "队伍", ("队伍名称", "巡逻队"), required=True, parse=Reference(PatrolTeam, "name"), example="义务巡逻队"),
        Column("name", "路线名称", ("路线", "巡逻路线"), required=True, parse=parse.text(60), example="东区夜巡"),
        Column("slot", "时段", ("巡逻时段",), required=True, example=""),
        Column("points", "点位数", ("点位", "巡逻点数"), required=True, example="6"),
        Column("times_a_week", "每周次数", ("每周巡逻次数",), required=True, example="7"),
        Column("valid_from", "启用日期", (), required=True, example="2018-07-01"),
        Column("valid_to", "停用日期", (), example=""),
    )  # fmt: skip


class PatrolImporter(EnteringImporter):
    """巡逻记录: one row a route and day."""

    model, happened = PatrolRecord, "planned_on"
    key = ("route", "planned_on")
    columns: ClassVar = (
        Column("route", "路线", ("路线名称", "巡逻路线"), required=True, parse=Reference(PatrolRoute, "name"), example="东区夜巡"),
        Column("planned_on", "计划日期", ("日期", "巡逻日期"), required=True, example="2018-11-05"),
        Column("started_at", "开始时间", ("出发时间",), parse=clock, example="20:00"),
        Column("ended_at", "结束时间", ("返回时间",), parse=clock, example="21:30"),
        Column("points_checked", "已查点位", ("检查点位数",), example="6"),
        Column("hazards_found", "发现隐患", ("隐患数",), example="0"),
        Column("called_110", "是否报警", ("报警",), example="否"),
        Column("missed_reason", "未巡逻（取消）原因", ("未巡逻原因", "取消原因"), parse=parse.text(120), example=""),
    )  # fmt: skip
