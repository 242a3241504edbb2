"""The roles of domain §1.4."""

from django.db.models import TextChoices


class Role(TextChoices):
    """Who acts in the programme. Labels as people call them."""

    CITY_LEADER = "city_leader", "市指挥部领导"
    CITY_OFFICE = "city_office", "市指挥部办公室"
    INSPECTOR = "inspector", "市级验收（督查）人员"
    CITY_BUREAU = "city_bureau", "市直部门联络员"
    CITY_FINANCE = "city_finance", "市财政"
    COUNTY_HQ = "county_hq", "县级指挥部"
    COUNTY_REVIEWER = "county_reviewer", "县级审核员"
    COUNTY_BUREAU = "county_bureau", "县级部门"
    TOWNSHIP = "township", "乡镇（街道）"
    SECRETARY = "secretary", "社区书记"
    COMMITTEE = "committee", "社区工作人员"
    GRID_MEMBER = "grid_member", "网格员"
    MEDIATOR = "mediator", "调解员"
    WINDOW_CLERK = "window_clerk", "窗口人员"
    POLICE_ROOM = "police_room", "警务室"
    OPERATOR = "operator", "平台公司"
    EMPLOYER = "employer", "用人单位"
    TRAINER = "trainer", "培训机构"
    AUDITOR = "auditor", "审计监督"
    DPO = "dpo", "个人信息保护负责人"
    SYSADMIN = "sysadmin", "系统管理员"


UPPER_LEVELS = frozenset(
    {
        Role.CITY_LEADER,
        Role.CITY_OFFICE,
        Role.INSPECTOR,
        Role.CITY_BUREAU,
        Role.CITY_FINANCE,
        Role.COUNTY_HQ,
        Role.COUNTY_REVIEWER,
        Role.COUNTY_BUREAU,
        Role.AUDITOR,
        Role.DPO,
        Role.SYSADMIN,
    }
)
"""Roles from which production demands a second factor."""

WORKS_AT: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(
        (Role.CITY_LEADER, Role.CITY_OFFICE, Role.INSPECTOR, Role.CITY_BUREAU, Role.CITY_FINANCE, Role.AUDITOR, Role.DPO,
         Role.SYSADMIN), ("city",)
    ),
    **dict.fromkeys((Role.COUNTY_HQ, Role.COUNTY_REVIEWER, Role.COUNTY_BUREAU), ("county",)),
    Role.OPERATOR: ("county", "settlement"),
    Role.TOWNSHIP: ("township",),
    **dict.fromkeys(
        (Role.SECRETARY, Role.COMMITTEE, Role.WINDOW_CLERK, Role.MEDIATOR, Role.POLICE_ROOM), ("settlement",)
    ),
    Role.GRID_MEMBER: ("grid",),
}  # fmt: skip
"""Kinds of areas that a post of the role may be for. Roles that are not here have no pages yet and get no accounts."""

NEEDS_UNIT = frozenset({Role.CITY_BUREAU})
"""Roles whose pages depend on the unit: a bureau sees the items that it answers for."""

ALONE = frozenset({Role.SYSADMIN, Role.DPO})
"""Roles that see no business data; who holds one of them holds nothing else at the same time."""
