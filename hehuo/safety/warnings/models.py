"""预警: rule cards that people can read, warnings that they raise, events and drills (item 6 “综合网络防控预警系统”).

What a warning may be about is a place, a piece of equipment, a kind of event or the environment; a person is not a
value (domain §6.5, `early_warning`).
"""

from django.db import models
from django.db.models import F, Q

from hehuo.records.models import LedgerRecord
from hehuo.safety.devices.models import PhysicalAsset, TechnicalDevice


class WarningRule(LedgerRecord):
    """预警规则卡: what is counted, from how many on, over how many days, how soon it must be answered."""

    domain = "H"

    class Source(models.TextChoices):
        OFFLINE = "offline", "设备连续离线"
        UNCHECKED = "unchecked", "物防设施超期未检查"
        REPEATED = "repeated", "同一地点同类事件反复发生"
        OVERDUE = "overdue", "隐患逾期未整改"
        WEATHER = "weather", "气象（地质）部门通知"

    class Level(models.TextChoices):
        BLUE = "blue", "蓝色"
        YELLOW = "yellow", "黄色"
        ORANGE = "orange", "橙色"
        RED = "red", "红色"

    name = models.CharField("规则名称", max_length=60)
    watches = models.CharField("监测内容", max_length=12, choices=Source.choices)
    threshold = models.PositiveSmallIntegerField("达到次数（天数）", default=1)
    window_days = models.PositiveSmallIntegerField("统计天数", default=7)
    quiet_days = models.PositiveSmallIntegerField(
        "同一对象静默天数", default=1, help_text="静默期内不重复预警。"
    )
    level = models.CharField("预警等级", max_length=8, choices=Level.choices)
    ack_days = models.PositiveSmallIntegerField("签收时限（工作日）", default=1)
    close_days = models.PositiveSmallIntegerField("办结时限（工作日）", default=5)
    basis = models.CharField("依据", max_length=120)
    valid_from = models.DateField("启用日期")
    valid_to = models.DateField("停用日期", null=True, blank=True)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "预警规则"
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.CheckConstraint(
                condition=Q(threshold__gte=1) & Q(window_days__gte=1), name="safety_rule_numbers",
                violation_error_message="次数和统计天数至少为 1。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class EarlyWarning(LedgerRecord):
    """预警台账: raised by a rule or entered from a notice; acknowledged, handled, resolved, reviewed."""

    domain = "H"

    class About(models.TextChoices):
        PLACE = "place", "场所"
        EQUIPMENT = "equipment", "设施设备"
        EVENT_TYPE = "event_type", "事件类型"
        ENVIRONMENT = "environment", "环境"

    class State(models.TextChoices):
        RAISED = "raised", "待签收"
        ACKNOWLEDGED = "ack", "已签收"
        HANDLING = "handling", "处置中"
        RESOLVED = "resolved", "已解除"
        FALSE_ALARM = "false_alarm", "误报"
        REVIEWED = "reviewed", "已复盘"

    rule = models.ForeignKey(WarningRule, models.PROTECT, verbose_name="规则", related_name="warnings")
    about = models.CharField("预警对象", max_length=12, choices=About.choices)
    asset = models.ForeignKey(
        PhysicalAsset, models.PROTECT, null=True, blank=True, verbose_name="物防设施", related_name="+"
    )
    device = models.ForeignKey(
        TechnicalDevice, models.PROTECT, null=True, blank=True, verbose_name="技防设备", related_name="+"
    )
    building = models.ForeignKey(
        "org.Building", models.PROTECT, null=True, blank=True, verbose_name="楼栋", related_name="+"
    )
    place = models.CharField("位置", max_length=60)
    level = models.CharField("等级", max_length=8, choices=WarningRule.Level.choices)
    why = models.CharField("预警理由", max_length=200)
    issued_on = models.DateField("发出日期")
    ack_due_on = models.DateField("应签收日期")
    close_due_on = models.DateField("应办结日期")
    state = models.CharField(
        "办理状态", max_length=12, choices=State.choices, default=State.RAISED, editable=False
    )
    acknowledged_on = models.DateField("签收日期", null=True, editable=False)
    action = models.CharField("处置措施", max_length=200, blank=True)
    closed_on = models.DateField("办结日期", null=True, editable=False)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "预警"
        ordering = ["-issued_on", "-id"]
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ack_due_on__gte=F("issued_on")) & Q(close_due_on__gte=F("ack_due_on")),
                name="safety_warning_due", violation_error_message="应签收日期、应办结日期应依次不早于发出日期。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_level_display()}预警 {self.place}"


class IncidentEvent(LedgerRecord):
    """事件台账: what happened where; persons only in the rescue or request record that it leads to."""

    domain = "H"
    grid_path = "building__grid_id"

    class Kind(models.TextChoices):
        FIRE = "fire", "火情"
        LEAK = "leak", "漏水"
        POWER = "power", "停电"
        LIFT = "lift", "电梯困人"
        FALLING = "falling", "高空坠物"
        NOISE = "noise", "噪声"
        LOST = "lost", "走失求助"
        DISPUTE = "dispute", "纠纷（转调解）"
        POLICE = "police", "警情（公安提供的月度件数）"

    class Result(models.TextChoices):
        HANDLED = "handled", "已处置"
        PASSED_ON = "passed_on", "已转交"
        FALSE_REPORT = "false_report", "误报"

    kind = models.CharField("类型", max_length=10, choices=Kind.choices)
    building = models.ForeignKey(
        "org.Building", models.PROTECT, null=True, blank=True, verbose_name="楼栋", related_name="+"
    )
    place = models.CharField("位置", max_length=60)
    happened_on = models.DateField("发生日期")
    response_minutes = models.PositiveSmallIntegerField("响应（分钟）", null=True, blank=True)
    result = models.CharField("结果", max_length=12, choices=Result.choices)
    count = models.PositiveIntegerField("件数", default=1, help_text="警情只填公安提供的月度件数，其余填 1。")

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "安全事件"
        ordering = ["-happened_on", "-id"]
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind="police") | Q(count=1), name="safety_event_count",
                violation_error_message="只有警情按月度件数登记，其他事件一件一条。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.happened_on:%Y-%m-%d} {self.get_kind_display()}"


class Drill(LedgerRecord):
    """演练台账."""

    domain = "H"

    class Kind(models.TextChoices):
        FIRE = "fire", "消防疏散"
        FLOOD = "flood", "防汛"
        GEOLOGY = "geology", "地质灾害"
        LIFT = "lift", "电梯救援"

    kind = models.CharField("类型", max_length=10, choices=Kind.choices)
    held_on = models.DateField("演练日期")
    participants = models.PositiveIntegerField("参加人数")
    minutes = models.PositiveSmallIntegerField("用时（分钟）")
    problems = models.CharField("发现的问题", max_length=200, blank=True)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "应急演练"
        ordering = ["-held_on", "-id"]

    def __str__(self) -> str:
        return f"{self.held_on:%Y-%m-%d} {self.get_kind_display()}"
