"""Workbooks of duty rosters and systems."""

from __future__ import annotations

from typing import Any, ClassVar

from hehuo.neighbourhood.duty.models import DutyPerson, DutyShift
from hehuo.workbooks import Column, Importer, Reference


class ShiftImporter(Importer):
    """值班班次: one row a person and slot."""

    model = DutyShift
    key = ("duty_on", "slot", "planned")
    columns: ClassVar = (
        Column("duty_on", "日期", ("值班日期", "时间"), required=True, example="2018-11-05"),
        Column("slot", "时段", ("值班时段", "班次"), required=True, example="错时早"),
        Column("planned", "值班人员", ("姓名", "计划人员", "人员"), required=True, parse=Reference(DutyPerson, "name"), example="张小明"),
    )  # fmt: skip

    def derive(self, values: dict[str, Any]) -> None:
        """A shift happens on its day."""
        if values.get("duty_on"):
            values["occurred_on"] = values["duty_on"]
