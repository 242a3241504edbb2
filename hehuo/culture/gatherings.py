"""What every event of this context has in common: when, where, how many came and how that is known.

Three ways to know how many came, all equal: a count on paper, an opaque code that phones scan (a count, no identity),
a roll. “None” is allowed: then a second person counts (domain item 2, `education_session`). There is no photo quota.
"""

from __future__ import annotations

from datetime import date, datetime, time

from django.db import models
from django.db.models import F, Q

from hehuo.records.models import LedgerRecord


class Gathering(LedgerRecord):
    """Abstract: a training session, legal education, a theme activity, a cultural activity."""

    class SignIn(models.TextChoices):
        NONE = "none", "不签到，清点人数"
        PAPER = "paper", "纸质签到"
        QR = "qr", "扫码计数"
        ROLL = "roll", "点名登记"

    title = models.CharField("名称", max_length=80)
    held_on = models.DateField("日期")
    starts_at = models.TimeField("开始时间")
    ends_at = models.TimeField("结束时间")
    venue = models.ForeignKey(
        "culture.Venue", models.PROTECT, null=True, blank=True, verbose_name="场所", related_name="+"
    )
    place = models.CharField("其他地点", max_length=60, blank=True, help_text="不在登记场所内的，写明地点。")
    headcount_declared = models.PositiveIntegerField("参加人数")
    headcount_checked = models.PositiveIntegerField("另一人清点人数", null=True, editable=False)
    headcount_scanned = models.PositiveIntegerField("扫码人数", null=True, editable=False)
    over_full = models.CharField(
        "超员说明", max_length=100, blank=True,
        help_text="人数超过场所容纳人数时写明怎么容下的，如：分两批进场、部分在院坝。没有超过的不填。",
    )  # fmt: skip
    sign_in_mode = models.CharField("签到方式", max_length=6, choices=SignIn.choices, default=SignIn.NONE)
    has_sign_in = models.BooleanField("有签到记录", default=False)
    has_pictures = models.BooleanField(
        "有图片", default=False, help_text="不要求张数；人像要虚化或征得同意。"
    )
    joint_with = models.CharField(
        "联合举办的安置点", max_length=100, blank=True, help_text="各安置点各登记一条，只填本安置点的人数。"
    )
    question = models.CharField("待核对事项", max_length=200, blank=True, editable=False)

    class Meta(LedgerRecord.Meta):
        abstract = True
        ordering = ["-held_on", "-id"]
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="%(app_label)s_%(class)s_span",
                violation_error_message="结束时间应晚于开始时间。",
            ),
            models.CheckConstraint(
                condition=Q(venue__isnull=False) | ~Q(place=""), name="%(app_label)s_%(class)s_place",
                violation_error_message="请选择场所，或写明其他地点。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.held_on:%Y-%m-%d} {self.title}"

    def over_full_by(self, people: int) -> int:
        """How many people more than the venue holds; 0 in a place that is not in the ledger."""
        return max(0, people - self.venue.capacity) if self.venue else 0

    @property
    def minutes(self) -> int:
        """How long it lasts."""
        day = date(2000, 1, 1)
        span = datetime.combine(day, as_time(self.ends_at)) - datetime.combine(day, as_time(self.starts_at))
        return int(span.total_seconds() // 60)


def as_time(value: time | str) -> time:
    """A time of day, also from the text that a new record may still hold."""
    return value if isinstance(value, time) else time.fromisoformat(value)
