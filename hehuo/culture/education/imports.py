"""Workbooks of plans, sessions and theme activities."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from functools import cached_property
from typing import Any, ClassVar

from hehuo.culture.education.models import (
    VIRTUES,
    EducationPlan,
    EducationSession,
    EducationVenue,
    ThemeActivity,
)
from hehuo.culture.education.services import save_hall
from hehuo.culture.holding import LONGEST, SHORTEST
from hehuo.culture.sheets import EVENT_COLUMNS, DatedImporter, EventImporter, several
from hehuo.culture.venues.models import Venue
from hehuo.records.choices import open_to
from hehuo.workbooks import Column, Reference, parse
from hehuo.workbooks.entering import EnteringImporter


class PlanImporter(DatedImporter):
    """年度计划: one row a hall and year."""

    model = EducationPlan
    key = ("lecture_hall", "year")
    dated = "starts_on"
    columns: ClassVar = (
        Column("lecture_hall", "讲习场所", ("场所", "讲堂"), required=True, parse=Reference(EducationVenue, "name"), example="道德讲堂"),
        Column("year", "年度", ("年份",), required=True, example="2018"),
        Column("title", "计划名称", ("名称",), required=True, example="2018年道德讲堂计划"),
        Column("sessions_planned", "计划场次", ("场次",), required=True, example="12"),
        Column("starts_on", "起始日期", ("开始日期",), required=True, example="2018-07-01"),
        Column("ends_on", "截止日期（含）", ("截止日期", "结束日期"), required=True, example="2018-12-31"),
    )  # fmt: skip


class SessionImporter(EventImporter):
    """教育培训: one row a session."""

    model = EducationSession
    key = ("held_on", "lecture_hall", "title")
    columns: ClassVar = (
        Column("lecture_hall", "讲习场所", ("讲堂", "系列"), required=True, parse=Reference(EducationVenue, "name"), example="道德讲堂"),
        Column("topic", "主题", ("培训主题", "类别"), required=True, example="家庭美德"),
        Column("lecturer", "主讲人", ("授课人", "讲师"), required=True, example="吴老师"),
        Column("lecturer_org", "主讲人单位", ("单位",), required=True, example="镇中学"),
        Column("has_lesson", "有教案（讲稿）", ("教案", "讲稿", "有教案"), example="是"),
        *EVENT_COLUMNS,
    )  # fmt: skip

    @cached_property
    def halls(self) -> dict[int, EducationVenue]:
        """Halls that the user may see, by key."""
        return {hall.pk: hall for hall in open_to(self.user, EducationVenue)}

    def derive(self, values: dict[str, Any]) -> None:
        """The series is the hall's."""
        super().derive(values)
        hall = self.halls.get(values.get("lecture_hall") or 0)
        if hall is not None:
            values["series"] = hall.kind

    def check_row(self, values: dict[str, Any]) -> Iterator[tuple[str, str, bool]]:
        """In use that day, 20 minutes to 4 hours."""
        yield from super().check_row(values)
        hall, day = self.halls.get(values.get("lecture_hall") or 0), values.get("held_on")
        ended = min((d for d in (hall.paused_on, hall.closed_on) if d), default=None) if hall else None
        if hall and day and (day < hall.opened_on or (ended and day >= ended)):
            yield "lecture_hall", "这个讲习场所当天没有使用，请核对日期。", True
        start, end = values.get("starts_at"), values.get("ends_at")
        if start and end and end > start:
            some_day = date(2000, 1, 1)
            span = datetime.combine(some_day, end) - datetime.combine(some_day, start)
            if not SHORTEST <= span.total_seconds() / 60 <= LONGEST:
                yield "ends_at", "一场培训应在 20 分钟到 4 小时之间，请核对时间。", True


class ThemeImporter(EventImporter):
    """主题实践活动: one row an activity."""

    model = ThemeActivity
    key = ("held_on", "title")
    columns: ClassVar = (
        Column("virtues", "美德主题", ("主题",), required=True, parse=several(VIRTUES), example="诚实守信、遵守规矩"),
        Column("form", "活动形式", ("形式",), required=True, example="故事会"),
        Column("mix", "社区内外参与", ("参与范围",), example="社区内外共同参加"),
        Column("has_materials", "有活动资料", ("资料", "有资料"), example="是"),
        *EVENT_COLUMNS,
    )  # fmt: skip


class HallImporter(EnteringImporter):
    """讲习场所: one row a hall."""

    model, save = EducationVenue, staticmethod(save_hall)
    key = ("name",)
    columns: ClassVar = (
        Column("kind", "类型", ("场所类型", "类别"), required=True, example=""),
        Column("name", "名称", ("讲习场所", "场所名称"), required=True, parse=parse.text(60), example="新时代农民讲习所"),
        Column("venue", "场所", ("所在场所", "馆室"), required=True, parse=Reference(Venue, "name"), example="多功能活动室", note="先登记馆室场所"),
        Column("host", "主办", ("主办单位",), required=True, example=""),
        Column("responsible", "负责人", ("联系人",), required=True, parse=parse.text(50), example="张小明"),
        Column("opened_on", "设立日期", ("成立日期", "启用日期"), required=True, example="2018-07-01"),
    )  # fmt: skip
