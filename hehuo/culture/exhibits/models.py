"""乡愁馆藏品: what stands in the hall of memories, who gave it, its story, and how far the giver agreed (item 7)."""

from django.db import models
from django.db.models import F, Q

from hehuo.records.models import LedgerRecord


class HomesicknessExhibit(LedgerRecord):
    """乡愁馆藏品台账: given or lent by residents; name and story are shown only as far as the giver agreed in writing."""

    domain = "C"
    privacy = {"donor": "P2", "story": "P2"}

    class Kind(models.TextChoices):
        TOOL = "tool", "农具"
        HOUSEHOLD = "household", "生活用品"
        DRESS = "dress", "服饰绣品"
        PHOTO = "photo", "老照片"
        PAPER = "paper", "书信文书"
        INSTRUMENT = "instrument", "乐器"
        SPOKEN = "spoken", "口述、音像"
        OTHER = "other", "其他"

    class Way(models.TextChoices):
        GIVEN = "given", "捐赠"
        LENT = "lent", "借展"
        MADE = "made", "社区征集制作"

    venue = models.ForeignKey(
        "culture.Venue", models.PROTECT, verbose_name="馆室", related_name="exhibits", help_text="类型或兼作是“乡愁馆”的场所。"
    )  # fmt: skip
    name = models.CharField("藏品名称", max_length=60)
    kind = models.CharField("类别", max_length=10, choices=Kind.choices)
    way = models.CharField("来源方式", max_length=6, choices=Way.choices)
    donor = models.CharField("捐赠（出借）人", max_length=50, blank=True, help_text="社区征集制作的不填。")
    home_place = models.CharField("来自哪里", max_length=60, blank=True, help_text="如：原住的村寨。")
    story = models.TextField("藏品故事", max_length=1000, blank=True)
    received_on = models.DateField("入藏日期")
    consent_no = models.CharField("同意书编号", max_length=40, blank=True)
    consented_on = models.DateField("书面同意日期", null=True, blank=True)
    shows_donor = models.BooleanField("同意展示姓名", default=False)
    shows_story = models.BooleanField("同意展示故事", default=False)
    withdrawn_on = models.DateField("撤回同意日期", null=True, blank=True, editable=False)
    left_on = models.DateField("归还（撤展）日期", null=True, blank=True, editable=False)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "乡愁馆藏品"
        ordering = ["-received_on", "-id"]
        indexes = [
            *LedgerRecord.Meta.indexes,
            models.Index(fields=["settlement", "-received_on", "-id"], name="culture_exhibit_list"),
        ]
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["venue", "name", "received_on"], condition=~Q(status="void"), name="culture_exhibit_once",
                violation_error_message="这个馆室当天已登记同名的藏品，请加编号区分。",
            ),
            models.CheckConstraint(
                condition=Q(way="made") | ~Q(donor=""), name="culture_exhibit_donor",
                violation_error_message="捐赠和借展的请填写捐赠（出借）人。",
            ),
            models.CheckConstraint(
                condition=Q(shows_donor=False, shows_story=False) | (Q(consented_on__isnull=False) & ~Q(consent_no="")),
                name="culture_exhibit_consent", violation_error_message="要展示姓名或故事的，请填写同意书编号和书面同意日期。",
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(left_on__gte=F("received_on")), name="culture_exhibit_span",
                violation_error_message="归还（撤展）日期不能早于入藏日期。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    def label(self) -> str:
        """What may stand beside the piece: never more than the giver agreed to."""
        shown = [self.name, self.home_place]
        shown += [self.donor] if self.shows_donor else []
        return "，".join(text for text in shown if text) if self.left_on is None else "已归还（撤展）"

    label.short_description = "展签"  # type: ignore[attr-defined]
