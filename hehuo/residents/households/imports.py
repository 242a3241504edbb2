"""户台账 from county workbooks."""

from __future__ import annotations

from typing import Any, ClassVar

from hehuo.org.models import Grid
from hehuo.records.writing import create_records, update_records
from hehuo.residents.households.models import Household
from hehuo.residents.residence.models import Dwelling, DwellingAllocation
from hehuo.residents.residence.queries import standing_allocations
from hehuo.residents.workbook_words import HEAD_HEADS, HOUSEHOLD_HEADS, PHONE_HEADS, HomeImporter, words
from hehuo.workbooks import Column, Reference
from hehuo.workbooks.shapes import Row

CLASS = words(Household.Kind.choices, {
    "registered_poor": ("1", "建档立卡", "建档立卡贫困户", "贫困户", "建档立卡搬迁户", "脱贫户"),
    "co_relocated": ("2", "同步搬迁", "同步", "非贫困户", "非建档立卡户", "同步搬迁非贫困户"),
    "local": ("本地户", "原住居民户"),
})  # fmt: skip
HUKOU = words(
    Household.Hukou.choices,
    {"no": ("否", "未迁移", "未迁入"), "partly": ("部分",), "yes": ("是", "已迁", "全部迁入")},
)
CERTIFICATE = words(Household.Certificate.choices, {"none": ("否", "未办理", "无"), "applied": ("在办",), "issued": ("是", "已办", "已办理", "有")})  # fmt: skip


class HouseholdImporter(HomeImporter):
    """One row a household. Dates come as they are in the old workbook; later changes are steps in the system."""

    model = Household
    key = ("household_no",)
    columns: ClassVar = (
        Column("household_no", "家庭编号", HOUSEHOLD_HEADS, required=True, example="H0001"),
        Column("head_name", "户主姓名", HEAD_HEADS, required=True, example="张小明"),
        Column("household_class", "搬迁类型", ("搬迁户类型", "搬迁对象类型", "户类型", "搬迁对象类别", "贫困户属性"), required=True, parse=CLASS,
               example="建档立卡户", note="旧表写 1、2 也可以"),
        Column("member_count_at_allocation", "核定搬迁人口", ("搬迁人口", "人口数", "家庭人口", "家庭人口数", "核定人口", "人数"), example="4"),
        Column("phone", "户联系电话", (*PHONE_HEADS, "联系电话", "户主电话", "户主联系电话"), example="13985801234"),
        Column("grid", "网格", ("所属网格", "网格名称"), parse=Reference(Grid, "name"), example="第1网格"),
        Column("dwelling", "房屋", ("楼栋房号", "安置房号", "房号", "住房", "安置房屋", "详细房号"),
               parse=Reference(Dwelling, "building__number", "unit_no", "room_no"), example="1-2-301", note="栋-单元-房号，先导入房屋台账"),
        Column("allocated_on", "分房时间", ("分房日期", "选房时间", "分配时间"), example="2018-05-01"),
        Column("keys_on", "交钥匙时间", ("交房时间", "交付时间", "拿钥匙时间", "交钥匙日期", "领钥匙时间"), example="2018-06-01"),
        Column("planned_move_in_on", "计划入住时间", ("计划搬迁时间",), example="2018-06-15"),
        Column("moved_in_on", "实际入住时间", ("入住时间", "搬迁入住时间", "入住日期", "实际搬迁时间"), example="2018-06-20"),
        Column("national_no", "国家户编号", ("国办户编号", "全国系统户编号", "扶贫系统户编号")),
        Column("origin_place", "迁出地", ("迁出地（乡镇、村、组）", "原住址", "迁出村组", "搬出地"), example="高坪乡白岩村三组"),
        Column("origin_address", "迁出地地址", ("原家庭住址", "迁出地详细地址")),
        Column("origin_division", "迁出地区划代码", ("迁出地行政区划代码",)),
        Column("origin_type", "迁出地类型", ("迁出区域类型",), example="1"),
        Column("hukou_moved", "户口迁移", ("户口是否迁移", "户籍迁移", "是否迁户口"), parse=HUKOU, example="未迁"),
        Column("property_cert", "不动产权证", ("不动产权证办理", "不动产证", "产权证办理情况", "是否办理不动产证"), parse=CERTIFICATE,
               example="已发证"),
    )  # fmt: skip

    def check_row(self, values: dict[str, Any]) -> Any:
        """A flat needs the day of its allocation, and nobody else in it."""
        flat = values.get("dwelling")
        if flat and not values.get("allocated_on"):
            yield "allocated_on", "填写了房屋，请同时填写分房时间。", True
        if values.get("keys_on") and not values.get("allocated_on"):
            yield "allocated_on", "有交钥匙时间，请补填分房时间。", True

    def check_known(self, row: Row) -> None:
        """A household in the register changes its flat by a step."""
        if "dwelling" in row.changed:
            self.refuse(
                row, "dwelling", "这户已登记，分房、调房请在户的页面办理。房屋一格请清空，或与系统中一致。"
            )
        if "allocated_on" in row.changed and row.pk in self._holding:
            self.refuse(row, "allocated_on", "与系统中的分房时间不同，请在户的页面更正，或清空这一格。")

    def _match(self, rows: list[Row]) -> None:
        flats = [row.values["dwelling"] for row in rows if row.values.get("dwelling")]
        held = standing_allocations().filter(dwelling_id__in=flats, valid_to__isnull=True)
        by_flat: dict[int, set[int]] = {}
        for flat, household in held.values_list("dwelling_id", "household_id"):
            by_flat.setdefault(flat, set()).add(household)
        self._holding = {pk for pks in by_flat.values() for pk in pks}
        super()._match(rows)
        first: dict[int, Row] = {}
        for row in rows:
            flat = row.values.get("dwelling")
            if not flat or row.pk:
                continue
            if by_flat.get(flat):
                self.refuse(row, "dwelling", "这套房已分给别的户，请核对房号。")
            elif first.setdefault(flat, row) is not row:
                self.refuse(row, "dwelling", f"与第 {first[flat].number} 行分的是同一套房，请核对房号。")

    def after_write(self, created_ids: range, changed_ids: list[int]) -> None:
        """The flats of new households are allocated."""
        made = Household.objects.filter(pk__in=created_ids, dwelling__isnull=False)
        homes = list(made.select_related("dwelling"))
        allocations = [
            DwellingAllocation(
                settlement_id=home.settlement_id, household=home, dwelling=home.dwelling, valid_from=home.allocated_on,
                occurred_on=home.allocated_on,
            )
            for home in homes
        ]  # fmt: skip
        create_records(allocations, by=self.user, reason="导入分房", audit="batch")
        flats = [home.dwelling for home in homes]
        for flat in flats:
            flat.state = Dwelling.State.ALLOCATED
        update_records(flats, ["state"], by=self.user, reason="导入分房")
