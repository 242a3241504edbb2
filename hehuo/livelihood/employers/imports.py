"""用人单位 from a workbook."""

from __future__ import annotations

from typing import ClassVar

from hehuo.livelihood.employers.models import Employer
from hehuo.workbooks import Column, Importer, parse


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
