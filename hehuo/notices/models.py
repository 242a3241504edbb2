"""What people are asked and told. No rankings, no times of activity: only the matter, its deadline, read and done."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from hehuo.org.models import Area, Post
from hehuo.org.roles import Role
from hehuo.org.scope import path_range


class NoticeKind(models.TextChoices):
    """待办 and 督办 ask for something to be done; 抄送 only informs; 催办 reminds of a matter that is open."""

    TODO = "todo", "待办"
    COPY = "copy", "抄送"
    REMINDER = "reminder", "催办"
    SUPERVISED = "supervised", "督办"


ASKING = (NoticeKind.TODO, NoticeKind.SUPERVISED)
"""Kinds that wait until they are done."""


class NoticeQuerySet(models.QuerySet):
    """Notices by recipient."""

    def for_user(self, user: Any) -> NoticeQuerySet:
        """Addressed to the person, to a post held today, or to a role whose area meets that of a post held today."""
        if not getattr(user, "is_authenticated", False) or not user.is_active:
            return self.none()
        posts = Post.objects.filter(user=user).held_at(timezone.localdate()).select_related("area")
        wanted = Q(to_user=user)
        for post in posts:
            wanted |= Q(to_post=post) | (Q(to_role=post.role) & _meets(post.area.path))
        return self.filter(wanted, withdrawn_on__isnull=True)

    def open(self) -> NoticeQuerySet:
        """Asking for something that is not done yet."""
        return self.filter(kind__in=ASKING, done_on__isnull=True, withdrawn_on__isnull=True)


def _meets(path: str) -> Q:
    """Areas at, above or below a tree path."""
    above = [path[:end] for end in range(Area.steplen, len(path), Area.steplen)]
    return path_range(path, "area__path") | Q(area__path__in=above)


class Notice(models.Model):
    """One matter for one recipient: a person, a post, or the holders of a role in an area.

    `area` narrows a role (a grid, a settlement, a county …); `settlement` is the place the matter is about.
    """

    kind = models.CharField("类别", max_length=10, choices=NoticeKind.choices, default=NoticeKind.TODO)
    to_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="收件人",
        related_name="+",
    )
    to_post = models.ForeignKey(
        "org.Post", models.PROTECT, null=True, blank=True, verbose_name="收件岗位", related_name="+"
    )
    to_role = models.CharField("收件角色", max_length=30, choices=Role.choices, blank=True)
    area = models.ForeignKey(
        "org.Area", models.PROTECT, null=True, blank=True, verbose_name="区域", related_name="+"
    )
    settlement = models.ForeignKey(
        "org.Settlement", models.PROTECT, null=True, blank=True, verbose_name="安置点", related_name="+"
    )
    subject_model = models.CharField("事项类别", max_length=60, blank=True)
    subject_id = models.PositiveBigIntegerField("事项编号", null=True, blank=True)
    ask = models.CharField("要求", max_length=200)
    url = models.CharField("办理页面", max_length=300, blank=True)
    due_on = models.DateField("期限", null=True, blank=True)
    about = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, verbose_name="所催事项", related_name="reminders"
    )
    key = models.CharField("幂等键", max_length=120, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, verbose_name="发起人", related_name="+"
    )
    created_at = models.DateTimeField("发起时间", default=timezone.now)
    done_on = models.DateField("办结日期", null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="办结人",
        related_name="+",
    )
    withdrawn_on = models.DateField("撤回日期", null=True, blank=True)
    withdraw_reason = models.CharField("撤回原因", max_length=200, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "待办和消息"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["to_user", "done_on"], name="notices_user"),
            models.Index(fields=["to_role", "area", "done_on"], name="notices_role"),
            models.Index(fields=["subject_model", "subject_id"], name="notices_subject"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(to_user__isnull=False, to_post__isnull=True, to_role="")
                    | Q(to_user__isnull=True, to_post__isnull=False, to_role="")
                    | (Q(to_user__isnull=True, to_post__isnull=True, area__isnull=False) & ~Q(to_role=""))
                ),
                name="notices_one_recipient",
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | Q(withdrawn_on__isnull=True), name="notices_one_end"
            ),
            models.UniqueConstraint(
                fields=["key"],
                condition=~Q(key="") & Q(done_on__isnull=True, withdrawn_on__isnull=True),
                name="notices_key_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}：{self.ask}"

    @property
    def is_open(self) -> bool:
        """Waits to be done."""
        return self.kind in ASKING and self.done_on is None and self.withdrawn_on is None

    @property
    def recipient(self) -> str:
        """The recipient in words."""
        if self.to_user:
            return str(self.to_user)
        if self.to_post:
            return str(self.to_post)
        return f"{self.area.name if self.area else ''}{self.get_to_role_display()}"


class Receipt(models.Model):
    """已读: a person opened a notice. Shown to the sender of that notice only, never summed up by person."""

    notice = models.ForeignKey(Notice, models.CASCADE, verbose_name="消息", related_name="receipts")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="人员", related_name="+")
    read_at = models.DateTimeField("阅读时间", default=timezone.now)

    class Meta:
        verbose_name = "已读回执"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["notice", "user"], name="notices_read_once")]

    def __str__(self) -> str:
        return f"{self.user} {self.notice}"
