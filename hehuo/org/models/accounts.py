"""Accounts and posts: who works here, in which role, for which area, from when to when."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q

from hehuo.org.roles import Role


class User(AbstractUser):
    """A person who signs in. Rights come from posts, never from flags.

    `first_password`: the password was made by the system and opens nothing but the page where it is changed.
    """

    first_name = None
    last_name = None
    full_name = models.CharField("姓名", max_length=50)
    demo = models.BooleanField("演示账号", default=False, editable=False)
    recused_unit_codes = models.JSONField("回避单位", default=list, blank=True)
    first_password = models.BooleanField("首次密码待修改", default=False, editable=False)

    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = "账号"
        ordering = ["username"]

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        """The name shown in lists and documents."""
        return self.full_name

    def get_short_name(self) -> str:
        """The same: Chinese names are not cut."""
        return self.full_name


class PostQuerySet(models.QuerySet):
    """Posts by date."""

    def held_at(self, day):
        """Posts in force on `day` (closed-open)."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day)


class Post(models.Model):
    """A role that a person holds for an area and perhaps a unit, for a term."""

    user = models.ForeignKey(User, models.PROTECT, verbose_name="人员", related_name="posts")
    role = models.CharField("角色", max_length=30, choices=Role.choices)
    area = models.ForeignKey("org.Area", models.PROTECT, verbose_name="区域", related_name="posts")
    unit = models.ForeignKey(
        "org.OrgUnit", models.PROTECT, null=True, blank=True, verbose_name="单位", related_name="posts"
    )
    title = models.CharField("职务", max_length=60, blank=True)
    valid_from = models.DateField("任职起")
    valid_to = models.DateField("任职止", null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = "任职"
        ordering = ["user_id", "valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="org_post_span"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.get_role_display()}（{self.area}）"
