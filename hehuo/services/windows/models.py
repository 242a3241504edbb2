"""One-stop windows, hours staffed, the catalogue of matters with required documents, the service rules (item 15)."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from hehuo.records.models import LedgerRecord


class Department(models.TextChoices):
    """Departments at the windows; the first four are the ones that the plan names."""

    HEALTH = "health", "卫生计生"
    POLICE = "police", "公安"
    CIVIL = "civil", "民政"
    LABOUR = "labour", "人资社保"
    GENERAL = "general", "综合"
    EDUCATION = "education", "教育"
    INSURANCE = "insurance", "医保"
    HOUSING = "housing", "住建"
    OTHER = "other", "其他"


NAMED = (Department.HEALTH, Department.POLICE, Department.CIVIL, Department.LABOUR)
"""卫生计生、公安、民政、人资社保: the plan's list of 15.1."""


class ServiceWindow(LedgerRecord):
    """窗口台账: a window of one department, or a general one with the departments that gave it power to act."""

    domain = "F"

    class Kind(models.TextChoices):
        DEDICATED = "dedicated", "专窗"
        GENERAL = "general", "综合窗口"
        MOBILE = "mobile", "流动服务"
        SELF = "self", "自助终端"

    name = models.CharField("窗口名称", max_length=40)
    kind = models.CharField("形式", max_length=10, choices=Kind.choices)
    department = models.CharField("部门", max_length=10, choices=Department.choices)
    acts_health = models.BooleanField("授权办理卫生计生事项", default=False)
    acts_police = models.BooleanField("授权办理公安事项", default=False)
    acts_civil = models.BooleanField("授权办理民政事项", default=False)
    acts_labour = models.BooleanField("授权办理人资社保事项", default=False)
    authority_no = models.CharField(
        "授权文件", max_length=40, blank=True, help_text="综合窗口填写授权书文号。"
    )
    hours_text = models.CharField(
        "公示的服务时间", max_length=60, help_text="如：工作日 8:30 至 17:30，周六上午值班。"
    )
    staff_count = models.PositiveSmallIntegerField("派驻人员数", default=1)
    has_desks = models.BooleanField("有桌椅", default=False)
    has_network = models.BooleanField("有网络", default=False)
    has_queueing = models.BooleanField("可排队或预约", default=False)
    has_access = models.BooleanField("有无障碍通道", default=False)
    has_privacy_line = models.BooleanField("有一米线", default=False)
    valid_from = models.DateField("启用日期")
    valid_to = models.DateField("停用日期", null=True, blank=True)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "服务窗口"
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="services_window_span",
                violation_error_message="停用日期须晚于启用日期。",
            ),
            models.CheckConstraint(
                condition=~Q(kind="general") | ~Q(authority_no="")
                | Q(acts_health=False, acts_police=False, acts_civil=False, acts_labour=False),
                name="services_window_authority", violation_error_message="综合窗口代办部门事项，须填写授权文件。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class WindowHours(LedgerRecord):
    """窗口到岗: hours announced and hours that somebody was at the window in a month. By window, never by person."""

    domain = "F"

    window = models.ForeignKey(ServiceWindow, models.PROTECT, verbose_name="窗口", related_name="hours")
    starts_on = models.DateField("起")
    ends_on = models.DateField("止")
    hours_announced = models.PositiveSmallIntegerField("公示小时数")
    hours_staffed = models.PositiveSmallIntegerField("有人值守小时数")

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "窗口到岗情况"
        ordering = ["-starts_on", "-id"]
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["window", "starts_on"], condition=~Q(status="void"), name="services_window_hours_once",
                violation_error_message="这个窗口这段时间已经登记过。",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="services_window_hours_span",
                violation_error_message="止期不能早于起期。",
            ),
            models.CheckConstraint(
                condition=Q(hours_staffed__lte=F("hours_announced")), name="services_window_hours_most",
                violation_error_message="有人值守小时数不能多于公示小时数。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.window} {self.starts_on:%Y-%m}"

    def clean(self) -> None:
        """Spans of one window do not overlap."""
        if not (self.window_id and self.starts_on and self.ends_on):
            return
        same = WindowHours.objects.live().filter(
            window_id=self.window_id, starts_on__lte=self.ends_on, ends_on__gte=self.starts_on
        )
        if same.exclude(pk=self.pk).exists():
            raise ValidationError("这个窗口的登记时间与已有的重叠，请核对起止日期。")


class ServiceItem(LedgerRecord):
    """事项目录: what is done here, how long it may take, what must be brought. A new version never changes old cases."""

    domain = "F"

    class Mode(models.TextChoices):
        INSTANT = "instant", "即办件"
        PROMISED = "promised", "承诺件"
        UPWARD = "upward", "上报件"
        AGENCY = "agency", "帮办代办"

    name = models.CharField("事项", max_length=100)
    department = models.CharField("部门", max_length=10, choices=Department.choices)
    mode = models.CharField("方式", max_length=8, choices=Mode.choices)
    legal_days = models.PositiveSmallIntegerField("法定时限（工作日）")
    promised_days = models.PositiveSmallIntegerField("承诺时限（工作日）", help_text="当场办结填 0。")
    fee_fen = models.BigIntegerField("收费（分）", default=0)
    basis = models.CharField("依据", max_length=120, blank=True)
    version_no = models.PositiveSmallIntegerField("目录版本", default=1, editable=False)
    valid_from = models.DateField("启用日期")
    valid_to = models.DateField("停用日期", null=True, blank=True)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "服务事项"
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.CheckConstraint(
                condition=Q(promised_days__lte=F("legal_days")), name="services_item_promise",
                violation_error_message="承诺时限不能长于法定时限。",
            ),
            models.CheckConstraint(
                condition=Q(fee_fen__gte=0), name="services_item_fee", violation_error_message="收费不能为负。"
            ),
            models.UniqueConstraint(
                fields=["settlement", "name", "version_no"], condition=~Q(status="void"), name="services_item_once",
                violation_error_message="目录里已有这个事项，请办理“修订”。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name if self.version_no == 1 else f"{self.name}（第{self.version_no}版）"


class ServiceMaterial(LedgerRecord):
    """事项材料: one document that a matter asks for."""

    domain = "F"

    class Form(models.TextChoices):
        ORIGINAL = "original", "原件（验后退还）"
        COPY = "copy", "复印件"
        FORM = "form", "现场填写的表"
        CHECKED = "checked", "由窗口联网核查，不用提供"

    item = models.ForeignKey(ServiceItem, models.PROTECT, verbose_name="事项", related_name="materials")
    name = models.CharField("材料名称", max_length=80)
    form = models.CharField("形式", max_length=10, choices=Form.choices)
    note = models.CharField("说明", max_length=80, blank=True)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "事项材料"
        ordering = ["item_id", "id"]
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["item", "name"], condition=~Q(status="void"), name="services_material_once",
                violation_error_message="这个事项已有同名材料。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class ServiceRule(LedgerRecord):
    """便民服务制度: the five rules of 15.3, with their text and since when they are on the wall."""

    domain = "F"

    class Kind(models.TextChoices):
        FIRST_CONTACT = "first_contact", "首问负责"
        ONE_NOTICE = "one_notice", "一次性告知"
        TIME_LIMIT = "time_limit", "限时办结"
        AGENCY = "agency", "帮办代办"
        RATING = "rating", "投诉评价"

    kind = models.CharField("制度", max_length=14, choices=Kind.choices)
    text = models.TextField("制度内容", max_length=4000)
    valid_from = models.DateField("施行日期")
    valid_to = models.DateField("废止日期", null=True, blank=True)
    published_on = models.DateField("公布日期", null=True, blank=True)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "便民服务制度"
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="services_rule_span",
                violation_error_message="废止日期须晚于施行日期。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.get_kind_display())
