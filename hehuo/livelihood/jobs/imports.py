"""岗位 from a workbook; every row starts as a draft and is verified by a second person like any other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from hehuo.livelihood.employers.models import Employer
from hehuo.livelihood.jobs.fairness import minimum_wage_yuan, unlawful_words
from hehuo.livelihood.jobs.models import JobOpening
from hehuo.workbooks import Column, Importer, Reference


class OpeningImporter(Importer):
    """One row an opening; the employer is known already."""

    model = JobOpening
    key = ("employer", "title", "valid_from")
    columns: ClassVar = (
        Column("employer", "单位", ("用人单位", "招聘单位", "企业名称", "单位名称"), required=True,
               parse=Reference(Employer, "name"), example="凉都制衣厂", note="先在用人单位台账登记"),
        Column("title", "岗位", ("岗位名称", "招聘岗位", "招聘工种", "工种"), required=True, example="缝纫工"),
        Column("headcount", "人数", ("招聘人数", "需求人数", "用工人数"), required=True, example="10"),
        Column("source_kind", "来源", ("岗位来源", "岗位类别"), required=True, example="周边企业"),
        Column("priority_relocated", "优先搬迁群众", ("优先招用搬迁群众",), example="是"),
        Column("wage_min_yuan", "月工资下限（元）", ("最低工资", "工资下限", "月薪下限"), required=True, example="2500"),
        Column("wage_max_yuan", "月工资上限（元）", ("最高工资", "工资上限", "月薪上限"), required=True, example="4000"),
        Column("requirements", "要求", ("招聘要求", "岗位要求", "任职条件")),
        Column("valid_from", "发布日期", ("发布时间", "开始日期"), required=True, example="2018-11-01"),
        Column("valid_to", "有效期", ("截止日期", "有效期至", "招聘截止"), required=True, example="2018-12-31"),
    )  # fmt: skip

    def check_row(self, values: dict[str, Any]) -> Iterator[tuple[str, str, bool]]:
        """What verification would refuse is told now; the row is still taken as a draft."""
        yield from super().check_row(values)
        if values.get("valid_from") and values.get("valid_to") and values["valid_to"] < values["valid_from"]:
            yield "valid_to", "有效期不能早于发布日期。", True
        words = unlawful_words(f"{values.get('title') or ''} {values.get('requirements') or ''}")
        if words:
            yield "requirements", f"有不合规定的内容：{'、'.join(words)}，核验前请改正。", False
        if values.get("wage_min_yuan") is not None and values["wage_min_yuan"] < minimum_wage_yuan():
            yield "wage_min_yuan", f"低于本地最低工资标准 {minimum_wage_yuan()} 元，核验前请核对。", False
