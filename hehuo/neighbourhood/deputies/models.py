"""代表委员和党员干部直接联系群众: who went to whom, what came up, what became of it (item 3)."""

from django.db import models

from hehuo.records.models import LedgerRecord


class DeputyContact(LedgerRecord):
    """直接联系群众台账: one contact."""

    domain = "F"
    grid_path = "building__grid_id"
    privacy = {"result": "P2"}

    class Deputy(models.TextChoices):
        PARTY_DELEGATE = "party_delegate", "党代会代表"
        PEOPLES_DEPUTY = "peoples_deputy", "人大代表"
        CPPCC_MEMBER = "cppcc_member", "政协委员"
        CADRE = "cadre", "党员干部"

    class Mode(models.TextChoices):
        VISIT = "visit", "入户"
        PHONE = "phone", "电话"
        OFFICE_DAY = "office_day", "接待日"
        YARD = "yard", "院坝会"

    deputy = models.CharField("联系人", max_length=50)
    deputy_role = models.CharField("身份", max_length=16, choices=Deputy.choices)
    contacted_on = models.DateField("联系日期")
    mode = models.CharField("方式", max_length=12, choices=Mode.choices)
    building = models.ForeignKey(
        "org.Building", models.PROTECT, null=True, blank=True, verbose_name="楼栋", related_name="+"
    )
    household = models.ForeignKey(
        "residents.Household", models.PROTECT, null=True, blank=True, verbose_name="联系户", related_name="+"
    )
    request = models.ForeignKey(
        "neighbourhood.ResidentRequest",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="转成的诉求",
        related_name="raised_by_contacts",
    )
    result = models.CharField("情况和答复", max_length=300)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "直接联系群众"
        ordering = ["-contacted_on", "-id"]

    def __str__(self) -> str:
        return f"{self.contacted_on:%Y-%m-%d} {self.get_deputy_role_display()}联系群众"
