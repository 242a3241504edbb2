"""警务室 and what it did (item 6: “因地制宜在安置点设立警务室”)."""

from django.db import models
from django.db.models import F, Q

from hehuo.records.models import LedgerRecord


class PoliceRoom(LedgerRecord):
    """警务室台账: a room of its own, a shared one, or a named station that covers the settlement."""

    domain = "H"

    class Kind(models.TextChoices):
        OWN = "own", "独立"
        JOINT = "joint", "共建"
        COVERED = "covered", "就近覆盖"

    kind = models.CharField("形式", max_length=10, choices=Kind.choices)
    name = models.CharField("名称", max_length=60)
    station = models.CharField("所属派出所", max_length=60)
    officer = models.CharField("责任民警", max_length=50, blank=True)
    auxiliaries = models.PositiveSmallIntegerField("辅警人数", default=0)
    opening_hours = models.CharField("开放时间", max_length=60)
    public_phone = models.CharField("公开电话", max_length=20)
    response_minutes = models.PositiveSmallIntegerField("到达时间（分钟）", help_text="按实测填写。")
    opened_on = models.DateField("设立日期")
    closed_on = models.DateField("撤销日期", null=True, blank=True)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "警务室"
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="safety_police_room_span", violation_error_message="撤销日期不能早于设立日期。",
            ),
            models.CheckConstraint(
                condition=Q(kind="covered") | ~Q(officer=""),
                name="safety_police_room_officer", violation_error_message="独立或共建的警务室须填写责任民警。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class PoliceService(LedgerRecord):
    """警务室服务记录: what was done for the settlement on a day. No names, no cases of persons."""

    domain = "H"

    class Kind(models.TextChoices):
        DUTY = "duty", "值守接待"
        VISIT = "visit", "入户宣传"
        COUNTER = "counter", "户籍业务"
        CHECK = "check", "安全检查"
        HELP = "help", "救助求助"

    room = models.ForeignKey(PoliceRoom, models.PROTECT, verbose_name="警务室", related_name="services")
    kind = models.CharField("服务内容", max_length=10, choices=Kind.choices)
    served_on = models.DateField("服务日期")
    people_served = models.PositiveIntegerField("服务人次", default=0)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "警务服务记录"
        ordering = ["-served_on", "-id"]

    def __str__(self) -> str:
        return f"{self.served_on:%Y-%m-%d} {self.get_kind_display()}"
