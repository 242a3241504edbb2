"""房屋台账, 分房, 入住台账, 两头住个案台账, moves (item 9)."""

from django.db import models
from django.db.models import F, Q

from hehuo.records.models import LedgerRecord


class Dwelling(LedgerRecord):
    """房屋: a flat in a building. GB address: building, unit, room."""

    domain = "C"
    grid_path = "building__grid_id"
    privacy = {"room_no": "P2", "area_m2": "P2"}

    class State(models.TextChoices):
        UNALLOCATED = "unallocated", "未分配"
        ALLOCATED = "allocated", "已分配"
        VACANT = "vacant", "空置"
        RETURNED = "returned", "腾退"

    building = models.ForeignKey("org.Building", models.PROTECT, verbose_name="栋", related_name="+")
    unit_no = models.CharField("单元", max_length=10)
    room_no = models.CharField("房号", max_length=10)
    floor = models.PositiveSmallIntegerField("楼层", default=1)
    area_m2 = models.DecimalField("面积（平方米）", max_digits=7, decimal_places=2)
    state = models.CharField("使用状态", max_length=12, choices=State.choices, default=State.UNALLOCATED)
    keys_on = models.DateField("交付时间", null=True, blank=True)

    class Meta(LedgerRecord.Meta):
        indexes = [
            *LedgerRecord.Meta.indexes,
            models.Index(
                fields=["settlement", "building", "unit_no", "room_no", "id", "status", "state"], name="residents_dwelling_list"
            ),
        ]  # fmt: skip
        abstract = False
        verbose_name = "房屋"
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["building", "unit_no", "room_no"], condition=~Q(status="void"), name="residents_dwelling_once",
                violation_error_message="这套房已经登记。",
            ),
            models.CheckConstraint(condition=Q(area_m2__gt=0), name="residents_dwelling_area", violation_error_message="面积应大于 0。"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.building}{self.unit_no}单元{self.room_no}"


class DwellingAllocation(LedgerRecord):
    """分房: a household holds a dwelling for a span."""

    domain = "C"
    grid_path = "household__grid_id"

    household = models.ForeignKey(
        "residents.Household", models.PROTECT, verbose_name="户", related_name="allocations"
    )
    dwelling = models.ForeignKey(Dwelling, models.PROTECT, verbose_name="房屋", related_name="allocations")
    valid_from = models.DateField("分房日期")
    valid_to = models.DateField("腾退日期", null=True, blank=True)
    second_dwelling = models.BooleanField("八人以上户第二套", default=False)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "分房"

    def __str__(self) -> str:
        return f"{self.household} {self.dwelling}"


class OccupancySpell(LedgerRecord):
    """入住台账: dated occupancy state of a household; needs a check within 92 days."""

    domain = "C"
    grid_path = "household__grid_id"

    class State(models.TextChoices):
        NOT_KEYED = "not_keyed", "未交房"
        KEYED_NOT_MOVED = "keyed_not_moved", "已交房未入住"
        RESIDENT = "resident", "常住"
        RESIDENT_PARTLY = "resident_partly", "部分成员常住"
        AWAY_WORKING = "away_working", "举家外出务工（房屋保留）"
        TWO_ENDS = "two_ends", "两头住"
        VACATED = "vacated", "搬离"
        MISUSED = "misused", "出租出借转让"

    class Check(models.TextChoices):
        VISIT = "visit", "入户"
        NEIGHBOUR = "neighbour", "邻里或楼长印证"
        PHONE = "phone", "电话"
        UTILITY = "utility", "本季度是否用水用电"

    class Nights(models.TextChoices):
        N0 = "0", "0 夜"
        N1 = "1-9", "1—9 夜"
        N10 = "10-29", "10—29 夜"
        N30 = "30-59", "30—59 夜"
        N60 = "60+", "60 夜以上"

    class Reason(models.TextChoices):
        ELDERLY = "elderly", "照顾老人"
        LIVESTOCK = "livestock", "养殖"
        FARMING = "farming", "农忙"
        SCHOOL = "school", "就学"
        FAR_JOB = "far_job", "就业远"
        QUALITY = "quality", "房屋质量"
        HABIT = "habit", "习惯"
        DISPUTE = "dispute", "产权纠纷"
        OTHER = "other", "其他"

    household = models.ForeignKey(
        "residents.Household", models.PROTECT, verbose_name="户", related_name="occupancy_spells"
    )
    dwelling = models.ForeignKey(
        Dwelling, models.PROTECT, null=True, blank=True, verbose_name="房屋", related_name="+"
    )
    state = models.CharField("入住状态", max_length=16, choices=State.choices)
    valid_from = models.DateField("起")
    valid_to = models.DateField("止", null=True, blank=True)
    checked_on = models.DateField("最近核查日期", null=True, blank=True)
    check_mode = models.CharField("核查方式", max_length=10, choices=Check.choices, blank=True)
    nights_old_house_90d = models.CharField(
        "近90日回旧房居住夜数", max_length=6, choices=Nights.choices, blank=True
    )
    reason = models.CharField("未入住（两头住）原因", max_length=10, choices=Reason.choices, blank=True)
    away_confirmed = models.BooleanField("外出务工已核实", default=False)
    help_plan = models.CharField("帮扶措施", max_length=200, blank=True)

    class Meta(LedgerRecord.Meta):
        indexes = [
            *LedgerRecord.Meta.indexes,
            models.Index(fields=["settlement", "-valid_from", "-id"], name="resident_occupancyspe_day"),
        ]
        abstract = False
        verbose_name = "入住情况"
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="residents_occupancy_span",
                violation_error_message="止期不能早于起期。",
            ),
            models.UniqueConstraint(
                fields=["household"], condition=Q(valid_to__isnull=True) & ~Q(status="void"), name="residents_occupancy_one_open",
                violation_error_message="这户已有一条当前入住情况，请先结束上一条。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.household}：{self.get_state_display()}"


class TwoEndsCase(LedgerRecord):
    """两头住个案: opened with a reason, closed by a return visit at least 30 days later. Help, not penalty."""

    domain = "C"
    grid_path = "household__grid_id"

    class State(models.TextChoices):
        SUSPECTED = "suspected", "待核实"
        OPEN = "open", "帮扶中"
        CLOSED_PENDING = "closed_pending", "待回访"
        CLOSED = "closed", "已销号"
        DISMISSED = "dismissed", "不属实"

    household = models.ForeignKey(
        "residents.Household", models.PROTECT, verbose_name="户", related_name="two_ends_cases"
    )
    state = models.CharField("办理状态", max_length=16, choices=State.choices, default=State.SUSPECTED)
    found_on = models.DateField("发现日期")
    confirmed_on = models.DateField("核实日期", null=True, blank=True)
    reason = models.CharField("原因", max_length=10, choices=OccupancySpell.Reason.choices)
    plan = models.CharField("帮扶措施", max_length=300, blank=True)
    closed_on = models.DateField("销号日期", null=True, blank=True)
    closing_check_on = models.DateField("回访核实日期", null=True, blank=True)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "两头住个案"

    def __str__(self) -> str:
        return f"{self.household} {self.get_state_display()}"


class Move(LedgerRecord):
    """A move: into the settlement, between dwellings, or out."""

    domain = "C"
    grid_path = "household__grid_id"

    class Kind(models.TextChoices):
        IN = "in", "迁入"
        CHANGE = "change", "调房"
        OUT = "out", "迁出"

    household = models.ForeignKey(
        "residents.Household", models.PROTECT, verbose_name="户", related_name="moves"
    )
    kind = models.CharField("类型", max_length=8, choices=Kind.choices)
    moved_on = models.DateField("日期")
    from_dwelling = models.ForeignKey(
        Dwelling, models.PROTECT, null=True, blank=True, verbose_name="原房屋", related_name="+"
    )
    to_dwelling = models.ForeignKey(
        Dwelling, models.PROTECT, null=True, blank=True, verbose_name="新房屋", related_name="+"
    )
    reason = models.CharField("原因", max_length=100, blank=True)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "搬迁变动"

    def __str__(self) -> str:
        return f"{self.household} {self.get_kind_display()}"
