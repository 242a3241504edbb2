"""Organisations of a community with their terms, who looks after which place, and the list of files (item 14).

A settlement that creates together with its host community keeps the host's organisations (`Attachment.HOST`).
"""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from hehuo.records.models import LedgerRecord
from hehuo.records.numbers import phone_problem

NEW_SCALE_SINCE = date(2026, 1, 1)
"""From this day the law says 1,000 to 3,000 households, before it 100 to 700 (domain item 14)."""


class Attachment(models.TextChoices):
    """Own organisation, or lawfully that of the host village or community."""

    OWN = "own", "本社区设立"
    HOST = "host", "并入迁入地"


def span(name: str) -> models.CheckConstraint:
    """A term ends after it begins."""
    return models.CheckConstraint(
        condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
        name=name,
        violation_error_message="止期须晚于起期。",
    )


class PartyOrg(LedgerRecord):
    """党组织台账. Members are a number; there is no list of members in this system."""

    domain = "A"

    class Kind(models.TextChoices):
        COMMITTEE = "committee", "党委"
        GENERAL_BRANCH = "general_branch", "党总支"
        BRANCH = "branch", "党支部"
        GROUP = "group", "党小组"

    kind = models.CharField("类别", max_length=16, choices=Kind.choices)
    attachment = models.CharField(
        "设立方式", max_length=4, choices=Attachment.choices, default=Attachment.OWN
    )
    name = models.CharField("名称", max_length=60)
    approval_no = models.CharField("批复文号", max_length=40)
    valid_from = models.DateField("本届起")
    valid_to = models.DateField("本届止", null=True, blank=True)
    secretary = models.CharField("书记", max_length=50)
    members_count = models.PositiveIntegerField("党员数", help_text="只填人数。")
    committee_from_relocated = models.PositiveSmallIntegerField("搬迁群众委员数", default=0)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "党组织"
        constraints = [*LedgerRecord.Meta.constraints, span("services_party_term")]

    def __str__(self) -> str:
        return self.name


class ResidentsCommittee(LedgerRecord):
    """居委会台账: elected for a term; five to nine members by law."""

    domain = "A"

    attachment = models.CharField(
        "设立方式", max_length=4, choices=Attachment.choices, default=Attachment.OWN
    )
    name = models.CharField("名称", max_length=60)
    approval_no = models.CharField("设立批复文号", max_length=40)
    scale_households = models.PositiveIntegerField("管辖户数")
    elected_on = models.DateField("选举日期")
    valid_from = models.DateField("本届起")
    valid_to = models.DateField("本届止", null=True, blank=True, help_text="每届五年。")
    chair = models.CharField("主任", max_length=50)
    members_count = models.PositiveSmallIntegerField("成员数", help_text="主任、副主任和委员共 5 至 9 人。")
    members_relocated = models.PositiveSmallIntegerField("搬迁群众成员数", default=0)
    members_women = models.PositiveSmallIntegerField("妇女成员数", default=0)
    members_minority = models.PositiveSmallIntegerField("少数民族成员数", default=0)
    has_mediation = models.BooleanField("设人民调解委员会", default=False)
    has_security = models.BooleanField("设治安保卫委员会", default=False)
    has_health = models.BooleanField("设公共卫生委员会", default=False)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "居委会"
        constraints = [
            *LedgerRecord.Meta.constraints,
            span("services_committee_term"),
            models.CheckConstraint(
                condition=Q(members_count__gte=5, members_count__lte=9), name="services_committee_members",
                violation_error_message="居委会成员共 5 至 9 人。",
            ),
            models.CheckConstraint(
                condition=Q(members_relocated__lte=F("members_count"), members_women__lte=F("members_count"),
                            members_minority__lte=F("members_count")),
                name="services_committee_parts", violation_error_message="各类成员数不能多于成员数。",
            ),
            models.CheckConstraint(
                condition=Q(valid_from__gte=F("elected_on")), name="services_committee_elected",
                violation_error_message="本届起期不能早于选举日期。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @property
    def scale_note(self) -> str:
        """A hint when the number of households lies outside the range that the law calls usual; never a refusal."""
        low, high = (1000, 3000) if self.elected_on >= NEW_SCALE_SINCE else (100, 700)
        usual = low <= self.scale_households <= high
        return "" if usual else f"一般为 {low} 至 {high} 户，请核对是否经批准"

    scale_note.fget.short_description = "规模提示"  # type: ignore[attr-defined]


class MassOrg(LedgerRecord):
    """群团组织台账: union, Youth League, women's federation."""

    domain = "A"

    class Kind(models.TextChoices):
        UNION = "union", "工会"
        YOUTH = "youth", "团委"
        WOMEN = "women", "妇联"

    kind = models.CharField("类别", max_length=8, choices=Kind.choices)
    attachment = models.CharField(
        "设立方式", max_length=4, choices=Attachment.choices, default=Attachment.OWN
    )
    name = models.CharField("名称", max_length=60)
    chair = models.CharField("负责人", max_length=50)
    valid_from = models.DateField("成立日期")
    valid_to = models.DateField("撤销日期", null=True, blank=True)
    work = models.CharField("主要工作", max_length=120, blank=True)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "群团组织"
        constraints = [*LedgerRecord.Meta.constraints, span("services_mass_org_span")]

    def __str__(self) -> str:
        return self.name


class Courtyard(LedgerRecord):
    """院落: some buildings round a yard, inside one grid; what a 院长 looks after."""

    domain = "A"
    grid_path = "grid_id"

    grid = models.ForeignKey("org.Grid", models.PROTECT, verbose_name="网格", related_name="+")
    name = models.CharField("院落名称", max_length=40)
    extent = models.CharField("范围", max_length=80, help_text="如：1 栋至 6 栋。")
    valid_from = models.DateField("启用日期")
    valid_to = models.DateField("停用日期", null=True, blank=True)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "院落"
        constraints = [*LedgerRecord.Meta.constraints, span("services_courtyard_span")]

    def __str__(self) -> str:
        return self.name


class GridAssignment(LedgerRecord):
    """网格员、院长、楼长台账: who looks after which grid, yard or building, from when to when.

    `grid` is always known, so that a grid worker finds the helpers of the own grid.
    """

    domain = "A"
    grid_path = "grid_id"
    privacy = {"name": "P2", "work_phone": "P2"}

    class Role(models.TextChoices):
        GRID_LEADER = "grid_leader", "网格长"
        GRID_MEMBER = "grid_member", "网格员"
        COURTYARD_HEAD = "courtyard_head", "院长"
        BUILDING_HEAD = "building_head", "楼长"
        GROUP_HEAD = "group_head", "联户长"

    role = models.CharField("角色", max_length=16, choices=Role.choices)
    grid = models.ForeignKey(
        "org.Grid", models.PROTECT, null=True, blank=True, verbose_name="网格", related_name="+"
    )
    courtyard = models.ForeignKey(
        Courtyard, models.PROTECT, null=True, blank=True, verbose_name="院落", related_name="heads"
    )
    building = models.ForeignKey(
        "org.Building", models.PROTECT, null=True, blank=True, verbose_name="楼栋", related_name="+"
    )
    name = models.CharField("姓名", max_length=50)
    name_initials = models.CharField(max_length=50, blank=True, editable=False, db_index=True)
    is_volunteer = models.BooleanField("居民志愿担任", default=False)
    consent_on = models.DateField(
        "本人同意公示日期", null=True, blank=True, help_text="居民志愿担任的须本人同意。"
    )
    work_phone = models.CharField("工作电话", max_length=20)
    letter_no = models.CharField("聘任文件", max_length=40, blank=True)
    trained_on = models.DateField("培训日期", null=True, blank=True)
    valid_from = models.DateField("任职起")
    valid_to = models.DateField("任职止", null=True, blank=True)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "网格员、院长、楼长"
        constraints = [
            *LedgerRecord.Meta.constraints,
            span("services_assignment_span"),
            models.CheckConstraint(
                condition=~Q(role="courtyard_head") | Q(courtyard__isnull=False), name="services_assignment_courtyard",
                violation_error_message="院长须选择院落。",
            ),
            models.CheckConstraint(
                condition=~Q(role="building_head") | Q(building__isnull=False), name="services_assignment_building",
                violation_error_message="楼长须选择楼栋。",
            ),
            models.CheckConstraint(
                condition=Q(is_volunteer=False) | Q(consent_on__isnull=False), name="services_assignment_consent",
                violation_error_message="居民志愿担任的，须填写本人同意公示日期。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_role_display()}{self.name}"

    def clean(self) -> None:
        """A phone that can be called; places of the settlement."""
        problem = phone_problem(self.work_phone) if self.work_phone else ""
        if problem:
            raise ValidationError({"work_phone": problem})
        for name in ("grid", "courtyard", "building"):
            place = getattr(self, name)
            if place is not None and place.settlement_id != self.settlement_id:
                raise ValidationError({name: "请选择本安置点的网格、院落或楼栋。"})


class RequiredFile(LedgerRecord):
    """应有资料清单: what must be on file, and since when it is; where it lies, not a copy of it."""

    domain = "A"

    class Kind(models.TextChoices):
        PARTY = "party", "党组织批复和任职文件"
        COMMITTEE = "committee", "居委会设立批复"
        ELECTION = "election", "居委会选举材料"
        GRID_MAP = "grid_map", "网格图"
        LETTERS = "letters", "网格员、院长、楼长聘任文件"
        DUTIES = "duties", "岗位职责"
        PLAN = "plan", "年度工作计划"
        SUMMARY = "summary", "年度工作总结"
        VISITS = "visits", "走访记录"
        MEETINGS = "meetings", "会议记录"
        MASS_ORGS = "mass_orgs", "群团组织成立文件"
        OTHER = "other", "其他"

    kind = models.CharField("资料种类", max_length=12, choices=Kind.choices)
    title = models.CharField("资料名称", max_length=60)
    valid_from = models.DateField("列入清单日期")
    valid_to = models.DateField("移出清单日期", null=True, blank=True)
    kept_at = models.CharField("存放处", max_length=60, blank=True)
    collected_on = models.DateField("收齐日期", null=True, blank=True, editable=False)
    expires_on = models.DateField(
        "有效期至", null=True, blank=True, help_text="长期有效的留空；当日起须换新。"
    )

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "应有资料"
        constraints = [
            *LedgerRecord.Meta.constraints,
            span("services_file_span"),
            models.UniqueConstraint(
                fields=["settlement", "title"], condition=~Q(status="void"), name="services_file_once",
                violation_error_message="清单里已有同名的资料。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title
