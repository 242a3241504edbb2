"""就业台账 and 公益性岗位 from workbooks."""

from __future__ import annotations

from typing import Any, ClassVar

from hehuo.livelihood.employers.models import Employer
from hehuo.livelihood.employment.duty_months import save_duty_month
from hehuo.livelihood.employment.models import EmploymentSpell, PublicPostMonth, PublicWelfareAssignment
from hehuo.livelihood.employment.services import check_spell
from hehuo.residents.models import Person
from hehuo.residents.rolls import TOLD_BY, PeopleImporter, month
from hehuo.workbooks import Column, Reference
from hehuo.workbooks.entering import EnteringImporter


class EmploymentImporter(PeopleImporter):
    """One row a spell; the same person, form and first day is the same spell."""

    model = EmploymentSpell
    key = ("person", "kind", "valid_from")
    columns: ClassVar = (
        *TOLD_BY,
        Column("kind", "就业形式", ("就业类型", "就业方式", "务工形式"), required=True, example="单位就业"),
        Column("employer", "单位信用代码", ("统一社会信用代码", "单位统一社会信用代码"), parse=Reference(Employer, "uscc"),
               note="单位已登记的可填"),
        Column("employer_name", "单位", ("就业单位", "务工单位", "企业名称", "用工单位", "单位名称"), example="凉都制衣厂"),
        Column("job_title", "工种", ("岗位", "从事工种", "职业"), example="缝纫工"),
        Column("place", "就业地", ("就业地点", "务工地点", "务工区域", "就业区域", "务工地"), required=True, example="县内"),
        Column("valid_from", "起", ("起始日期", "就业时间", "务工开始时间", "上岗时间", "开始时间"), required=True,
               example="2018-06-01"),
        Column("valid_to", "止", ("离岗时间", "务工结束时间", "结束时间")),
        Column("contract_kind", "合同", ("合同类型", "是否签订合同")),
        Column("proof_kind", "印证", ("印证材料", "佐证材料", "印证方式"), required=True, example="电话核实"),
        Column("wage_band", "工资档", ("月工资档", "月收入档", "月收入")),
        Column("confirmed_on", "核实日期", ("核实时间", "回访时间"), required=True, example="2018-12-05"),
    )  # fmt: skip

    def derive(self, values: dict[str, Any]) -> None:
        """The row happened on its first day."""
        if values.get("valid_from"):
            values["occurred_on"] = values["valid_from"]

    def problems_of(self, values: dict[str, Any], person: Person) -> None:
        """The rules of the form; the employer is found by its number."""
        told = {name: value for name, value in values.items() if value is not None and name != "person"}
        told["settlement_id"] = told.pop("settlement")
        if employer_id := told.pop("employer", None):
            told["employer"] = self._employers.setdefault(employer_id, Employer.objects.get(pk=employer_id))
        spell = EmploymentSpell(person=person, **told)
        check_spell(spell)
        values["employer_name"] = values.get("employer_name") or spell.employer_name or None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._employers: dict[int, Employer] = {}


class PublicPostImporter(PeopleImporter):
    """The export of the labour office's system: its heads, its words."""

    model = PublicWelfareAssignment
    key = ("person", "contract_from")
    columns: ClassVar = (
        *TOLD_BY,
        Column("hardship_category", "困难类别", ("困难人员类别", "困难人员编号/类别", "就业困难人员类别")),
        Column("employer_name", "用岗单位", ("单位名称", "用人单位"), required=True, example="幸福社区居民委员会"),
        Column("post_type", "岗位", ("岗位类型", "公益性岗位名称", "岗位名称"), required=True, example="保洁"),
        Column("contract_from", "合同起", ("合同开始时间", "合同开始日期"), required=True, example="2018-07-01"),
        Column("contract_to", "合同止", ("合同结束时间", "合同终止时间", "合同结束日期"), required=True, example="2019-06-30"),
    )  # fmt: skip

    def derive(self, values: dict[str, Any]) -> None:
        """The row happened when the contract began."""
        if values.get("contract_from"):
            values["occurred_on"] = values["contract_from"]


class PublicPostMonthImporter(PeopleImporter, EnteringImporter):
    """公益性岗位月出勤: one row a person and month; the post is the one under contract in that month."""

    model, save = PublicPostMonth, staticmethod(save_duty_month)
    key = ("person", "month")
    only_new = ("person", "month")
    columns: ClassVar = (
        *TOLD_BY,
        Column("month", "月份", ("年月", "考勤月份", "所属月份"), required=True, parse=month, example="2018-11", note="年和月"),
        Column("days_due", "应出勤（天）", ("应出勤天数", "应出勤", "应到天数"), required=True, example="22"),
        Column("days_on", "实际出勤（天）", ("实际出勤天数", "出勤天数", "实到天数"), required=True, example="21"),
        Column("subsidy_fen", "当月补贴（元）", ("补贴金额", "岗位补贴", "月补贴"), example="1570"),
        Column("paid_on", "发放日期", ("发放时间", "补贴发放日期")),
    )  # fmt: skip
