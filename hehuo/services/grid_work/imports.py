"""Visits from the workbooks that grid members keep."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from hehuo.residents.workbook_words import HomeImporter, household_column, words
from hehuo.services.grid_work.models import WorkVisit
from hehuo.workbooks import Column

OUTCOMES = words(WorkVisit.Outcome.choices, {
    "nothing": ("无", "无诉求", "正常"), "advised": ("已解答", "宣传"), "request": ("有诉求", "已上报"), "handed": ("已转办",),
})  # fmt: skip


class VisitImporter(HomeImporter):
    """走访: one row a visit; the same household and planned day is the same visit."""

    model = WorkVisit
    key = ("household", "planned_on")
    columns: ClassVar = (
        household_column(),
        Column("planned_on", "计划日期", ("计划走访日期", "计划时间"), example="2018-11-05", note="没有计划的填走访当天"),
        Column("visited_on", "走访日期", ("走访时间", "入户日期", "入户时间"), example="2018-11-06", note="还没有走访的留空"),
        Column("outcome", "结果", ("走访结果", "办理情况"), parse=OUTCOMES, example="当场解答"),
        Column("matters", "反映的事项", ("反映问题", "诉求", "存在问题", "事项"), example="路灯不亮"),
    )  # fmt: skip

    def derive(self, values: dict[str, Any]) -> None:
        """A visit that was made is done; without a plan the day itself is its plan."""
        if values.get("visited_on"):
            values["planned_on"] = values.get("planned_on") or values["visited_on"]
            values["state"] = WorkVisit.State.DONE
        values["occurred_on"] = values.get("visited_on") or values.get("planned_on")

    def check_row(self, values: dict[str, Any]) -> Iterator[tuple[str, str, bool]]:
        """A day is needed, and what came of a visit that was made."""
        if not values.get("planned_on"):
            yield "planned_on", "请填写计划日期或走访日期。", True
        if values.get("visited_on") and not values.get("outcome"):
            yield "outcome", "已走访的请填写结果。", True
