"""用人单位 from a workbook."""

from __future__ import annotations

from typing import ClassVar

from hehuo.livelihood.employers.models import Employer, EmploymentWindow, JobBase
from hehuo.workbooks import Column, Importer, parse
from hehuo.workbooks.entering import EnteringImporter


class EmployerImporter(Importer):
    """One row an employer of the settlement."""

    model = Employer
    key = ("uscc",)
    columns: ClassVar = (
        Column("name", "名称", ("单位名称", "企业名称", "用人单位", "用人单位名称"), required=True, example="凉都制衣厂"),
        Column("uscc", "统一社会信用代码", ("社会信用代码", "信用代码", "营业执照号"), required=True, parse=parse.uscc,
               note="18 位，文本格式"),
        Column("industry", "行业", ("所属行业", "行业类别"), required=True, example="服装制造"),
        Column("place", "地点", ("地址", "单位地址", "企业地址"), required=True, example="红桥新区"),
        Column("contact", "联系人", ("负责人", "企业联系人")),
        Column("contact_phone", "联系电话（对公）", ("联系电话", "单位电话", "联系方式", "对公电话")),
    )  # fmt: skip


class WindowImporter(EnteringImporter):
    """就业服务窗口: one row a window."""

    model, happened = EmploymentWindow, "opened_on"
    key = ("kind", "place")
    columns: ClassVar = (
        Column("kind", "形式", ("窗口形式", "类型"), required=True, example=""),
        Column("place", "地点", ("窗口地点", "地址"), required=True, parse=parse.text(60), example="社区服务大厅"),
        Column("hours", "开放时间", ("服务时间",), required=True, parse=parse.text(60), example="工作日 9:00—17:00"),
        Column("half_days_a_week", "每周半天数", ("每周开放半天数",), required=True, example="10"),
        Column("staff_name", "经办人", ("负责人", "工作人员"), required=True, parse=parse.text(50), example="张小明"),
        Column("opened_on", "设立日期", ("设立时间", "启用日期"), required=True, example="2018-07-01"),
        Column("closed_on", "撤销日期", ("停用日期",), example=""),
        Column("visits_last_month", "上月接待人次", ("接待人次",), example="60"),
    )  # fmt: skip


class BaseImporter(EnteringImporter):
    """四个凉都载体: one row a base."""

    model, happened = JobBase, "opened_on"
    key = ("kind", "name")
    columns: ClassVar = (
        Column("kind", "类型", ("载体类型", "载体"), required=True, example=""),
        Column("name", "名称", ("载体名称",), required=True, parse=parse.text(60), example="凉都缝纫车间"),
        Column("led_by", "牵头", ("牵头单位", "牵头部门"), required=True, parse=parse.text(20), example="人社局"),
        Column("site", "地点", ("地址",), required=True, parse=parse.text(60), example="安置点 5 栋一层"),
        Column("opened_on", "开办日期", ("开办时间", "成立日期"), required=True, example="2018-09-01"),
        Column("closed_on", "停办日期", (), example=""),
        Column("jobs_total", "岗位数", ("提供岗位数",), required=True, example="60"),
        Column("relocated_hired", "吸纳搬迁群众", ("吸纳搬迁人数", "搬迁群众就业人数"), required=True, example="42"),
        Column("benefit", "扶持政策", ("享受政策",), parse=parse.text(200), example="租金减免"),
    )  # fmt: skip
