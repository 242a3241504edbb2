"""Days that differ from the published calendar."""

from django.conf import settings
from django.db import models


class WorkdayOverride(models.Model):
    """A day that the city declares a working day or a day off; goes before every calendar (domain §3)."""

    day = models.DateField("日期", unique=True)
    is_workday = models.BooleanField("是否工作日")
    note = models.CharField("依据", max_length=120)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, verbose_name="登记人", related_name="+"
    )
    created_at = models.DateTimeField("登记时间", auto_now_add=True)

    class Meta:
        verbose_name = "工作日调整"
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d}{'上班' if self.is_workday else '休息'}"
