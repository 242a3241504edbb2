"""Units as printed in the plan, with their successors."""

from django.db import models


class OrgUnit(models.Model):
    """A unit that can be responsible (domain §1.3): name as printed, dated, with successor."""

    class Level(models.TextChoices):
        CITY = "city", "市级"
        COUNTY = "county", "县级"
        TOWNSHIP = "township", "乡级"
        COMMUNITY = "community", "社区"
        COMPANY = "company", "企业"

    code = models.CharField("编码", max_length=40, unique=True)
    name = models.CharField("名称", max_length=60)
    level = models.CharField("级别", max_length=10, choices=Level.choices)
    area = models.ForeignKey(
        "org.Area", models.PROTECT, null=True, blank=True, verbose_name="区域", related_name="+"
    )
    valid_from = models.DateField("起", null=True, blank=True)
    valid_to = models.DateField("止", null=True, blank=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, verbose_name="后继单位", related_name="predecessors"
    )
    note = models.CharField("依据", max_length=200, blank=True)

    class Meta:
        verbose_name = "单位"
        ordering = ["level", "code"]

    def __str__(self) -> str:
        return self.name

    def current(self) -> "OrgUnit":
        """The unit that answers for this one today: follows successors to the end."""
        unit, seen = self, {self.pk}
        while unit.successor_id and unit.successor_id not in seen:
            unit = unit.successor
            seen.add(unit.pk)
        return unit
