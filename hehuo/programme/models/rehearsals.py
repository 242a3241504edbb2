"""推演: what was asked, how far it is, and the result as it was then; nothing else of it is ever stored."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from hehuo.programme.models.rewards import RewardScheme

NUMBER = {"max_digits": 6, "decimal_places": 1, "null": True}


class RehearsalRun(models.Model):
    """One rehearsal of the whole city. The result is kept as data, so that it reads the same when records change."""

    class State(models.TextChoices):
        WAITING = "waiting", "等待测算"
        RUNNING = "running", "正在测算"
        DONE = "done", "已完成"
        REFUSED = "refused", "不能测算"
        FAILED = "failed", "中断"

    as_of = models.DateField("哪一天")
    as_known = models.BooleanField("只用那一天已登记的数据", default=False)
    base = models.ForeignKey(
        "assessment.StandardEdition", models.PROTECT, verbose_name="对照的标准", related_name="+"
    )
    edition = models.ForeignKey(
        "assessment.StandardEdition", models.PROTECT, verbose_name="推演的标准", related_name="+"
    )
    total = models.DecimalField("推演的达标总分", **NUMBER)
    section_min = models.DecimalField("推演的每部分最低分", **NUMBER)
    base_scheme = models.ForeignKey(
        RewardScheme, models.PROTECT, null=True, verbose_name="对照的奖补办法", related_name="+"
    )
    scheme = models.ForeignKey(
        RewardScheme, models.PROTECT, null=True, verbose_name="推演的奖补办法", related_name="+"
    )
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.WAITING)
    progress = models.PositiveSmallIntegerField("进度（%）", default=0)
    message = models.CharField("说明", max_length=300, blank=True)
    result = models.JSONField("结果", default=dict, encoder=DjangoJSONEncoder)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="发起人", related_name="+"
    )
    asked_at = models.DateTimeField("发起时间")
    touched_at = models.DateTimeField("最近动作")
    demo = models.BooleanField("演示数据", default=False, editable=False)

    class Meta:
        verbose_name = "推演"
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"推演 {self.pk}（{self.get_state_display()}）"

    @property
    def waiting(self) -> bool:
        """Not over yet."""
        return self.state in {self.State.WAITING, self.State.RUNNING}
