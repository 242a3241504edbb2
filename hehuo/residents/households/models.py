"""户 (domain §2.0.4) and the lineage of splits and merges."""

from django.db import models
from django.db.models import F, Q

from hehuo.records.models import LedgerRecord
from hehuo.records.sealed import SealedField


class Household(LedgerRecord):
    """A household. Living members are counted by membership, never by hukou; the head is a reference person only."""

    domain = "C"
    grid_path = "grid_id"
    privacy = {
        "household_class": "P3",
        "phone": "P2",
        "origin_address": "P2",
        "head_name": "P2",
        "dwelling": "P2",
    }

    class Kind(models.TextChoices):
        REGISTERED_POOR = "registered_poor", "建档立卡户"
        CO_RELOCATED = "co_relocated", "同步搬迁户"
        LOCAL = "local", "原住户"
        OTHER = "other", "其他"

    class Hukou(models.TextChoices):
        NO = "no", "未迁"
        PARTLY = "partly", "部分迁入"
        YES = "yes", "已迁入"

    class Certificate(models.TextChoices):
        NONE = "none", "未办"
        APPLIED = "applied", "办理中"
        ISSUED = "issued", "已发证"

    class Exit(models.TextChoices):
        DIED_OUT = "died_out", "全户死亡"
        MERGED = "merged", "并户"
        MOVED_AWAY = "moved_away", "迁出"
        INELIGIBLE = "ineligible", "不符合条件"
        OTHER = "other", "其他"

    household_no = models.CharField("家庭编号", max_length=32)
    national_no = models.CharField("国家户编号", max_length=32, blank=True)
    head_name = models.CharField("户主姓名", max_length=50, db_index=True)
    head_initials = models.CharField(
        "户主拼音首字母", max_length=50, blank=True, editable=False, db_index=True
    )
    household_class = models.CharField("搬迁类型", max_length=16, choices=Kind.choices)
    grid = models.ForeignKey(
        "org.Grid", models.PROTECT, null=True, blank=True, verbose_name="网格", related_name="+"
    )
    dwelling = models.ForeignKey(
        "residents.Dwelling", models.PROTECT, null=True, blank=True, verbose_name="现住房屋", related_name="+"
    )
    origin_division = models.CharField("迁出地区划代码", max_length=12, blank=True)
    origin_place = models.CharField("迁出地（乡镇、村、组）", max_length=100, blank=True)
    origin_address = models.CharField("迁出地地址", max_length=120, blank=True)
    origin_type = models.CharField("迁出地类型", max_length=2, blank=True)
    member_count_at_allocation = models.PositiveSmallIntegerField("核定搬迁人口", default=1)
    allocated_on = models.DateField("分房时间", null=True, blank=True)
    keys_on = models.DateField("交钥匙时间", null=True, blank=True)
    planned_move_in_on = models.DateField("计划入住时间", null=True, blank=True)
    moved_in_on = models.DateField("实际入住时间", null=True, blank=True)
    phone = SealedField("户联系电话", kind="phone")
    phone_index = models.CharField(max_length=40, blank=True, editable=False, db_index=True)
    hukou_moved = models.CharField("户口迁移", max_length=8, choices=Hukou.choices, default=Hukou.NO)
    property_cert = models.CharField(
        "不动产权证", max_length=8, choices=Certificate.choices, default=Certificate.NONE
    )
    exit_reason = models.CharField("销户原因", max_length=12, choices=Exit.choices, blank=True)
    exited_on = models.DateField("销户时间", null=True, blank=True)
    question = models.CharField("待核对事项", max_length=200, blank=True, editable=False)

    class Meta(LedgerRecord.Meta):
        indexes = [
            *LedgerRecord.Meta.indexes,
            models.Index(
                fields=["settlement", "-id", "status", "household_class", "grid", "hukou_moved", "exit_reason", "head_name", "household_no", "national_no", "member_count_at_allocation"], name="residents_household_list"
            ),
        ]  # fmt: skip
        abstract = False
        verbose_name = "户"
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["settlement", "household_no"], condition=~Q(status="void"), name="residents_household_no_once",
                violation_error_message="本安置点已有这个家庭编号，请核对。",
            ),
            models.CheckConstraint(
                condition=Q(keys_on__isnull=True) | Q(allocated_on__isnull=True) | Q(allocated_on__lte=F("keys_on")),
                name="residents_household_keys_after_allocation",
                violation_error_message="交钥匙时间不能早于分房时间。",
            ),
            models.CheckConstraint(
                condition=Q(moved_in_on__isnull=True) | Q(keys_on__isnull=True) | Q(keys_on__lte=F("moved_in_on")),
                name="residents_household_move_in_after_keys",
                violation_error_message="实际入住时间不能早于交钥匙时间。",
            ),
            models.CheckConstraint(
                condition=Q(exited_on__isnull=True) | ~Q(exit_reason=""),
                name="residents_household_exit_needs_reason",
                violation_error_message="销户请选择原因。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.head_name}户（{self.household_no}）"

    def origin_words(self) -> str:
        """The code of the older ledgers, said to be one: nobody has published what the four mean."""
        return f"{self.origin_type} 类（原台账代码）" if self.origin_type else ""

    origin_words.short_description = "迁出地类型"  # type: ignore[attr-defined]


class HouseholdLineage(LedgerRecord):
    """A split or a merge: where a household came from (`predecessor_household_ids`)."""

    domain = "C"
    grid_path = "successor__grid_id"

    class Kind(models.TextChoices):
        SPLIT = "split", "分户"
        MERGE = "merge", "并户"

    predecessor = models.ForeignKey(
        Household, models.PROTECT, verbose_name="原户", related_name="successor_links"
    )
    successor = models.ForeignKey(
        Household, models.PROTECT, verbose_name="新户", related_name="predecessor_links"
    )
    kind = models.CharField("类型", max_length=8, choices=Kind.choices)
    note = models.CharField("说明", max_length=200, blank=True)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "分户并户"

    def __str__(self) -> str:
        return f"{self.get_kind_display()}：{self.predecessor} → {self.successor}"
