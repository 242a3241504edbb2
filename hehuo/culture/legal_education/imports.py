"""Workbooks of legal education, materials, referrals without persons, quizzes and advisers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import cached_property
from typing import Any, ClassVar

from hehuo.culture.legal_education.models import (
    LANGUAGES,
    LAWS,
    LEAST_PEOPLE,
    AwarenessCheck,
    LegalAdviser,
    LegalReferral,
    LegalSession,
    MaterialDistribution,
)
from hehuo.culture.legal_education.services import ANSWER_WORKING_DAYS
from hehuo.culture.sheets import EVENT_COLUMNS, DatedImporter, EventImporter, several
from hehuo.org.workdays import WorkCalendar
from hehuo.workbooks import Column, parse


class LegalSessionImporter(EventImporter):
    """普法宣传: one row a session."""

    model = LegalSession
    key = ("held_on", "title")
    columns: ClassVar = (
        Column("form", "形式", ("普法形式", "宣传形式"), required=True, example="讲座"),
        Column("law_topics", "法律主题", ("主题", "普法内容"), required=True, parse=several(LAWS), example="宪法、反诈"),
        Column("lecturer_org", "宣讲单位", ("主讲单位", "单位"), required=True, example="司法所"),
        Column("audience", "对象", ("参加对象", "受众"), required=True, example="一般居民"),
        Column("has_materials", "有宣传培训资料", ("资料", "有资料"), example="是"),
        *EVENT_COLUMNS,
    )  # fmt: skip


class MaterialImporter(DatedImporter):
    """资料发放: one row a material and day."""

    model = MaterialDistribution
    key = ("handed_out_on", "title", "places")
    dated = "handed_out_on"
    columns: ClassVar = (
        Column("handed_out_on", "发放日期", ("日期", "发放时间"), required=True, example="2018-11-05"),
        Column("title", "资料名称", ("名称", "宣传资料"), required=True, example="反诈折页"),
        Column("languages", "文种或语音", ("文种", "语言"), required=True, parse=several(LANGUAGES), example="汉字、苗语语音"),
        Column("copies", "份数", ("数量", "发放份数"), required=True, example="200"),
        Column("places", "发放地点", ("地点",), required=True, example="文化广场"),
    )  # fmt: skip


class ReferralImporter(DatedImporter):
    """依法诉求引导: one row a referral, without the person."""

    model = LegalReferral
    key = ("referred_on", "category", "referred_to")
    dated = "referred_on"
    columns: ClassVar = (
        Column("referred_on", "引导日期", ("日期", "登记日期"), required=True, example="2018-11-05"),
        Column("category", "类别", ("诉求类别",), required=True, example="法律援助"),
        Column("referred_to", "转介单位", ("引导到", "受理单位"), required=True, example="法律援助中心"),
        Column("due_on", "答复期限", ("期限",), example="2018-11-26"),
    )  # fmt: skip

    @cached_property
    def calendar(self) -> WorkCalendar:
        """The city's working days, read once."""
        return WorkCalendar()

    def derive(self, values: dict[str, Any]) -> None:
        """The deadline counts working days when the sheet names none."""
        super().derive(values)
        if values.get("referred_on") and not values.get("due_on"):
            values["due_on"] = self.calendar.add_working_days(values["referred_on"], ANSWER_WORKING_DAYS).day

    def check_row(self, values: dict[str, Any]) -> Iterator[tuple[str, str, bool]]:
        """A deadline far away is asked about."""
        start, due = values.get("referred_on"), values.get("due_on")
        if start and due and due - start > timedelta(days=180):
            yield "due_on", "答复期限超过半年，请核对。", False


class AwarenessImporter(DatedImporter):
    """知晓度测评: one row a quiz."""

    model = AwarenessCheck
    key = ("checked_on", "mode")
    dated = "checked_on"
    columns: ClassVar = (
        Column("checked_on", "测评日期", ("日期",), required=True, example="2018-11-15"),
        Column("mode", "方式", ("测评方式",), required=True, example="匿名问卷"),
        Column("people", "参加人数", ("人数", "样本数"), required=True, example="30"),
        Column("questions_asked", "答题总数", ("题数",), required=True, example="300"),
        Column("answers_correct", "答对题数", ("答对数",), required=True, example="222"),
    )  # fmt: skip

    def check_row(self, values: dict[str, Any]) -> Iterator[tuple[str, str, bool]]:
        """At least twenty people."""
        people = values.get("people")
        if people is not None and people < LEAST_PEOPLE:
            yield "people", f"测评人数不少于 {LEAST_PEOPLE} 人。", True


class AdviserImporter(DatedImporter):
    """法律顾问: one row an adviser."""

    model = LegalAdviser
    key = ("name", "valid_from")
    dated = "valid_from"
    columns: ClassVar = (
        Column("name", "姓名或名称", ("姓名", "名称"), required=True, example="周律师", parse=parse.text(50)),
        Column("kind", "形式", ("类别",), required=True, example="法律顾问"),
        Column("organisation", "所在单位", ("单位",), required=True, example="律师事务所"),
        Column("public_phone", "公开电话", ("电话", "联系电话"), required=True, example="0858-0000000", parse=parse.text(20)),
        Column("service_hours", "服务时间", ("时间",), required=True, example="每周三 9:00—12:00"),
        Column("valid_from", "起", ("聘任日期", "起始日期"), required=True, example="2018-07-01"),
        Column("valid_to", "止", ("截止日期",), example=""),
    )  # fmt: skip
