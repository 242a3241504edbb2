"""Workbooks of lines into dwellings, and of schools and clinics."""

from __future__ import annotations

from typing import Any, ClassVar

from hehuo.residents.models import Dwelling
from hehuo.residents.rolls import TOLD_BY, PeopleImporter
from hehuo.residents.workbook_words import words
from hehuo.services.coverage.models import PublicServiceAccess, SchoolPlacement, UtilityCoverage
from hehuo.services.coverage.services import SCHOOLS, save_placement
from hehuo.workbooks import Column, Importer, Reference, parse
from hehuo.workbooks.entering import EnteringImporter

PLACED = words(
    SchoolPlacement.State.choices,
    {
        "placed": ("已入学", "在读", "已就学", "在校"),
        "waiting": ("未入学", "待落实"),
        "deferred": ("延缓入学",),
    },
)


class CoverageImporter(Importer):
    """入户覆盖: one row a dwelling and service, as the operator lists them."""

    model = UtilityCoverage
    key = ("dwelling", "service")
    columns: ClassVar = (
        Column("dwelling", "房屋", ("房号", "住房", "地址"), required=True,
               parse=Reference(Dwelling, "building__number", "unit_no", "room_no"), example="1-2-301", note="栋-单元-房号"),
        Column("service", "服务", ("业务", "服务类型"), required=True, example="广电云"),
        Column("available", "已通达", ("线路可用", "是否通达", "是否覆盖"), required=True, example="是"),
        Column("connected", "已开通", ("是否开通", "是否开户"), example="否"),
        Column("since", "通达日期", ("通达时间", "接通日期"), example="2018-08-01"),
    )  # fmt: skip

    def derive(self, values: dict[str, Any]) -> None:
        """The row happened when the line came."""
        if values.get("since"):
            values["occurred_on"] = values["since"]


class AccessImporter(Importer):
    """学校医疗: one row a school or clinic."""

    model = PublicServiceAccess
    key = ("name",)
    columns: ClassVar = (
        Column("kind", "类别", ("机构类别", "类型"), required=True, example="小学"),
        Column("name", "名称", ("学校名称", "机构名称"), required=True, parse=parse.text(60), example="荷城小学"),
        Column("distance_m", "距离（米）", ("距离",), required=True, example="600"),
        Column("minutes", "到达时间（分钟）", ("步行时间", "到达时间"), required=True, example="9"),
        Column("staff_count", "教师（医护）人数", ("教师人数", "医护人数"), example="42"),
        Column("seats", "可安排学位数", ("学位数",), example="600"),
        Column("opened_on", "开始服务日期", ("开办日期", "启用日期"), required=True, example="2018-09-01"),
    )  # fmt: skip


class PlacementImporter(PeopleImporter, EnteringImporter):
    """适龄儿童学位: one row a child and place; schools of the ledger are found by name."""

    model, save = SchoolPlacement, staticmethod(save_placement)
    key = ("person", "valid_from")
    only_new = ("person",)
    columns: ClassVar = (
        *TOLD_BY,
        Column("state", "情况", ("就学情况", "入学情况", "学位情况"), required=True, parse=PLACED, example="已有学位"),
        Column("school_name", "学校", ("就读学校", "学校名称", "就学学校"), parse=parse.text(60), example="荷城小学",
               fill="school__name|school_name", note="与学校台账同名的自动对应"),
        Column("basis", "批准文书", ("批准文号",), note="延缓入学的填写批准文书编号"),
        Column("valid_from", "起", ("入学日期", "入学时间", "起始日期"), required=True, example="2018-09-01"),
        Column("valid_to", "止", ("离校日期", "截止日期"), example=""),
    )  # fmt: skip

    def derive(self, values: dict[str, Any]) -> None:
        """A school that the ledger knows."""
        if not hasattr(self, "_schools"):
            rows = (
                PublicServiceAccess.objects.visible_to(self.user)
                .exclude(status="void")
                .filter(kind__in=SCHOOLS)
            )
            self._schools = {
                (place, name): pk for pk, place, name in rows.values_list("pk", "settlement_id", "name")
            }
        school = self._schools.get((values["settlement"], values.get("school_name") or ""))
        if school:
            values["school"], values["school_name"] = school, ""
