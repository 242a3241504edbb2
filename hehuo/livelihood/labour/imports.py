"""劳动力信息 from a workbook: one row a person and month."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils import timezone

from hehuo.livelihood.labour.models import LabourProfile
from hehuo.livelihood.labour.services import check_profile
from hehuo.residents.models import Person
from hehuo.residents.rolls import TOLD_BY, PeopleImporter, month
from hehuo.residents.workbook_words import words
from hehuo.workbooks import Column

KNOWN = {
    "yes": ("是", "已签", "已签订", "已参保"),
    "no": ("无", "否", "未签", "未签订", "未参保"),
    "unclear": ("不清", "未知"),
}
INDUSTRY = {
    "A": ("农业", "农林牧渔", "种植业", "养殖业"), "C": ("制造",), "E": ("建筑",), "F": ("批发零售", "零售业"), "G": ("交通运输", "物流"),
    "H": ("住宿餐饮", "餐饮业"), "O": ("居民服务", "家政服务"), "N": ("公共设施管理", "保洁"), "Q": ("卫生",), "S": ("公共管理",),
}  # fmt: skip


class LabourImporter(PeopleImporter):
    """The person register's own labour class is left as it is: undoing a batch then leaves nothing behind."""

    model = LabourProfile
    key = ("person", "snapshot_month")
    columns: ClassVar = (
        *TOLD_BY,
        Column("snapshot_month", "月份", ("统计月份", "年月", "所属月份", "填报月份"), required=True, parse=month,
               example="2018-12", note="年和月"),
        Column("labour_class", "劳动力类别", ("劳动技能", "劳动能力", "劳动力类型"), example="普通劳动力"),
        Column("employment_status", "就业状态", ("是否就业", "就业情况", "就业状况"), example="已就业"),
        Column("employment_type", "就业形式", ("就业类型", "就业方式", "务工形式")),
        Column("work_place", "就业地点", ("务工地点", "务工区域", "就业区域", "务工地")),
        Column("employer_name", "单位", ("就业单位", "务工单位", "企业名称", "用工单位")),
        Column("job_title", "工种", ("岗位", "从事工种", "职业"), example="保洁"),
        Column("industry", "行业", ("所属行业", "行业门类"), parse=words(LabourProfile.Industry.choices, INDUSTRY)),
        Column("contract", "劳动合同", ("是否签订合同", "合同"), parse=words(LabourProfile.Known.choices, KNOWN)),
        Column("insurance", "社会保险", ("是否参保", "社保", "参加社会保险"), parse=words(LabourProfile.Known.choices, KNOWN)),
        Column("started_on", "起始日期", ("务工开始时间", "就业时间", "上岗时间")),
        Column("months_this_year", "年内务工月数", ("务工时间（月）", "务工月数", "年务工时间")),
        Column("wage_band", "月收入档", ("月收入", "工资档", "月工资档")),
        Column("unemployed_reason", "未就业原因", ("未务工原因", "失业原因")),
        Column("job_wish", "就业意愿", ("求职意愿", "意向岗位", "就业意向")),
        Column("wage_wish_yuan", "期望月工资（元）", ("期望工资", "期望薪资", "工资要求"), example=""),
        Column("place_wish", "期望就业地点", ("意向就业地点", "意向务工地点", "期望务工地点")),
        Column("training_wish", "培训意愿", ("培训需求", "意向培训工种", "培训意向")),
        Column("skills", "技能", ("技能特长", "特长", "掌握技能")),
        Column("cert_level", "技能等级", ("证书等级", "职业资格等级")),
        Column("confirmed_on", "核实日期", ("核实时间", "采集日期", "调查日期"), example="2018-12-05"),
        Column("confirm_mode", "核实方式", ("采集方式", "调查方式"), example="入户"),
        Column("confirmed_by", "核实人", ("采集人", "调查人")),
    )  # fmt: skip

    def derive(self, values: dict[str, Any]) -> None:
        """The row happened in its month."""
        if values.get("snapshot_month"):
            values["occurred_on"] = min(values["snapshot_month"], timezone.localdate())

    def problems_of(self, values: dict[str, Any], person: Person) -> None:
        """The rules of the form."""
        told = {name: value for name, value in values.items() if value is not None and name != "person"}
        told["settlement_id"] = told.pop("settlement")
        check_profile(LabourProfile(person=person, **told))
