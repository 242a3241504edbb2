"""用人单位, “四个凉都”载体, 就业服务窗口 (item 12)."""

from django.db import models
from django.db.models import F, Q

from hehuo.records.models import LedgerRecord


class Employer(LedgerRecord):
    """用人单位台账."""

    domain = "D"

    class Check(models.TextChoices):
        OK = "ok", "正常"
        WARNING = "warning", "有提示"
        BLOCKED = "blocked", "不予合作"

    name = models.CharField("名称", max_length=80, db_index=True)
    initials = models.CharField("拼音首字母", max_length=80, blank=True, editable=False)
    uscc = models.CharField("统一社会信用代码", max_length=18)
    industry = models.CharField("行业", max_length=40)
    place = models.CharField("地点", max_length=60)
    contact = models.CharField("联系人", max_length=50, blank=True)
    contact_phone = models.CharField("联系电话（对公）", max_length=20, blank=True)
    check_result = models.CharField("核验", max_length=8, choices=Check.choices, default=Check.OK)
    check_note = models.CharField("核验说明", max_length=200, blank=True)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "用人单位"
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["settlement", "uscc"], condition=~Q(status="void"), name="livelihood_employer_once",
                violation_error_message="本安置点已登记这家单位。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class JobBase(LedgerRecord):
    """“四个凉都”载体台账."""

    domain = "D"

    class Kind(models.TextChoices):
        CRAFT = "craft", "凉都工匠场"
        EMBROIDERY = "embroidery", "凉都锦绣坊"
        YOUTH = "youth", "凉都青创汇"
        FACTORY = "factory", "凉都扶贫工厂"

    kind = models.CharField("类型", max_length=12, choices=Kind.choices)
    name = models.CharField("名称", max_length=60)
    led_by = models.CharField("牵头", max_length=20)
    site = models.CharField("地点", max_length=60)
    opened_on = models.DateField("开办日期")
    closed_on = models.DateField("停办日期", null=True, blank=True)
    jobs_total = models.PositiveIntegerField("岗位数")
    relocated_hired = models.PositiveIntegerField("吸纳搬迁群众")
    benefit = models.CharField("扶持政策", max_length=200, blank=True)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "四个凉都载体"
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.CheckConstraint(
                condition=Q(relocated_hired__lte=F("jobs_total")), name="livelihood_base_hired",
                violation_error_message="吸纳搬迁群众数不能大于岗位数。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class EmploymentWindow(LedgerRecord):
    """就业服务窗口台账: standing or mobile; dated, with weekly half days announced."""

    domain = "D"

    class Kind(models.TextChoices):
        STANDING = "standing", "常设"
        MOBILE = "mobile", "流动"

    kind = models.CharField("形式", max_length=10, choices=Kind.choices)
    place = models.CharField("地点", max_length=60)
    hours = models.CharField("开放时间", max_length=60)
    half_days_a_week = models.PositiveSmallIntegerField("每周半天数")
    staff_name = models.CharField("经办人", max_length=50)
    opened_on = models.DateField("设立日期")
    closed_on = models.DateField("撤销日期", null=True, blank=True)
    visits_last_month = models.PositiveIntegerField("上月接待人次", default=0)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "就业服务窗口"
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.CheckConstraint(
                condition=Q(half_days_a_week__lte=14),
                name="livelihood_window_half_days",
                violation_error_message="每周半天数不大于 14。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}窗口 {self.place}"
