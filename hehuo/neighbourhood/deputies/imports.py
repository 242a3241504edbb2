"""Workbooks of deputies' contacts."""

from __future__ import annotations

from typing import Any, ClassVar

from hehuo.neighbourhood.deputies.models import DeputyContact
from hehuo.residents.households.models import Household
from hehuo.workbooks import Column, Importer, Reference


class ContactImporter(Importer):
    """直接联系群众: one row a contact."""

    model = DeputyContact
    key = ("contacted_on", "deputy", "result")
    columns: ClassVar = (
        Column("deputy", "联系人", ("代表姓名", "联系人姓名", "姓名"), required=True, example="王代表"),
        Column("deputy_role", "身份", ("代表类别", "联系人身份"), required=True, example="人大代表"),
        Column("contacted_on", "联系日期", ("联系时间", "日期"), required=True, example="2018-11-05"),
        Column("mode", "方式", ("联系方式", "形式"), required=True, example="接待日"),
        Column("household", "联系户", ("户编号", "家庭编号"), parse=Reference(Household, "household_no"), example=""),
        Column("result", "情况和答复", ("反映情况", "答复情况", "结果"), required=True, example="反映路灯不亮，已转诉求"),
    )  # fmt: skip

    def derive(self, values: dict[str, Any]) -> None:
        """A contact happened on its day."""
        if values.get("contacted_on"):
            values["occurred_on"] = values["contacted_on"]
