"""制度 and 值班: system texts, month plans, shifts, rest owed and taken (item 3; domain §3.13).

A shift is signed in at the office by a person; no face, no place of a telephone, no staff check-in by location.
"""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from hehuo.neighbourhood.duty.planning import notice_words
from hehuo.records.models import LedgerRecord


class SystemDocument(LedgerRecord):
    """制度台账: one of the ten systems of item 3, its text and when it is in force."""

    domain = "B"

    class System(models.TextChoices):
        PARTY_DELEGATES = "party_delegates", "党代会代表直接联系群众"
        PEOPLES_DEPUTIES = "peoples_deputies", "人大代表直接联系群众"
        CPPCC_MEMBERS = "cppcc_members", "政协委员直接联系群众"
        CADRES = "cadres", "党员干部直接联系群众"
        STAGGERED = "staggered", "错时上下班"
        ALL_DAY = "all_day", "全日值班"
        HOLIDAYS = "holidays", "节假日轮休"
        FIRST_CONTACT = "first_contact", "首问负责"
        MANY_DUTIES = "many_duties", "一岗多责"
        GRID = "grid", "网格化管理"

    system = models.CharField("制度", max_length=20, choices=System.choices)
    title = models.CharField("文本名称", max_length=80)
    text = models.TextField("制度正文", max_length=6000)
    valid_from = models.DateField("生效日期")
    valid_to = models.DateField("失效日期", null=True, blank=True)
    posted_places = models.CharField("公示位置", max_length=120)
    reviewed_on = models.DateField("最近检视", help_text="每 12 个月至少检视一次。")

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "制度"
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="neighbourhood_system_span",
                violation_error_message="失效日期应当晚于生效日期。",
            ),
            models.UniqueConstraint(
                fields=["settlement", "system"], condition=Q(valid_to__isnull=True) & ~Q(status="void"),
                name="neighbourhood_system_once", violation_error_message="这项制度已有现行文本，请先给旧文本填写失效日期。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title


class DutyPerson(LedgerRecord):
    """值班人员: who takes part in the rota, with the work phone that is posted."""

    domain = "B"

    name = models.CharField("姓名", max_length=50)
    name_initials = models.CharField(max_length=50, blank=True, editable=False, db_index=True)
    work_phone = models.CharField("值班电话", max_length=20, help_text="公开的办公电话，不填私人号码。")
    account = models.ForeignKey(
        "org.User", models.PROTECT, null=True, blank=True, editable=False, verbose_name="登录账号", related_name="+"
    )  # fmt: skip
    valid_from = models.DateField("起")
    valid_to = models.DateField("止", null=True, blank=True)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "值班人员"
        ordering = ["name", "id"]
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="neighbourhood_duty_span",
                violation_error_message="止的日期应当晚于起的日期。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    def rest_left(self) -> Decimal:
        """Hours of rest still owed, as `duty.queries.with_rest` has summed them."""
        return Decimal(getattr(self, "rest_sum", 0))

    rest_left.short_description = "还应补休（小时）"  # type: ignore[attr-defined]


class DutyRoster(LedgerRecord):
    """值班表: the plan of one month, drafted by the rules, checked, published a week ahead."""

    domain = "B"

    class State(models.TextChoices):
        DRAFT = "draft", "待检查"
        CHECKED = "checked", "已检查"
        PUBLISHED = "published", "已公布"

    month = models.DateField("月份（当月 1 日）")
    state = models.CharField(
        "办理状态", max_length=10, choices=State.choices, default=State.DRAFT, editable=False
    )
    checked_on = models.DateField("检查日期", null=True, blank=True, editable=False)
    published_on = models.DateField("公布日期", null=True, blank=True, editable=False)
    publish_by = models.DateField("应公布", null=True, blank=True, editable=False)
    late = models.BooleanField("晚于期限公布", default=False, editable=False)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "月值班表"
        ordering = ["-month", "-id"]
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["settlement", "month"], condition=~Q(status="void"), name="neighbourhood_roster_once",
                violation_error_message="这个月已有值班表。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.month:%Y 年 %m 月}值班表"

    def month_name(self) -> str:
        """2018 年 11 月."""
        return f"{self.month:%Y 年 %-m 月}"

    month_name.short_description = "月份"  # type: ignore[attr-defined]

    def notice(self) -> str:
        """How the day of publication stands to the one it was due on, in words."""
        return notice_words(self.month, self.published_on, timezone.localdate())

    notice.short_description = "提前公布"  # type: ignore[attr-defined]


class DutyShift(LedgerRecord):
    """值班（错时、全日、轮休）台账: one person, one slot, one day; planned and as it was."""

    domain = "B"

    class Slot(models.TextChoices):
        NORMAL = "normal", "正常"
        EARLY = "early", "错时早"
        NOON = "noon", "错时午间"
        EVENING = "evening", "错时晚"
        WEEKEND = "weekend", "双休"
        HOLIDAY = "holiday", "节假日"
        NIGHT = "night_phone", "夜间值守"

    class State(models.TextChoices):
        DUE = "due", "待值班"
        CHECKED_IN = "checked_in", "已到岗"
        HANDED_OVER = "handed_over", "已交接"
        ABSENT = "absent", "缺岗"
        SUBSTITUTED = "substituted", "已替岗"
        SWAP_ASKED = "swap_asked", "申请调班"

    roster = models.ForeignKey(
        DutyRoster, models.PROTECT, null=True, blank=True, verbose_name="值班表", related_name="shifts"
    )
    duty_on = models.DateField("日期")
    slot = models.CharField("时段", max_length=12, choices=Slot.choices)
    planned = models.ForeignKey(
        DutyPerson, models.PROTECT, verbose_name="计划人员", related_name="planned_shifts"
    )
    state = models.CharField(
        "办理状态", max_length=12, choices=State.choices, default=State.DUE, editable=False
    )
    swap_with = models.ForeignKey(
        DutyPerson,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        verbose_name="调班给",
        related_name="+",
    )
    actual = models.ForeignKey(
        DutyPerson,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        verbose_name="实际人员",
        related_name="actual_shifts",
    )
    checked_in_at = models.TimeField("签到", null=True, blank=True, editable=False)
    checked_out_at = models.TimeField("签退", null=True, blank=True, editable=False)
    visits_handled = models.PositiveIntegerField("接待件数", default=0, editable=False)
    handover_note = models.CharField("交接", max_length=300, blank=True, editable=False)
    rest_owed_hours = models.DecimalField(
        "应补休（小时）", max_digits=4, decimal_places=1, default=0, editable=False
    )

    class Meta(LedgerRecord.Meta):
        indexes = [
            *LedgerRecord.Meta.indexes,
            models.Index(fields=["settlement", "-duty_on", "-id"], name="neighbou_dutyshift_day"),
        ]
        abstract = False
        verbose_name = "值班班次"
        ordering = ["-duty_on", "-id"]
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["planned", "duty_on", "slot"], condition=~Q(status="void"), name="neighbourhood_shift_once",
                violation_error_message="这个人在这个时段已经排了班。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.duty_on:%Y-%m-%d} {self.get_slot_display()}"


class DutyRest(LedgerRecord):
    """补休和请假: rest taken for duty on days and nights off, and other leave; either way nobody is planned then."""

    domain = "B"

    class Kind(models.TextChoices):
        REST = "rest", "补休"
        LEAVE = "leave", "请假"

    person = models.ForeignKey(DutyPerson, models.PROTECT, verbose_name="人员", related_name="rests")
    kind = models.CharField("种类", max_length=6, choices=Kind.choices, default=Kind.REST)
    rested_on = models.DateField("补休或请假日期")
    hours = models.DecimalField("时长（小时）", max_digits=4, decimal_places=1)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "补休和请假"
        ordering = ["-rested_on", "-id"]
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["person", "rested_on"], condition=~Q(status="void"), name="neighbourhood_rest_once",
                violation_error_message="这个人这一天已登记补休或请假。",
            ),
            models.CheckConstraint(
                condition=Q(hours__gt=0, hours__lte=24), name="neighbourhood_rest_hours",
                violation_error_message="时长应在 0 到 24 小时之间。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.rested_on:%Y-%m-%d} {self.get_kind_display()}"
