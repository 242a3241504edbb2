"""道路, 公交线路, 站点, 时刻表, 班次兑现 (item 16)."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from hehuo.records.models import LedgerRecord
from hehuo.services.organisations.models import span


class RoadLink(LedgerRecord):
    """进出道路: a road that joins the settlement to the network of the town."""

    domain = "A"

    class Kind(models.TextChoices):
        STREET = "street", "城市道路"
        TOWN = "town", "集镇道路"
        COUNTY = "county", "县乡公路"
        VILLAGE = "village", "通村公路"

    name = models.CharField("道路名称", max_length=60)
    kind = models.CharField("类型", max_length=8, choices=Kind.choices)
    joins = models.CharField("连接到", max_length=60, help_text="接入的城市（城镇）道路名称。")
    length_m = models.PositiveIntegerField("长度（米）", null=True, blank=True)
    hardened = models.BooleanField("路面已硬化", default=False)
    valid_from = models.DateField("通车日期")
    valid_to = models.DateField("中断（停用）日期", null=True, blank=True)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "进出道路"
        constraints = [*LedgerRecord.Meta.constraints, span("services_road_span")]

    def __str__(self) -> str:
        return self.name


class BusLine(LedgerRecord):
    """公交线路: a city bus, a rural bus, or a service that runs on demand."""

    domain = "A"

    class Kind(models.TextChoices):
        CITY = "city", "城市公交"
        RURAL = "rural", "城乡客运"
        CUSTOM = "custom", "定制客运"

    route = models.CharField("线路", max_length=20)
    kind = models.CharField("类型", max_length=8, choices=Kind.choices)
    ends = models.CharField("起讫点", max_length=60, help_text="如：安置点—客运站。")
    operator = models.CharField("运营单位", max_length=60)
    permit_no = models.CharField("线路许可", max_length=40, blank=True)
    first_run = models.TimeField("首班")
    last_run = models.TimeField("末班")
    headway_minutes = models.PositiveSmallIntegerField("间隔（分钟）", null=True, blank=True)
    valid_from = models.DateField("开通日期")
    valid_to = models.DateField("停运日期", null=True, blank=True)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "公交线路"
        constraints = [
            *LedgerRecord.Meta.constraints,
            span("services_line_span"),
            models.UniqueConstraint(
                fields=["settlement", "route"], condition=~Q(status="void"), name="services_line_once",
                violation_error_message="这条线路已经登记。",
            ),
            models.CheckConstraint(
                condition=Q(last_run__gte=F("first_run")), name="services_line_runs",
                violation_error_message="末班不能早于首班。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.route


class BusStop(LedgerRecord):
    """公交站点."""

    domain = "A"

    code = models.CharField("站点编号", max_length=20)
    name = models.CharField("站名", max_length=40)
    lat = models.DecimalField(
        "纬度", max_digits=8, decimal_places=5, null=True, blank=True,
        validators=[MinValueValidator(3), MaxValueValidator(54)],
    )  # fmt: skip
    lon = models.DecimalField(
        "经度", max_digits=8, decimal_places=5, null=True, blank=True,
        validators=[MinValueValidator(73), MaxValueValidator(136)],
    )  # fmt: skip
    distance_m = models.PositiveIntegerField("到大门距离（米）", null=True, blank=True)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "公交站点"
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["settlement", "code"], condition=~Q(status="void"), name="services_stop_once",
                violation_error_message="这个站点编号已经登记。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class LineStop(LedgerRecord):
    """线路站点: the stops of a line in order, and how long the bus takes to get there."""

    domain = "A"

    line = models.ForeignKey(BusLine, models.PROTECT, verbose_name="线路", related_name="stops")
    stop = models.ForeignKey(BusStop, models.PROTECT, verbose_name="站点", related_name="lines")
    stop_no = models.PositiveSmallIntegerField("站序")
    minutes = models.PositiveSmallIntegerField("距首站（分钟）", default=0)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "线路站点"
        ordering = ["line_id", "stop_no"]
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["line", "stop_no"], condition=~Q(status="void"), name="services_line_stop_once",
                violation_error_message="这条线路的这一站序已经登记。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.line} 第{self.stop_no}站 {self.stop}"


class Departure(LedgerRecord):
    """公交时刻: one departure of a line from its first stop."""

    domain = "A"

    class Days(models.TextChoices):
        DAILY = "daily", "每天"
        WEEKDAYS = "weekdays", "周一至周五"
        WEEKENDS = "weekends", "周六周日"

    line = models.ForeignKey(BusLine, models.PROTECT, verbose_name="线路", related_name="departures")
    departs_at = models.TimeField("发车时间")
    days = models.CharField("运行日", max_length=8, choices=Days.choices, default=Days.DAILY)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "公交时刻"
        ordering = ["line_id", "departs_at"]
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["line", "departs_at", "days"], condition=~Q(status="void"), name="services_departure_once",
                violation_error_message="这班车已经登记。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.line} {self.departs_at:%H:%M}"


class BusDay(LedgerRecord):
    """班次兑现: trips planned and kept on a day, from the operator's report."""

    domain = "A"

    line = models.ForeignKey(BusLine, models.PROTECT, verbose_name="线路", related_name="days")
    ran_on = models.DateField("日期")
    planned = models.PositiveSmallIntegerField("计划班次")
    kept = models.PositiveSmallIntegerField("实际班次")
    note = models.CharField("说明", max_length=80, blank=True)

    class Meta(LedgerRecord.Meta):
        indexes = [
            *LedgerRecord.Meta.indexes,
            models.Index(fields=["settlement", "-ran_on", "-id"], name="services_busday_day"),
        ]
        abstract = False
        verbose_name = "班次兑现"
        ordering = ["-ran_on", "-id"]
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["line", "ran_on"], condition=~Q(status="void"), name="services_bus_day_once",
                violation_error_message="这条线路当天的班次已经登记。",
            ),
            models.CheckConstraint(
                condition=Q(kept__lte=F("planned")), name="services_bus_day_kept",
                violation_error_message="实际班次不能多于计划班次；加开的班次写在说明里。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.line} {self.ran_on}"
