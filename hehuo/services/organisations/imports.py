"""网格员、院长、楼长 from the rosters that communities keep."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from hehuo.org.models import Building, Grid
from hehuo.records.numbers import phone_problem
from hehuo.residents.workbook_words import words
from hehuo.services.organisations.models import Courtyard, GridAssignment
from hehuo.workbooks import Column, Importer, Reference

R = GridAssignment.Role
ROLES = words(
    R.choices,
    {"building_head": ("楼栋长",), "courtyard_head": ("院坝长", "院落长"), "group_head": ("十联户长",)},
)
PLACE = {R.COURTYARD_HEAD: "courtyard", R.BUILDING_HEAD: "building"}


class AssignmentImporter(Importer):
    """One row an assignment; the same person, role, grid and first day is the same assignment."""

    model = GridAssignment
    key = ("name", "role", "grid", "valid_from")
    columns: ClassVar = (
        Column("role", "角色", ("职务", "岗位", "类别"), required=True, parse=ROLES, example="楼长"),
        Column("grid", "网格编码", ("网格编号", "网格代码"), required=True, parse=Reference(Grid, "code"), example="S001G1",
               note="网格台账里的编码"),
        Column("courtyard", "院落", ("院落名称", "院坝"), parse=Reference(Courtyard, "name"), note="院长填写"),
        Column("building", "楼栋", ("栋号", "楼号", "楼栋号"), parse=Reference(Building, "number"), example="1", note="楼长填写"),
        Column("name", "姓名", ("人员姓名", "网格员姓名", "楼长姓名"), required=True, example="张小明"),
        Column("is_volunteer", "居民志愿担任", ("是否志愿",), example="否"),
        Column("consent_on", "本人同意公示日期", ("同意日期",)),
        Column("work_phone", "工作电话", ("联系电话", "电话", "手机号码", "联系方式"), required=True, example="13985800000"),
        Column("letter_no", "聘任文件", ("聘书编号", "文号")),
        Column("trained_on", "培训日期", ("培训时间",)),
        Column("valid_from", "任职起", ("任职时间", "任职日期", "起始日期"), required=True, example="2018-07-01"),
        Column("valid_to", "任职止", ("离任时间", "卸任日期", "截止日期")),
    )  # fmt: skip

    def derive(self, values: dict[str, Any]) -> None:
        """The row happened on its first day."""
        if values.get("valid_from"):
            values["occurred_on"] = values["valid_from"]

    def check_row(self, values: dict[str, Any]) -> Iterator[tuple[str, str, bool]]:
        """The place that the role needs, a phone that can be called, consent of volunteers."""
        place = PLACE.get(values.get("role") or "")
        if place and not values.get(place):
            yield place, "院长请填院落，楼长请填楼栋。", True
        if problem := phone_problem(values["work_phone"]) if values.get("work_phone") else "":
            yield "work_phone", problem, True
        if values.get("is_volunteer") and not values.get("consent_on"):
            yield "consent_on", "居民志愿担任的，请填写本人同意公示日期。", True
