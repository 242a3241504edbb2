"""Places: dated divisions, the tree of areas, settlements, communities, creation units, grids, buildings."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from treebeard.mp_tree import MP_Node

from hehuo.org.pinyin import initials


class AdministrativeDivision(models.Model):
    """A division code as it was valid in a span of time (GB/T 2260, plus internal codes such as 520200ZK)."""

    code = models.CharField("区划代码", max_length=12)
    name = models.CharField("名称", max_length=60)
    level = models.CharField(
        "级别",
        max_length=10,
        choices=[("city", "市"), ("county", "县级"), ("township", "乡级")],
        default="county",
    )
    national = models.BooleanField("国家标准代码", default=True)
    valid_from = models.DateField("启用日期")
    valid_to = models.DateField("停用日期", null=True, blank=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, verbose_name="后继", related_name="+"
    )
    note = models.CharField("说明", max_length=200, blank=True)

    class Meta:
        verbose_name = "行政区划"
        ordering = ["code", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="org_division_once"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="org_division_span"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Area(MP_Node):
    """A node of the one tree that rights follow: city > county > settlement > grid > building."""

    class Kind(models.TextChoices):
        CITY = "city", "市"
        COUNTY = "county", "县（市、特区、区）"
        TOWNSHIP = "township", "乡镇（街道）"
        SETTLEMENT = "settlement", "安置点"
        GRID = "grid", "网格"
        BUILDING = "building", "楼栋"

    kind = models.CharField("类别", max_length=12, choices=Kind.choices)
    name = models.CharField("名称", max_length=80)
    code = models.CharField("编码", max_length=24, unique=True)
    node_order_by: list[str] = []

    class Meta:
        verbose_name = "区域"

    def __str__(self) -> str:
        return self.name


class SettlementArea(models.Model):
    """安置区: one or more settlement points counted together (domain §1.1)."""

    code = models.CharField("编号", max_length=24, unique=True)
    name = models.CharField("名称", max_length=60)
    county = models.ForeignKey(Area, models.PROTECT, verbose_name="所属县级单位", related_name="+")

    class Meta:
        verbose_name = "安置区"

    def __str__(self) -> str:
        return self.name


def latitude() -> models.DecimalField:
    """Degrees north (CGCS2000), to about a metre; empty while nobody has measured."""
    within = [MinValueValidator(3), MaxValueValidator(54)]
    return models.DecimalField(
        "纬度", max_digits=8, decimal_places=5, null=True, blank=True, validators=within
    )


def longitude() -> models.DecimalField:
    """Degrees east."""
    within = [MinValueValidator(73), MaxValueValidator(136)]
    return models.DecimalField(
        "经度", max_digits=8, decimal_places=5, null=True, blank=True, validators=within
    )


class Settlement(models.Model):
    """安置点. `area` is its node in the tree; `code` is never reused."""

    class Kind(models.TextChoices):
        URBAN = "urban", "城镇化集中"
        INDUSTRIAL_PARK = "industrial_park", "园区"
        SCENIC = "scenic", "景区"
        RURAL_NEW_VILLAGE = "rural_new_village", "农村集中"
        SCATTERED = "scattered", "分散"

    code = models.CharField("安置点编号", max_length=20, unique=True)
    name = models.CharField("名称", max_length=60)
    alias = models.CharField("别名", max_length=60, blank=True)
    initials = models.CharField("拼音首字母", max_length=60, blank=True, db_index=True)
    area = models.OneToOneField(Area, models.PROTECT, verbose_name="区域", related_name="settlement")
    county = models.ForeignKey(Area, models.PROTECT, verbose_name="县级单位", related_name="+")
    settlement_area = models.ForeignKey(SettlementArea, models.PROTECT, verbose_name="所属安置区")
    division_code = models.CharField("行政区划代码", max_length=12)
    kind = models.CharField("安置方式", max_length=20, choices=Kind.choices)
    project_years = models.JSONField("年度项目", default=list)
    planned_households = models.PositiveIntegerField("规划户数")
    planned_persons = models.PositiveIntegerField("规划人数")
    dwellings_built = models.PositiveIntegerField("套数", default=0)
    host_village = models.CharField("迁入地村（居）", max_length=60, blank=True)
    first_move_in_on = models.DateField("首批入住", null=True, blank=True)
    all_keys_on = models.DateField("全部交房", null=True, blank=True)
    lat, lon = latitude(), longitude()
    demo = models.BooleanField("演示数据", default=False, editable=False)

    class Meta:
        verbose_name = "安置点"
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(planned_persons__gte=F("planned_households")),
                name="org_settlement_persons_ge_households",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the initials equal to the name, also when only the name is saved."""
        self.initials = initials(self.name)[:60]
        if "name" in (kwargs.get("update_fields") or ()):
            kwargs["update_fields"] = {*kwargs["update_fields"], "initials"}
        super().save(*args, **kwargs)


class Community(models.Model):
    """社区: covers one or more settlements, or is larger than a settlement."""

    code = models.CharField("编码", max_length=24, unique=True)
    name = models.CharField("名称", max_length=60)
    settlements = models.ManyToManyField(Settlement, verbose_name="安置点", related_name="communities")
    is_host = models.BooleanField("迁入地社区（村）", default=False)

    class Meta:
        verbose_name = "社区"
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class CreationUnit(models.Model):
    """创建单位 (domain §1.2): ≥200 relocation households create on their own, 199 merge into the host."""

    class Kind(models.TextChoices):
        SETTLEMENT = "settlement", "安置点单独创建"
        HOST_MERGED = "host_merged", "融入迁入地村（居）创建"

    code = models.CharField("编号", max_length=24, unique=True)
    name = models.CharField("名称", max_length=80)
    kind = models.CharField("类型", max_length=12, choices=Kind.choices)
    county = models.ForeignKey(Area, models.PROTECT, verbose_name="县级单位", related_name="+")
    settlements = models.ManyToManyField(Settlement, verbose_name="安置点", related_name="creation_units")
    host_community = models.ForeignKey(
        Community, models.PROTECT, null=True, blank=True, verbose_name="迁入地社区（村）", related_name="+"
    )
    demonstration_site = models.BooleanField("示范点", default=False)

    class Meta:
        verbose_name = "创建单位"
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="settlement") | Q(host_community__isnull=False),
                name="org_merged_unit_names_its_host",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Grid(models.Model):
    """网格台账: always under a settlement; spans do not overlap per code."""

    area = models.OneToOneField(Area, models.PROTECT, verbose_name="区域", related_name="grid")
    settlement = models.ForeignKey(Settlement, models.PROTECT, verbose_name="安置点", related_name="grids")
    code = models.CharField("编码", max_length=24, unique=True)
    name = models.CharField("名称", max_length=40)
    valid_from = models.DateField("启用日期")
    valid_to = models.DateField("停用日期", null=True, blank=True)

    class Meta:
        verbose_name = "网格"
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Building(models.Model):
    """楼栋."""

    settlement = models.ForeignKey(
        Settlement, models.PROTECT, verbose_name="安置点", related_name="buildings"
    )
    grid = models.ForeignKey(Grid, models.PROTECT, verbose_name="网格", related_name="buildings")
    number = models.CharField("栋号", max_length=10)
    floors = models.PositiveSmallIntegerField("层数", default=6)
    units = models.PositiveSmallIntegerField("单元数", default=1)
    lat, lon = latitude(), longitude()

    class Meta:
        verbose_name = "楼栋"
        ordering = ["settlement_id", "id"]
        constraints = [models.UniqueConstraint(fields=["settlement", "number"], name="org_building_once")]

    def __str__(self) -> str:
        return f"{self.number}栋"
