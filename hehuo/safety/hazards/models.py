"""隐患: found, given a deadline, put right, checked again by another person (item 6 “治安状况良好”)."""

from django.db import models
from django.db.models import F, Q

from hehuo.records.models import LedgerRecord


class SafetyHazard(LedgerRecord):
    """隐患台账: about a place or a thing."""

    domain = "H"
    grid_path = "building__grid_id"

    class Category(models.TextChoices):
        FIRE = "fire", "消防"
        ELECTRICITY = "electricity", "用电"
        GAS = "gas", "燃气"
        LIFT = "lift", "电梯"
        FALLING = "falling", "高空坠物"
        ROAD = "road", "道路"
        GEOLOGY = "geology", "地质"
        WATER = "water", "饮水"
        FOOD = "food", "食品"
        OTHER = "other", "其他"

    class Level(models.TextChoices):
        GENERAL = "general", "一般"
        LARGER = "larger", "较大"
        MAJOR = "major", "重大"

    class FoundBy(models.TextChoices):
        PATROL = "patrol", "巡逻"
        GRID = "grid", "网格"
        RESIDENT = "resident", "居民"
        DEVICE = "device", "设备"
        INSPECTION = "inspection", "专项检查"

    class State(models.TextChoices):
        FOUND = "found", "待整改"
        RECTIFYING = "rectifying", "整改中"
        RECTIFIED = "rectified", "已整改待复查"
        CLOSED = "closed", "已销号"

    category = models.CharField("类别", max_length=12, choices=Category.choices)
    level = models.CharField("等级", max_length=8, choices=Level.choices)
    building = models.ForeignKey(
        "org.Building", models.PROTECT, null=True, blank=True, verbose_name="楼栋", related_name="+"
    )
    place = models.CharField("位置", max_length=60)
    situation = models.CharField("情况", max_length=200)
    found_by = models.CharField("来源", max_length=10, choices=FoundBy.choices)
    found_on = models.DateField("发现日期")
    due_on = models.DateField("整改期限")
    state = models.CharField(
        "办理状态", max_length=10, choices=State.choices, default=State.FOUND, editable=False
    )
    responsible = models.CharField("整改责任单位", max_length=60, blank=True)
    rectified_on = models.DateField("整改完成日期", null=True, blank=True)
    closed_on = models.DateField("复查销号日期", null=True, editable=False)

    class Meta(LedgerRecord.Meta):
        indexes = [
            *LedgerRecord.Meta.indexes,
            models.Index(
                fields=["settlement", "-found_on", "-id", "status", "state", "level", "category", "found_by", "place", "situation", "responsible"], name="safety_safetyhazard_list"
            ),
        ]  # fmt: skip
        abstract = False
        verbose_name = "安全隐患"
        ordering = ["-found_on", "-id"]
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.CheckConstraint(
                condition=Q(due_on__gte=F("found_on")), name="safety_hazard_due",
                violation_error_message="整改期限不能早于发现日期。",
            ),
            models.CheckConstraint(
                condition=Q(rectified_on__isnull=True) | Q(rectified_on__gte=F("found_on")), name="safety_hazard_order",
                violation_error_message="整改完成日期不能早于发现日期。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_level_display()}隐患 {self.place}"
