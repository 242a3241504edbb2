"""Workbooks of what was done with the covenant."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Any, ClassVar

from hehuo.neighbourhood.covenants.models import CovenantPractice, ResidentCovenant
from hehuo.workbooks import Column, Importer, Reference


class PracticeImporter(Importer):
    """居规民约践行: one row an occasion."""

    model = CovenantPractice
    key = ("held_on", "kind", "place")
    columns: ClassVar = (
        Column("covenant", "居规民约", ("居规民约名称", "约定名称"), required=True, parse=Reference(ResidentCovenant, "title"), example="居规民约"),
        Column("held_on", "日期", ("开展日期", "时间", "活动时间"), required=True, example="2018-11-05"),
        Column("kind", "类型", ("活动类型", "形式"), required=True, example="宣传"),
        Column("place", "地点", ("活动地点",), required=True, example="1栋广场"),
        Column("audience", "受众人数", ("参加人数", "人数"), required=True, example="60"),
        Column("clauses", "涉及条款", ("条款",), required=True, example="第三条"),
        Column("outcome", "结果", ("效果", "备注"), example="群众表示支持"),
        Column("staff", "经办人", ("登记人员", "负责人"), required=True, example="社区工作人员"),
    )  # fmt: skip

    def derive(self, values: dict[str, Any]) -> None:
        """The row happened on its day."""
        if values.get("held_on"):
            values["occurred_on"] = values["held_on"]

    @cached_property
    def _published(self) -> dict[int, date]:
        rows = ResidentCovenant.objects.visible_to(self.user).filter(published_on__isnull=False)
        return dict(rows.values_list("pk", "published_on"))

    def check_row(self, values: dict[str, Any]) -> Iterator[tuple[str, str, bool]]:
        """The covenant was in force on the day."""
        covenant, day = values.get("covenant"), values.get("held_on")
        if covenant and day and (covenant not in self._published or day < self._published[covenant]):
            yield "held_on", "这一天居规民约还没有公布，请核对日期。", True
