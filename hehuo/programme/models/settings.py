"""What the operating city may set: time limits, county review (domain §8)."""

from django.conf import settings
from django.db import models


class CampaignRules(models.Model):
    """Limits that the 2018 document does not print; the newest row in force on the day counts (domain §0.1 no. 3, §8)."""

    valid_from = models.DateField("启用日期", unique=True)
    county_review = models.BooleanField("设县级初核", default=True)
    county_review_days = models.PositiveSmallIntegerField("县级初核时限（工作日）", default=15)
    acceptance_days = models.PositiveSmallIntegerField("市级验收时限（工作日）", default=30)
    rectify_days = models.PositiveSmallIntegerField("验收整改时限（天）", default=30)
    notice_days = models.PositiveSmallIntegerField("公示期（工作日）", default=5)
    group_size = models.PositiveSmallIntegerField("验收组最少人数", default=2)
    visit_households = models.PositiveSmallIntegerField("入户抽样最少户数", default=15)
    basis = models.CharField("依据", max_length=120, default="市级设定，2018 年文件未规定")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, verbose_name="登记人", related_name="+"
    )

    class Meta:
        verbose_name = "创建工作时限"
        ordering = ["-valid_from"]

    def __str__(self) -> str:
        return f"{self.valid_from:%Y-%m-%d} 起的时限"

    @classmethod
    def in_force(cls, day) -> "CampaignRules":
        """The rules of a day; shipped defaults when the city has not set any."""
        return cls.objects.filter(valid_from__lte=day).first() or cls(valid_from=day)
