"""商业网点台账 (item 16)."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from hehuo.records.models import LedgerRecord
from hehuo.records.numbers import uscc_problem


class BusinessEntity(LedgerRecord):
    """商业网点: what can be bought near home. Who runs it is told by themselves."""

    domain = "A"
    privacy = {"operator_group": "P2"}

    class Kind(models.TextChoices):
        SUPERMARKET = "supermarket", "超市"
        CONVENIENCE = "convenience", "便利店"
        FOOD = "food", "菜市场（菜店）"
        PHARMACY = "pharmacy", "药店"
        ECOMMERCE = "ecommerce", "电商服务站"
        EXPRESS = "express", "快递点"
        CATERING = "catering", "餐饮"
        FARM = "farm", "农资"
        OTHER = "other", "其他"

    class Group(models.TextChoices):
        RELOCATED = "relocated", "搬迁群众"
        RETURNING = "returning", "返乡农民工"
        STUDENT = "student", "大学生"
        LOCAL = "local", "原住民"
        COMPANY = "company", "企业"
        UNKNOWN = "unknown", "不详"

    kind = models.CharField("类型", max_length=12, choices=Kind.choices)
    name = models.CharField("名称", max_length=60)
    name_initials = models.CharField("拼音首字母", max_length=60, blank=True, editable=False, db_index=True)
    uscc = models.CharField("统一社会信用代码", max_length=18)
    place = models.CharField("位置", max_length=60)
    walk_minutes = models.PositiveSmallIntegerField(
        "步行时间（分钟）", help_text="从安置点大门走到店门口，实测。"
    )
    sells_food = models.BooleanField("卖菜", default=False, help_text="超市、便利店里卖菜的也算。")
    operator_group = models.CharField(
        "经营者", max_length=10, choices=Group.choices, blank=True, help_text="由经营者自己申报，可以不填。"
    )
    used_fund = models.BooleanField("享受扶贫发展基金", default=False)
    used_subsidy = models.BooleanField("享受小微企业补助", default=False)
    used_loan = models.BooleanField("享受创业担保贷款", default=False)
    used_rent = models.BooleanField("享受租金减免", default=False)
    opened_on = models.DateField("开业日期")
    closed_on = models.DateField("停业日期", null=True, blank=True)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "商业网点"
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["settlement", "uscc", "kind"], condition=~Q(status="void"), name="services_shop_once",
                violation_error_message="这家网点已按这个类型登记。",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")), name="services_shop_span",
                violation_error_message="停业日期不能早于开业日期。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """The code on the licence is checked by its check digit."""
        problem = uscc_problem(self.uscc)
        if problem:
            raise ValidationError({"uscc": problem})
