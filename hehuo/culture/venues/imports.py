"""Workbooks of venues, opening days, instructors and committee members."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar

from hehuo.culture.sheets import DatedImporter
from hehuo.culture.venues.models import ActivityCommittee, CommitteeMember, Instructor, Venue, VenueOpening
from hehuo.culture.venues.services import announced_minutes, state_of
from hehuo.records.choices import open_to
from hehuo.workbooks import Column, Reference, parse
from hehuo.workbooks.clock import clock
from hehuo.workbooks.entering import EnteringImporter


class VenueImporter(DatedImporter):
    """馆室场所: one row a venue."""

    model = Venue
    key = ("name",)
    dated = "opened_on"
    columns: ClassVar = (
        Column("name", "名称", ("场所名称",), required=True, example="多功能活动室", parse=parse.text(60)),
        Column("kind", "类型", ("场所类型",), required=True, example="多功能活动室"),
        Column("also_kind", "兼作", (), example=""),
        Column("ownership", "归属", ("权属",), required=True, example="自有"),
        Column("distance_metres", "步行距离（米）", ("距离",), example="", note="共享的必填"),
        Column("area_m2", "面积（平方米）", ("面积",), required=True, example="120"),
        Column("capacity", "容纳人数", ("容量",), required=True, example="100"),
        Column("equipment", "设备或藏书", ("设备", "藏书"), example="藏书 2000 册"),
        Column("open_days", "开放日", ("开放日期",), example="每天"),
        Column("opens_at", "开门时间", ("开放时间起",), required=True, example="09:00", parse=clock),
        Column("closes_at", "关门时间", ("开放时间止",), required=True, example="17:00", parse=clock),
        Column("hours_announced_on", "开放时间公布日期", ("公布日期",), example="2018-07-02"),
        Column("manager", "管理员", ("负责人",), required=True, example="王管理"),
        Column("opened_on", "启用日期", ("启用时间",), required=True, example="2018-06-15"),
    )  # fmt: skip


class OpeningImporter(DatedImporter):
    """开放台账: one row a venue and day."""

    model = VenueOpening
    key = ("venue", "opening_on")
    dated = "opening_on"
    columns: ClassVar = (
        Column("venue", "场所", ("场所名称", "馆室"), required=True, parse=Reference(Venue, "name"), example="图书室"),
        Column("opening_on", "日期", ("开放日期",), required=True, example="2018-11-05"),
        Column("planned_minutes", "公布开放（分钟）", ("计划开放",), example="480", note="不填按场所公布的时间"),
        Column("actual_minutes", "实际开放（分钟）", ("实际开放",), example="480", note="没有开放的填 0 并写原因"),
        Column("visits", "到馆人次", ("人次",), example="35"),
        Column("loans", "借阅册次", ("借阅",), example="6"),
        Column("closure_reason", "未开放原因", ("原因",), example=""),
    )  # fmt: skip

    @cached_property
    def venues(self) -> dict[int, Venue]:
        """Venues that the user may see, by key."""
        return {venue.pk: venue for venue in open_to(self.user, Venue)}

    def derive(self, values: dict[str, Any]) -> None:
        """The announced minutes, and what the day came to."""
        super().derive(values)
        venue = self.venues.get(values.get("venue") or 0)
        if venue is not None and values.get("planned_minutes") is None:
            values["planned_minutes"] = announced_minutes(venue)
        values["state"] = state_of(values.get("actual_minutes"))


class InstructorImporter(DatedImporter):
    """指导员: one row an instructor and kind."""

    model = Instructor
    key = ("name", "kind")
    dated = "appointed_on"
    columns: ClassVar = (
        Column("name", "姓名", ("指导员",), required=True, example="张老师"),
        Column("kind", "类别", ("指导员类别",), required=True, example="社会体育指导员"),
        Column("certificate_level", "证书等级", ("等级",), example="三级"),
        Column("certificate_no", "证书编号", ("证书",), example="TY-0001", parse=parse.text(40)),
        Column("appointed_on", "聘任日期", ("聘任时间",), required=True, example="2018-08-01"),
        Column("ended_on", "解聘日期", (), example=""),
    )  # fmt: skip


class MemberImporter(DatedImporter):
    """活动委员会成员: one row a member."""

    model = CommitteeMember
    key = ("committee", "name")
    dated = "consented_on"
    columns: ClassVar = (
        Column("committee", "委员会", ("活动委员会",), required=True, parse=Reference(ActivityCommittee, "name"), example="活动委员会"),
        Column("name", "姓名", ("成员",), required=True, example="李大姐"),
        Column("origin", "来自", ("身份",), required=True, example="搬迁群众"),
        Column("duty", "职务或分工", ("分工",), required=True, example="广场舞"),
        Column("consented_on", "本人同意日期", ("同意日期",), example="2018-08-18"),
    )  # fmt: skip


class CommitteeImporter(EnteringImporter):
    """活动委员会: one row a committee and term."""

    model, happened = ActivityCommittee, "chosen_on"
    key = ("name", "chosen_on")
    columns: ClassVar = (
        Column("name", "名称", ("委员会名称",), required=True, parse=parse.text(60), example="文体活动委员会"),
        Column("method", "产生方式", ("选举方式",), required=True, example=""),
        Column("chosen_on", "产生日期", ("选举日期", "成立日期"), required=True, example="2018-07-01"),
        Column("ends_on", "任期截止", ("任期至",), example=""),
        Column("duties", "分工", ("职责分工", "职责"), required=True, parse=parse.text(300), example="主任统筹，委员分管文艺、体育"),
    )  # fmt: skip
