"""创业扶持政策 and 创业扶持申请 from workbooks; what is decided and paid is entered step by step."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from hehuo.residents.rolls import TOLD_BY, PeopleImporter
from hehuo.residents.workbook_words import words
from hehuo.services.shops.models import BusinessEntity
from hehuo.services.startups.models import StartupApplication, StartupPolicy
from hehuo.services.startups.services import save_application
from hehuo.workbooks import Column, Reference, parse
from hehuo.workbooks.entering import EnteringImporter

GROUP = words(StartupApplication.Group.choices, {
    "relocated": ("搬迁户", "移民", "易地搬迁群众"), "student": ("高校毕业生", "毕业大学生"), "returning": ("返乡人员", "返乡创业人员"),
})  # fmt: skip


class PolicyImporter(EnteringImporter):
    """创业扶持政策: one row a policy."""

    model, happened = StartupPolicy, "valid_from"
    key = ("document_no", "name")
    columns: ClassVar = (
        Column("name", "政策名称", ("名称", "政策"), required=True, parse=parse.text(80), example="搬迁群众创业补助"),
        Column("kind", "类别", ("政策类别", "扶持方式"), required=True, example="小微企业补助"),
        Column("issuer", "发文单位", ("发布单位", "发文机关"), required=True, parse=parse.text(60), example="县人社局"),
        Column("document_no", "文号", ("文件号", "发文字号"), required=True, parse=parse.text(40), example="县人社发〔2018〕12号"),
        Column("for_relocated", "面向搬迁群众", ("搬迁群众",), example="是"),
        Column("for_students", "面向大学生", ("大学生",), example="否"),
        Column("for_returning", "面向返乡农民工", ("返乡农民工",), example="是"),
        Column("most_fen", "最高额度（元）", ("最高额度", "补助标准", "贷款额度"), example="5000"),
        Column("how_to", "怎么申请", ("申请方式", "办理方式"), required=True, parse=parse.text(200), example="到社区窗口申请，县人社局审批"),
        Column("valid_from", "起", ("施行日期", "生效日期"), required=True, example="2018-01-01"),
        Column("valid_to", "止", ("失效日期", "截止日期"), example=""),
    )  # fmt: skip


class ApplicationImporter(PeopleImporter, EnteringImporter):
    """创业扶持申请: one row an application; the policy is in force, meant for the applicant, and large enough."""

    model, save = StartupApplication, staticmethod(save_application)
    key = ("policy", "applied_on", "project")
    only_new = ("person", "policy")
    columns: ClassVar = (
        *TOLD_BY,
        Column("applicant_name", "台账外申请人", ("申请人", "申请人姓名"), parse=parse.text(50), note="不在人口台账的人填写"),
        Column("applicant_group", "申请人身份", ("人员类别", "申请人类型"), required=True, parse=GROUP, example="搬迁群众"),
        Column("policy", "政策", ("扶持政策", "政策名称"), required=True, parse=Reference(StartupPolicy, "name"), example="搬迁群众创业补助",
               note="先登记创业扶持政策"),
        Column("project", "创业项目", ("项目", "项目名称", "经营项目"), required=True, parse=parse.text(80), example="早餐店"),
        Column("business", "网点", ("店名", "字号"), parse=Reference(BusinessEntity, "name")),
        Column("applied_on", "申请日期", ("申请时间",), required=True, example="2018-10-08"),
        Column("asked_fen", "申请金额（元）", ("申请金额", "申请额度"), required=True, example="5000"),
    )  # fmt: skip

    def check_row(self, values: dict[str, Any]) -> Iterator[tuple[str, str, bool]]:
        """Nobody need be in the register: that somebody is named at all, the record itself demands."""
        return iter(())
