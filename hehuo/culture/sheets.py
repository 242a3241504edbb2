"""Workbooks of this context: cells with a time or several words, and what every event's sheet has in common."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any, ClassVar

from hehuo.culture.venues.models import Venue
from hehuo.culture.words import WordsOf, words_in
from hehuo.records.choices import open_to
from hehuo.workbooks import Column, Importer, Reference, parse
from hehuo.workbooks.clock import clock


def several(allowed: WordsOf) -> Any:
    """A cell with several words of a list, kept with “、” between them."""

    def read(value: Any) -> str:
        found = words_in(parse.plain_text(value))
        unknown = [word for word in found if word not in allowed.allowed]
        if unknown or not found:
            raise parse.Wrong(f"只能填：{'、'.join(allowed.allowed)}；几个的用顿号分开。")
        return "、".join(found)

    return read


class DatedImporter(Importer):
    """A row happened on the day named in `dated`."""

    dated: ClassVar[str] = ""

    def derive(self, values: dict[str, Any]) -> None:
        """The day of the row is its own date."""
        if values.get(self.dated):
            values["occurred_on"] = values[self.dated]


EVENT_COLUMNS = (
    Column("held_on", "日期", ("活动日期", "培训日期", "开展日期", "时间"), required=True, example="2018-11-05"),
    Column("title", "名称", ("活动名称", "培训名称", "题目", "内容"), required=True, example="家风家训分享会", parse=parse.text(80)),
    Column("starts_at", "开始时间", ("起始时间",), required=True, example="19:00", parse=clock),
    Column("ends_at", "结束时间", ("截止时间",), required=True, example="20:30", parse=clock),
    Column("venue", "场所", ("活动场所", "场所名称", "场地"), parse=Reference(Venue, "name"), example="多功能活动室",
           note="填已登记的场所名称；不在场所内的填“其他地点”"),
    Column("place", "其他地点", ("地点", "活动地点"), example=""),
    Column("headcount_declared", "参加人数", ("人数", "参与人数", "参训人数"), required=True, example="45"),
    Column("over_full", "超员说明", ("超员原因",), example="", parse=parse.text(100), note="超过场所容纳人数时必填"),
    Column("sign_in_mode", "签到方式", ("签到",), example="纸质签到"),
    Column("has_sign_in", "有签到记录", ("有签到", "签到表"), example="是"),
    Column("has_pictures", "有图片", ("图片", "有照片", "照片"), example="否", note="不要求"),
)  # fmt: skip


class EventImporter(DatedImporter):
    """An event: its venue holds the people and is open that day."""

    dated = "held_on"

    @cached_property
    def venues(self) -> dict[int, Venue]:
        """Venues that the user may see, by key."""
        return {venue.pk: venue for venue in open_to(self.user, Venue)}

    def check_row(self, values: dict[str, Any]) -> Iterator[tuple[str, str, bool]]:
        """A place; not more people than it holds, unless it is said how."""
        venue, day = self.venues.get(values.get("venue") or 0), values.get("held_on")
        if venue is None:
            if not values.get("place"):
                yield "place", "请填写场所，或写明其他地点。", True
            return
        if (values.get("headcount_declared") or 0) > venue.capacity and not values.get("over_full"):
            told = f"超过场所容纳人数（{venue.capacity} 人），请核对；确实来了这么多人的，请填“超员说明”。"
            yield "headcount_declared", told, True
        if day and (day < venue.opened_on or (venue.closed_on and day >= venue.closed_on)):
            yield "venue", "这个场所当天没有启用，请核对日期或场所。", True
