"""场所: rooms and squares with announced hours, what was open, instructors, the activity committee (item 7)."""

from django.db import models
from django.db.models import F, Q

from hehuo.records.models import LedgerRecord


class Venue(LedgerRecord):
    """馆室场所台账: of its own or shared; one room may serve two purposes."""

    domain = "C"

    class Kind(models.TextChoices):
        HOMESICKNESS = "homesickness", "乡愁馆"
        MULTI = "multi", "多功能活动室"
        LIBRARY = "library", "图书室"
        READING = "reading", "阅览室"
        SQUARE = "square", "活动广场"
        FITNESS = "fitness", "健身场地"
        COURT = "court", "球场"
        CHILDREN = "children", "儿童活动室"
        OTHER = "other", "其他"

    class Ownership(models.TextChoices):
        OWN = "own", "自有"
        SHARED = "shared", "共享"

    class OpenDays(models.TextChoices):
        DAILY = "daily", "每天"
        NOT_MONDAY = "not_monday", "周二至周日"
        WEEKDAYS = "weekdays", "周一至周五"
        WEEKENDS = "weekends", "周六和周日"

    name = models.CharField("名称", max_length=60)
    kind = models.CharField("类型", max_length=14, choices=Kind.choices)
    also_kind = models.CharField(
        "兼作", max_length=14, choices=Kind.choices, blank=True, help_text="一室兼有两种功能的，选另一种。"
    )
    ownership = models.CharField("归属", max_length=8, choices=Ownership.choices, default=Ownership.OWN)
    distance_metres = models.PositiveIntegerField(
        "步行距离（米）", null=True, blank=True, help_text="共享的场所必填，按从安置点中心步行实测。"
    )
    area_m2 = models.DecimalField("面积（平方米）", max_digits=9, decimal_places=2)
    capacity = models.PositiveIntegerField("容纳人数")
    equipment = models.CharField("设备或藏书", max_length=200, blank=True)
    open_days = models.CharField("开放日", max_length=12, choices=OpenDays.choices, default=OpenDays.DAILY)
    opens_at = models.TimeField("开门时间")
    closes_at = models.TimeField("关门时间")
    hours_announced_on = models.DateField("开放时间公布日期", null=True, blank=True)
    manager = models.CharField("管理员", max_length=50)
    accessible = models.BooleanField("无障碍", default=False)
    safety_exit = models.BooleanField("安全出口畅通", default=False)
    opened_on = models.DateField("启用日期")
    closed_on = models.DateField("停用日期", null=True, blank=True)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "馆室场所"
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["settlement", "name"], condition=~Q(status="void"), name="culture_venue_once",
                violation_error_message="这个安置点已登记同名的场所。",
            ),
            models.CheckConstraint(
                condition=Q(ownership="own") | Q(distance_metres__isnull=False), name="culture_venue_distance",
                violation_error_message="共享的场所请填写步行距离。",
            ),
            models.CheckConstraint(
                condition=Q(area_m2__gt=0), name="culture_venue_area", violation_error_message="面积应大于 0。"
            ),
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="culture_venue_hours",
                violation_error_message="关门时间应晚于开门时间。",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")), name="culture_venue_span",
                violation_error_message="停用日期不能早于启用日期。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class VenueOpening(LedgerRecord):
    """开放台账: a day on which the venue was to be open, and how long it was. Visits are a number, nobody is named."""

    domain = "C"

    class State(models.TextChoices):
        PLANNED = "planned", "待登记"
        OPEN = "open", "已开放"
        CLOSED = "closed", "未开放"

    class Reason(models.TextChoices):
        REPAIR = "repair", "维修"
        STAFF = "staff", "管理员请假"
        WEATHER = "weather", "天气"
        BOOKED = "booked", "被占用"
        OTHER = "other", "其他"

    venue = models.ForeignKey(Venue, models.PROTECT, verbose_name="场所", related_name="openings")
    opening_on = models.DateField("日期")
    planned_minutes = models.PositiveSmallIntegerField(
        "公布开放（分钟）", blank=True, null=True, help_text="不填按公布的开放时间。"
    )
    actual_minutes = models.PositiveSmallIntegerField("实际开放（分钟）", null=True, blank=True)
    visits = models.PositiveIntegerField("到馆人次", default=0)
    loans = models.PositiveIntegerField("借阅册次", default=0)
    closure_reason = models.CharField("未开放原因", max_length=8, choices=Reason.choices, blank=True)
    state = models.CharField(
        "开放情况", max_length=8, choices=State.choices, default=State.PLANNED, editable=False
    )

    class Meta(LedgerRecord.Meta):
        indexes = [
            *LedgerRecord.Meta.indexes,
            models.Index(fields=["settlement", "-opening_on", "-id"], name="culture_venueopening_day"),
        ]
        abstract = False
        verbose_name = "开放记录"
        ordering = ["-opening_on", "-id"]
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["venue", "opening_on"], condition=~Q(status="void"), name="culture_opening_once",
                violation_error_message="这处场所当天已有开放记录。",
            ),
            models.CheckConstraint(
                condition=Q(actual_minutes__isnull=True) | Q(actual_minutes__lte=1440), name="culture_opening_day",
                violation_error_message="一天最多 1440 分钟。",
            ),
            models.CheckConstraint(
                condition=Q(actual_minutes__isnull=True) | Q(actual_minutes__gt=0) | ~Q(closure_reason=""),
                name="culture_opening_reason", violation_error_message="当天没有开放的，请选择未开放原因。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.opening_on:%Y-%m-%d} {self.venue}"


class Instructor(LedgerRecord):
    """指导员台账; `sessions_led` is counted from the activities."""

    domain = "C"

    class Kind(models.TextChoices):
        CULTURE = "culture", "社区文化娱乐活动指导员"
        SPORTS = "sports", "社会体育指导员"

    name = models.CharField("姓名", max_length=50)
    name_initials = models.CharField("拼音首字母", max_length=50, blank=True, editable=False, db_index=True)
    kind = models.CharField("类别", max_length=8, choices=Kind.choices)
    certificate_level = models.CharField("证书等级", max_length=20, blank=True)
    certificate_no = models.CharField("证书编号", max_length=40, blank=True)
    appointed_on = models.DateField("聘任日期")
    ended_on = models.DateField("解聘日期", null=True, blank=True)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "指导员"
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(kind="sports") | ~Q(certificate_no=""), name="culture_instructor_certificate",
                violation_error_message="社会体育指导员请填写证书编号。",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("appointed_on")), name="culture_instructor_span",
                violation_error_message="解聘日期不能早于聘任日期。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @property
    def sessions_led(self) -> int:
        """指导次数 (domain item 7: computed); lists bring the number along."""
        led = self.__dict__.get("led")
        return self.activities.exclude(status="void").count() if led is None else led


class ActivityCommittee(LedgerRecord):
    """活动委员会台账: chosen by the residents; who belongs to it is in its members."""

    domain = "C"

    class Method(models.TextChoices):
        ELECTED = "elected", "居民推选"
        APPLIED = "applied", "报名遴选"

    name = models.CharField("名称", max_length=60)
    method = models.CharField("产生方式", max_length=8, choices=Method.choices)
    chosen_on = models.DateField("产生日期")
    ends_on = models.DateField("任期截止", null=True, blank=True)
    duties = models.CharField("分工", max_length=300)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "活动委员会"
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("chosen_on")), name="culture_committee_span",
                violation_error_message="任期截止不能早于产生日期。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class CommitteeMember(LedgerRecord):
    """活动委员会成员: counted only with consent."""

    domain = "C"
    privacy = {"name": "P2"}

    class Origin(models.TextChoices):
        RELOCATED = "relocated", "搬迁群众"
        LOCAL = "local", "原住民"

    committee = models.ForeignKey(
        ActivityCommittee, models.PROTECT, verbose_name="委员会", related_name="members"
    )
    name = models.CharField("姓名", max_length=50)
    name_initials = models.CharField("拼音首字母", max_length=50, blank=True, editable=False, db_index=True)
    origin = models.CharField("来自", max_length=10, choices=Origin.choices)
    duty = models.CharField("职务或分工", max_length=40)
    consented_on = models.DateField("本人同意日期", null=True, blank=True)
    left_on = models.DateField("退出日期", null=True, blank=True)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "活动委员会成员"

    def __str__(self) -> str:
        return self.name
