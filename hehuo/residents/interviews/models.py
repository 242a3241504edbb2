"""抽样访问 without names: what a randomly drawn resident knows, feels and thinks (items 1, 6 and 14).

Nobody is linked: neither a person nor a household nor a flat. An answer that was refused is kept as a refusal and is
counted nowhere else.
"""

from django.db import models
from django.db.models import Q

from hehuo.records.models import LedgerRecord

COVENANTS_MOST = 20


class Interview(LedgerRecord):
    """抽样访问台账: one anonymous interview."""

    domain = "A"

    class Draw(models.TextChoices):
        RANDOM = "random", "随机抽取"
        VOLUNTEERED = "volunteered", "群众主动反映"
        ARRANGED = "arranged", "安排的对象"

    class Asker(models.TextChoices):
        CITY = "city", "市级人员"
        COUNTY = "county", "县级人员"
        TOWNSHIP = "township", "乡镇（街道）人员"
        OUTSIDE = "outside", "第三方"

    class Age(models.TextChoices):
        MINOR = "minor", "未满18岁"
        YOUNG = "young", "18至35岁"
        MIDDLE = "middle", "36至59岁"
        OLD = "old", "60岁以上"

    class Safe(models.TextChoices):
        SAFE = "safe", "安全"
        MOSTLY = "mostly", "比较安全"
        UNSAFE = "unsafe", "不安全"

    class Satisfied(models.TextChoices):
        VERY = "very", "很满意"
        YES = "yes", "满意"
        FAIR = "fair", "一般"
        NO = "no", "不满意"

    draw = models.CharField("抽取方式", max_length=12, choices=Draw.choices, default=Draw.RANDOM)
    batch_name = models.CharField("抽样批次", max_length=40, help_text="如：2018年11月县级抽样。")
    sheet_no = models.CharField("问卷号", max_length=12, help_text="批次内的序号，不写姓名和电话。")
    asker = models.CharField("访问人", max_length=10, choices=Asker.choices)
    asked_on = models.DateField("访问日期")
    refused = models.BooleanField("拒绝访问", default=False)
    age_band = models.CharField("年龄段", max_length=8, choices=Age.choices, blank=True)
    covenants_named = models.PositiveSmallIntegerField(
        "能说出的约定条数", null=True, blank=True, help_text="居规民约中能说出几条；没问的留空。"
    )
    feels_safe = models.CharField(
        "觉得安全吗", max_length=8, choices=Safe.choices, blank=True, help_text="没问或不答的留空。"
    )
    satisfied = models.CharField(
        "对社区工作满意吗",
        max_length=8,
        choices=Satisfied.choices,
        blank=True,
        help_text="没问或不答的留空。",
    )

    class Meta(LedgerRecord.Meta):
        indexes = [
            *LedgerRecord.Meta.indexes,
            models.Index(
                fields=["settlement", "-asked_on", "-id", "status", "draw", "asker", "age_band", "feels_safe", "satisfied", "refused", "batch_name"], name="residents_interview_list"
            ),
        ]  # fmt: skip
        abstract = False
        verbose_name = "抽样访问"
        ordering = ["-asked_on", "-id"]
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["settlement", "batch_name", "sheet_no"], condition=~Q(status="void"),
                name="residents_interview_once", violation_error_message="这个批次里已有这个问卷号。",
            ),
            models.CheckConstraint(
                condition=Q(refused=False) | Q(covenants_named__isnull=True, feels_safe="", satisfied=""),
                name="residents_interview_refused", violation_error_message="拒绝访问的不填回答。",
            ),
            models.CheckConstraint(
                condition=Q(refused=True) | ~Q(age_band=""), name="residents_interview_age",
                violation_error_message="请选择年龄段。",
            ),
            models.CheckConstraint(
                condition=Q(covenants_named__isnull=True) | Q(covenants_named__lte=COVENANTS_MOST),
                name="residents_interview_covenants",
                violation_error_message=f"能说出的约定条数最多填 {COVENANTS_MOST}。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.asked_on:%Y-%m-%d} {self.batch_name}"
