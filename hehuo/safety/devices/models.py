"""物防、技防: things that protect, whether they work, and the tickets that mend them (item 6 “物防、技防”)."""

from django.db import models
from django.db.models import F, Q

from hehuo.records.models import LedgerRecord


class PhysicalAsset(LedgerRecord):
    """物防台账: a required point and its condition."""

    domain = "H"
    grid_path = "building__grid_id"

    class Kind(models.TextChoices):
        LAMP = "lamp", "路灯"
        GATE = "gate", "门禁（卡、钥匙）"
        FENCE = "fence", "围栏"
        HYDRANT = "hydrant", "消火栓"
        EXTINGUISHER = "extinguisher", "灭火器"
        FIRE_POINT = "fire_point", "微型消防站"
        FIRE_LANE = "fire_lane", "消防通道"
        EMERGENCY_LIGHT = "emergency_light", "应急照明"
        EXIT = "exit", "安全出口"
        MANHOLE = "manhole", "井盖"
        RAIL = "rail", "护栏"

    class Condition(models.TextChoices):
        IN_ORDER = "in_order", "正常"
        FAULTY = "faulty", "故障"
        REPAIRING = "repairing", "维修"
        MISSING = "missing", "缺失"

    kind = models.CharField("类型", max_length=16, choices=Kind.choices)
    name = models.CharField("编号或名称", max_length=40)
    building = models.ForeignKey(
        "org.Building", models.PROTECT, null=True, blank=True, verbose_name="楼栋", related_name="+"
    )
    place = models.CharField("位置", max_length=60)
    owner = models.CharField("管养单位", max_length=60)
    required = models.BooleanField("应设点位", default=True)
    installed_on = models.DateField("安装日期", null=True, blank=True)
    removed_on = models.DateField("撤除日期", null=True, blank=True)
    condition = models.CharField("状况", max_length=10, choices=Condition.choices, default=Condition.IN_ORDER)
    next_check_on = models.DateField("下次检查")

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "物防设施"

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.name}"


class TechnicalDevice(LedgerRecord):
    """技防台账: status of a device in a public place. No stream address, picture, plate or face exists as a field."""

    domain = "H"
    grid_path = "building__grid_id"

    class Kind(models.TextChoices):
        CAMERA = "camera", "视频点位"
        SMOKE = "smoke", "烟感"
        GAS = "gas", "可燃气"
        WATER_PRESSURE = "water_pressure", "水压"
        ELECTRIC_FIRE = "electric_fire", "电气火灾"
        LIFT = "lift", "电梯困人"
        MANHOLE = "manhole", "井盖"
        SLOPE = "slope", "边坡（积水）"
        HELP_BUTTON = "help_button", "一键求助"

    class Condition(models.TextChoices):
        ONLINE = "online", "在线"
        OFFLINE = "offline", "离线"
        MAINTENANCE = "maintenance", "维修"

    kind = models.CharField("类型", max_length=16, choices=Kind.choices)
    device_code = models.CharField("设备编码", max_length=40)
    building = models.ForeignKey(
        "org.Building", models.PROTECT, null=True, blank=True, verbose_name="楼栋", related_name="+"
    )
    place = models.CharField("公共位置", max_length=60)
    owner = models.CharField("责任单位", max_length=60)
    sign_posted = models.BooleanField("已设提示标识", default=False)
    condition = models.CharField("状况", max_length=12, choices=Condition.choices, default=Condition.ONLINE)
    installed_on = models.DateField("启用日期")
    removed_on = models.DateField("停用日期", null=True, blank=True)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "技防设备"
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["settlement", "device_code"], condition=~Q(status="void"), name="safety_device_once",
                violation_error_message="本安置点已登记这个设备编码。",
            ),
            models.CheckConstraint(
                condition=~Q(kind="camera") | Q(sign_posted=True), name="safety_camera_sign",
                violation_error_message="视频点位须设提示标识，并由公安或依法负责的单位管理。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.device_code}"


class DeviceUptime(LedgerRecord):
    """设备在线记录: minutes due and minutes online of a span, as the platform that owns the device reports them."""

    domain = "H"

    device = models.ForeignKey(TechnicalDevice, models.PROTECT, verbose_name="设备", related_name="uptimes")
    starts_on = models.DateField("起始日")
    ends_on = models.DateField("截止日（含）")
    minutes_due = models.PositiveIntegerField("应在线分钟", help_text="有维修单的维修时间已扣除。")
    minutes_online = models.PositiveIntegerField("实际在线分钟")

    class Meta(LedgerRecord.Meta):
        indexes = [
            *LedgerRecord.Meta.indexes,
            models.Index(fields=["settlement", "-starts_on", "-id"], name="safety_deviceuptime_day"),
        ]
        abstract = False
        verbose_name = "设备在线记录"
        ordering = ["-starts_on", "-id"]
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["device", "starts_on"], condition=~Q(status="void"), name="safety_uptime_once",
                violation_error_message="这台设备在这个起始日已有在线记录。",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="safety_uptime_span",
                violation_error_message="截止日不能早于起始日。",
            ),
            models.CheckConstraint(
                condition=Q(minutes_online__lte=F("minutes_due")), name="safety_uptime_minutes",
                violation_error_message="实际在线分钟不能多于应在线分钟。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.device} {self.starts_on:%Y-%m-%d}"


class MaintenanceTicket(LedgerRecord):
    """安防设施维修单: from the report to the check by another person."""

    domain = "H"

    class State(models.TextChoices):
        REPORTED = "reported", "已报修"
        ASSIGNED = "assigned", "已派修"
        FIXED = "fixed", "已修好待核"
        CLOSED = "closed", "已销号"
        WITHDRAWN = "withdrawn", "已撤回"

    asset = models.ForeignKey(
        PhysicalAsset, models.PROTECT, null=True, blank=True, verbose_name="物防设施", related_name="tickets"
    )
    device = models.ForeignKey(
        TechnicalDevice,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="技防设备",
        related_name="tickets",
    )
    fault = models.CharField("故障情况", max_length=120)
    state = models.CharField(
        "办理状态", max_length=10, choices=State.choices, default=State.REPORTED, editable=False
    )
    reported_on = models.DateField("报修日期")
    due_on = models.DateField("应修好日期")
    repairer = models.CharField("维修单位", max_length=60, blank=True)
    fixed_on = models.DateField("修好日期", null=True, blank=True)
    checked_on = models.DateField("核查日期", null=True, editable=False)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "安防维修单"
        ordering = ["-reported_on", "-id"]
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.CheckConstraint(
                condition=Q(asset__isnull=False, device__isnull=True) | Q(asset__isnull=True, device__isnull=False),
                name="safety_ticket_of_one_thing", violation_error_message="请选择一处物防设施，或者一台技防设备。",
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("reported_on")), name="safety_ticket_due",
                violation_error_message="应修好日期不能早于报修日期。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.asset or self.device}：{self.fault}"
