"""Workbooks of practical matters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from hehuo.neighbourhood.practical_matters.models import PracticalMatter
from hehuo.workbooks import Column, Importer


class MatterImporter(Importer):
    """为民办实事: one row a matter."""

    model = PracticalMatter
    key = ("raised_on", "title")
    columns: ClassVar = (
        Column("title", "事项", ("事项名称", "实事内容", "实事名称"), required=True, example="3栋门口加装路灯"),
        Column("origin", "来源", ("事项来源",), required=True, example="院坝会"),
        Column("serves", "受益对象", ("对象",), required=True, example="楼栋"),
        Column("beneficiaries", "受益人数", ("受益人数（人）", "惠及人数"), required=True, example="120"),
        Column("responsible", "责任人", ("负责人", "经办人"), example="社区副主任"),
        Column("raised_on", "提出日期", ("登记日期", "提出时间"), required=True, example="2018-10-08"),
        Column("promised_on", "承诺时限", ("办理时限", "完成时限", "计划完成时间"), required=True, example="2018-11-08"),
        Column("cost_fen", "投入（元）", ("投入资金", "投入资金（元）", "金额"), example="3200.00"),
    )  # fmt: skip

    def derive(self, values: dict[str, Any]) -> None:
        """A matter begins when it is raised."""
        if values.get("raised_on"):
            values["occurred_on"] = values["raised_on"]

    def check_row(self, values: dict[str, Any]) -> Iterator[tuple[str, str, bool]]:
        """A promise is not older than the matter."""
        raised, promised = values.get("raised_on"), values.get("promised_on")
        if raised and promised and promised < raised:
            yield "promised_on", "承诺时限不能早于提出日期。", True
