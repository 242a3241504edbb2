"""文体活动 (item 8 “文体活动正常开展”)."""

from django.db import models

from hehuo.culture.gatherings import Gathering


class CulturalActivity(Gathering):
    """文体活动台账: who took part is a number and a rough mix of old and new neighbours, never a profile."""

    domain = "C"

    class Kind(models.TextChoices):
        READING = "reading", "全民阅读"
        SHOW = "show", "文化表演"
        TALENT = "talent", "风采展示"
        FITNESS = "fitness", "全民健身（广场舞）"
        SPORTS = "sports", "趣味体育"
        OTHER = "other", "其他"

    class Organiser(models.TextChoices):
        COMMITTEE = "committee", "活动委员会"
        COMMUNITY = "community", "社区"
        WOMEN = "women", "妇联"
        YOUTH = "youth", "团委"
        UNION = "union", "工会"
        CULTURE = "culture", "文化部门"
        SPORTS = "sports", "体育部门"
        OTHER = "other", "其他"

    class Mix(models.TextChoices):
        HIGH = "high", "共同参加较多"
        MID = "mid", "共同参加一般"
        LOW = "low", "以一方为主"
        UNKNOWN = "unknown", "不清楚"

    kind = models.CharField("类别", max_length=8, choices=Kind.choices)
    organiser = models.CharField("主办", max_length=10, choices=Organiser.choices)
    instructor = models.ForeignKey(
        "culture.Instructor", models.PROTECT, null=True, blank=True, verbose_name="指导员", related_name="activities"
    )  # fmt: skip
    mix = models.CharField("搬迁与本地群众", max_length=8, choices=Mix.choices, default=Mix.UNKNOWN)
    budget_fen = models.BigIntegerField("经费（分）", null=True, blank=True)
    has_materials = models.BooleanField("有方案或通知", default=False)

    class Meta(Gathering.Meta):
        abstract = False
        verbose_name = "文体活动"
