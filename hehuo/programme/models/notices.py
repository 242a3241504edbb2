"""Public notice with objections, and yearly rechecks."""

from django.conf import settings
from django.db import models

from hehuo.programme.models.acceptance import Decision
from hehuo.programme.models.campaigns import Campaign

USER = settings.AUTH_USER_MODEL


class PublicNotice(models.Model):
    """公示: names of units and scores only, five working days (domain §3.1). Handling an objection does not stop the clock."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="notices")
    decision = models.OneToOneField(Decision, models.PROTECT, related_name="notice")
    starts_on = models.DateField("公示起")
    ends_on = models.DateField("公示止")
    provisional = models.BooleanField("按暂定日历", default=False)
    unit_name = models.CharField("创建单位", max_length=80)
    harmonious = models.DecimalField("和谐社区", max_digits=4, decimal_places=1)
    vibrant = models.DecimalField("活力社区", max_digits=4, decimal_places=1)
    total = models.DecimalField("总分", max_digits=5, decimal_places=1)
    published_by = models.ForeignKey(USER, models.PROTECT, verbose_name="发布人", related_name="+")
    withdrawn_on = models.DateField("撤下日期", null=True)

    class Meta:
        verbose_name = "公示"
        ordering = ["-starts_on", "-id"]

    def __str__(self) -> str:
        return f"{self.unit_name} 公示"


class Objection(models.Model):
    """异议: what is objected and how it was settled. The objector's name is not stored."""

    class Result(models.TextChoices):
        OPEN = "open", "处理中"
        REJECTED = "rejected", "异议不成立"
        UPHELD = "upheld", "异议成立"

    class Channel(models.TextChoices):
        VISIT = "visit", "来访"
        PHONE = "phone", "来电"
        LETTER = "letter", "来信"
        ONLINE = "online", "网上"

    notice = models.ForeignKey(PublicNotice, models.PROTECT, related_name="objections")
    channel = models.CharField("渠道", max_length=8, choices=Channel.choices)
    content = models.CharField("异议内容", max_length=500)
    filed_on = models.DateField("收到日期")
    recorded_by = models.ForeignKey(USER, models.PROTECT, verbose_name="登记人", related_name="+")
    result = models.CharField("结果", max_length=8, choices=Result.choices, default=Result.OPEN)
    handling = models.CharField("核查处理情况", max_length=500, blank=True)
    handled_by = models.ForeignKey(USER, models.PROTECT, null=True, verbose_name="处理人", related_name="+")
    handled_on = models.DateField("办结日期", null=True)

    class Meta:
        verbose_name = "异议"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"异议 {self.pk}"


class Recheck(models.Model):
    """年度复查 (2020 巩固完善; the recheck itself is a city setting). A revocation needs the unit's hearing."""

    class Result(models.TextChoices):
        OPEN = "open", "复查中"
        KEPT = "kept", "保持"
        SUSPENDED = "suspended", "限期整改"
        REVOKED = "revoked", "撤销"

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="rechecks")
    year = models.PositiveSmallIntegerField("年度")
    started_on = models.DateField("开始日期")
    started_by = models.ForeignKey(USER, models.PROTECT, verbose_name="发起人", related_name="+")
    snapshot = models.ForeignKey("assessment.Snapshot", models.PROTECT, null=True, related_name="+")
    result = models.CharField("结果", max_length=10, choices=Result.choices, default=Result.OPEN)
    opinion = models.CharField("复查意见", max_length=500, blank=True)
    finished_on = models.DateField("完成日期", null=True)
    finished_by = models.ForeignKey(USER, models.PROTECT, null=True, verbose_name="复查人", related_name="+")
    heard_on = models.DateField("听取申辩日期", null=True)
    hearing = models.CharField("申辩情况", max_length=500, blank=True)

    class Meta:
        verbose_name = "年度复查"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.year} 年复查"
