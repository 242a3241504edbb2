"""Workbook of the roster of mediators. Cases are never imported."""

from __future__ import annotations

from typing import Any, ClassVar

from hehuo.neighbourhood.mediation.models import Mediator
from hehuo.workbooks import Column, Importer


class MediatorImporter(Importer):
    """人民调解员: one row a mediator."""

    model = Mediator
    key = ("name", "chosen_on")
    columns: ClassVar = (
        Column("name", "姓名", ("调解员姓名",), required=True, example="张小明"),
        Column("chosen_by", "产生方式", ("产生形式",), required=True, example="群众推选"),
        Column("chosen_on", "产生日期", ("推选时间", "聘任时间", "产生时间"), required=True, example="2018-07-01"),
        Column("is_relocated", "搬迁群众", ("是否搬迁群众",), example="是"),
        Column("languages", "语言", ("会讲语言",), example="普通话、苗语"),
        Column("training_hours", "本年培训学时", ("培训学时",), example="16"),
        Column("left_on", "离任日期", ("离任时间",), example=""),
    )  # fmt: skip

    def derive(self, values: dict[str, Any]) -> None:
        """A mediator begins when chosen."""
        if values.get("chosen_on"):
            values["occurred_on"] = values["chosen_on"]
