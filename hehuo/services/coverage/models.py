"""入户覆盖台账, 学校医疗台账, 适龄儿童学位 (item 13).

Children are here only with where they go to school: no marks, no ranking, no photograph (domain §6.1).
"""

from django.db import models
from django.db.models import F, Q

from hehuo.records.models import LedgerRecord
from hehuo.services.organisations.models import span


class UtilityCoverage(LedgerRecord):
    """入户覆盖台账: whether a service reaches a dwelling; whether it is used is the resident's choice."""

    domain = "C"
    grid_path = "dwelling__building__grid_id"
    privacy = {"connected": "P2"}

    class Service(models.TextChoices):
        WATER = "water", "供水"
        POWER = "power", "供电"
        ROAD = "road", "道路"
        BROADBAND = "broadband", "宽带"
        MOBILE = "mobile", "移动信号"
        GAS = "gas", "燃气"
        BROADCAST = "broadcast", "广电云"

    dwelling = models.ForeignKey("residents.Dwelling", models.PROTECT, verbose_name="房屋", related_name="+")
    service = models.CharField("服务", max_length=10, choices=Service.choices)
    available = models.BooleanField("已通达", default=False, help_text="看线路是否可用，不看是否开户。")
    connected = models.BooleanField("已开通", null=True, blank=True, help_text="由住户自愿，不作要求。")
    since = models.DateField("通达日期", null=True, blank=True)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "入户覆盖"
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["dwelling", "service"], condition=~Q(status="void"), name="services_coverage_once",
                violation_error_message="这套房的这项服务已经登记，请修改那一条。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.dwelling} {self.get_service_display()}"


class PublicServiceAccess(LedgerRecord):
    """学校医疗台账: a school or a clinic that serves the settlement, how far it is, and counts only."""

    domain = "A"

    class Kind(models.TextChoices):
        KINDERGARTEN = "kindergarten", "幼儿园"
        PRIMARY = "primary", "小学"
        JUNIOR = "junior", "初中"
        CLINIC = "clinic", "卫生室"
        COMMUNITY_HOSPITAL = "community", "社区医院"
        COUNTY_HOSPITAL = "county", "县医院"
        PHARMACY = "pharmacy", "药店"

    kind = models.CharField("类别", max_length=14, choices=Kind.choices)
    name = models.CharField("名称", max_length=60)
    distance_m = models.PositiveIntegerField("距离（米）")
    minutes = models.PositiveSmallIntegerField("到达时间（分钟）", help_text="从安置点大门走到门口，实测。")
    staff_count = models.PositiveSmallIntegerField("教师（医护）人数", null=True, blank=True)
    seats = models.PositiveIntegerField("可安排学位数", null=True, blank=True)
    opened_on = models.DateField("开始服务日期")
    closed_on = models.DateField("停止服务日期", null=True, blank=True)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "学校医疗"
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["settlement", "name"], condition=~Q(status="void"), name="services_access_once",
                violation_error_message="这所学校（医院）已经登记。",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")), name="services_access_span",
                violation_error_message="停止服务日期不能早于开始服务日期。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class SchoolPlacement(LedgerRecord):
    """适龄儿童学位: where a child goes to school, or why a place is not due now."""

    domain = "C"
    grid_path = "person__household__grid_id"
    privacy = {"school": "P2", "school_name": "P2", "state": "P2", "basis": "P3"}

    class State(models.TextChoices):
        PLACED = "placed", "已有学位"
        HOME_TEACHING = "home", "送教上门"
        WAITING = "waiting", "正在落实"
        DEFERRED = "deferred", "经批准延缓入学"

    person = models.ForeignKey(
        "residents.Person", models.PROTECT, verbose_name="儿童", related_name="school_placements"
    )
    state = models.CharField("情况", max_length=10, choices=State.choices)
    school = models.ForeignKey(
        PublicServiceAccess,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="学校（台账）",
        related_name="+",
    )
    school_name = models.CharField("学校", max_length=60, blank=True, help_text="台账里没有的学校填名称。")
    basis = models.CharField("批准文书", max_length=60, blank=True, help_text="延缓入学的填写批准文书编号。")
    valid_from = models.DateField("起")
    valid_to = models.DateField("止", null=True, blank=True)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "适龄儿童学位"
        constraints = [
            *LedgerRecord.Meta.constraints,
            span("services_placement_span"),
            models.UniqueConstraint(
                fields=["person", "valid_from"], condition=~Q(status="void"), name="services_placement_once",
                violation_error_message="这名儿童这一天起的学位已经登记。",
            ),
            models.CheckConstraint(
                condition=~Q(state="placed") | Q(school__isnull=False) | ~Q(school_name=""), name="services_placement_school",
                violation_error_message="已有学位的请选择学校，或填写学校名称。",
            ),
            models.CheckConstraint(
                condition=~Q(state="deferred") | ~Q(basis=""), name="services_placement_basis",
                violation_error_message="延缓入学须经批准，请填写批准文书编号。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.person} {self.get_state_display()}"
