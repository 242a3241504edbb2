"""网格员、院长、楼长 from the rosters that communities keep."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from hehuo.org.models import Building, Grid
from hehuo.records.numbers import phone_problem
from hehuo.residents.workbook_words import words
from hehuo.services.organisations.models import (
    Courtyard,
    GridAssignment,
    MassOrg,
    PartyOrg,
    ResidentsCommittee,
)
from hehuo.workbooks import Column, Importer, Reference, parse
from hehuo.workbooks.entering import EnteringImporter

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


class PartyOrgImporter(EnteringImporter):
    """党组织: one row an organisation and term."""

    model, happened = PartyOrg, "valid_from"
    key = ("name", "valid_from")
    columns: ClassVar = (
        Column("kind", "类别", ("组织类别", "党组织类别"), required=True, example=""),
        Column("attachment", "设立方式", ("组建方式",), example=""),
        Column("name", "名称", ("党组织名称", "组织名称"), required=True, parse=parse.text(60), example="幸福家园社区党支部"),
        Column("approval_no", "批复文号", ("成立批复", "文号"), required=True, parse=parse.text(40), example="街党〔2018〕6号"),
        Column("secretary", "书记", ("党支部书记", "书记姓名"), required=True, parse=parse.text(50), example="张小明"),
        Column("members_count", "党员数", ("党员人数",), required=True, example="32"),
        Column("committee_from_relocated", "搬迁群众委员数", ("搬迁群众委员",), example="1"),
        Column("valid_from", "本届起", ("任期起", "换届日期"), required=True, example="2018-07-01"),
        Column("valid_to", "本届止", ("任期止",), example=""),
    )  # fmt: skip


class CommitteeImporter(EnteringImporter):
    """居委会: one row a committee and term."""

    model, happened = ResidentsCommittee, "valid_from"
    key = ("name", "valid_from")
    columns: ClassVar = (
        Column("attachment", "设立方式", ("组建方式",), example=""),
        Column("name", "名称", ("居委会名称",), required=True, parse=parse.text(60), example="幸福家园社区居委会"),
        Column("approval_no", "设立批复文号", ("批复文号", "文号"), required=True, parse=parse.text(40), example="政复〔2018〕3号"),
        Column("scale_households", "管辖户数", ("户数",), required=True, example="520"),
        Column("elected_on", "选举日期", ("选举时间", "换届选举日期"), required=True, example="2018-06-20"),
        Column("valid_from", "本届起", ("任期起",), required=True, example="2018-07-01"),
        Column("valid_to", "本届止", ("任期止",), example=""),
        Column("chair", "主任", ("居委会主任", "主任姓名"), required=True, parse=parse.text(50), example="张小明"),
        Column("members_count", "成员数", ("委员数", "成员人数"), required=True, example="7"),
        Column("members_relocated", "搬迁群众成员数", ("搬迁群众成员",), example="4"),
        Column("members_women", "妇女成员数", ("女性成员数",), example="2"),
        Column("members_minority", "少数民族成员数", ("少数民族成员",), example="3"),
        Column("has_mediation", "设人民调解委员会", ("人民调解委员会",), example="是"),
        Column("has_security", "设治安保卫委员会", ("治安保卫委员会",), example="是"),
        Column("has_health", "设公共卫生委员会", ("公共卫生委员会",), example="是"),
    )  # fmt: skip


class MassOrgImporter(EnteringImporter):
    """群团组织: one row an organisation."""

    model, happened = MassOrg, "valid_from"
    key = ("name", "valid_from")
    columns: ClassVar = (
        Column("kind", "类别", ("组织类别", "群团类别"), required=True, example=""),
        Column("attachment", "设立方式", ("组建方式",), example=""),
        Column("name", "名称", ("组织名称",), required=True, parse=parse.text(60), example="幸福家园妇女联合会"),
        Column("chair", "负责人", ("主席", "主任"), required=True, parse=parse.text(50), example="李小红"),
        Column("valid_from", "成立日期", ("成立时间",), required=True, example="2018-07-01"),
        Column("valid_to", "撤销日期", ("撤销时间",), example=""),
        Column("work", "主要工作", ("工作内容",), parse=parse.text(120), example=""),
    )  # fmt: skip


class CourtyardImporter(EnteringImporter):
    """院落: one row a courtyard."""

    model, happened = Courtyard, "valid_from"
    key = ("name",)
    columns: ClassVar = (
        Column("grid", "网格编码", ("网格编号", "网格代码"), required=True, parse=Reference(Grid, "code"), example="S001G1"),
        Column("name", "院落名称", ("院落", "院坝"), required=True, parse=parse.text(40), example="一号院"),
        Column("extent", "范围", ("包含楼栋", "所辖楼栋"), required=True, parse=parse.text(80), example="1 至 4 栋"),
        Column("valid_from", "启用日期", ("启用时间", "划定日期"), required=True, example="2018-07-01"),
        Column("valid_to", "停用日期", (), example=""),
    )  # fmt: skip
