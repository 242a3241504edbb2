"""入股合同, 股东, 股权变动 (item 10; life cycle §3.10)."""

from django.db import models
from django.db.models import F, Q

from hehuo.property.companies import CompanyRows
from hehuo.property.hundredths import HundredthsField
from hehuo.records.models import LedgerRecord
from hehuo.records.sealed import SealedField


class Shareholder(LedgerRecord):
    """Somebody who may hold shares of a company, with the account that money goes to."""

    domain = "E"
    company_path = "company"
    privacy = {"holder_name": "P2"}

    class Kind(models.TextChoices):
        HOUSEHOLD = "household", "农户"
        COLLECTIVE = "collective", "集体"
        COMPANY = "company", "公司"

    company = models.ForeignKey(
        "property.OperatorCompany", models.PROTECT, verbose_name="经营主体", related_name="shareholders"
    )
    holder_kind = models.CharField("股东类型", max_length=10, choices=Kind.choices, default=Kind.HOUSEHOLD)
    household = models.ForeignKey(
        "residents.Household",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="股东户",
        related_name="shareholdings",
    )
    holder_name = models.CharField("股东名称", max_length=60, blank=True, db_index=True)
    account = SealedField("收款账号", kind="account")
    bank = models.CharField("开户行", max_length=60, blank=True)

    objects = CompanyRows.as_manager()

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "股东"
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["company", "household"],
                condition=~Q(status="void") & Q(household__isnull=False),
                name="property_shareholder_once", violation_error_message="这户已是该主体的股东，请直接修改。",
            ),
            models.CheckConstraint(
                condition=~Q(holder_kind="household") | Q(household__isnull=False), name="property_shareholder_household",
                violation_error_message="股东是农户的，请选择股东户。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.holder_name


class ShareContract(LedgerRecord):
    """What a holder puts in and the shares received for it."""

    domain = "E"
    company_path = "company"
    privacy = {"certificate_no": "P2", "guaranteed_floor_fen": "P2"}

    class Contribution(models.TextChoices):
        LAND = "land", "土地经营权"
        FOREST = "forest", "林权"
        HOUSE = "house", "房屋"
        FISCAL = "fiscal", "财政资金量化"
        OWN_MONEY = "own_money", "自有资金"
        SKILL = "skill", "技术劳务"

    class State(models.TextChoices):
        CONTRACTED = "contracted", "已签合同"
        CERTIFIED = "certificate_issued", "已发股权证"
        CHANGED = "changed", "已变更"
        EXITED = "exited", "已退股"

    contract_no = models.CharField("合同编号", max_length=40)
    company = models.ForeignKey(
        "property.OperatorCompany", models.PROTECT, verbose_name="经营主体", related_name="share_contracts"
    )
    shareholder = models.ForeignKey(
        Shareholder, models.PROTECT, verbose_name="股东", related_name="contracts"
    )
    contribution = models.CharField("出资方式", max_length=10, choices=Contribution.choices)
    fund_source = models.CharField(
        "财政资金来源", max_length=80, blank=True, help_text="财政资金量化入股的，写明资金来源和文号"
    )
    shares = HundredthsField("股份（股）")
    guaranteed_floor_fen = models.BigIntegerField("每年保底（分）", null=True, blank=True)
    certificate_no = models.CharField("股权证编号", max_length=40, blank=True)
    signed_on = models.DateField("签订日期")
    signed_by_holder = models.BooleanField("权利人本人签字", default=False)
    signed_by_all = models.BooleanField("共有人全部签字", default=False)
    contract_on_file = models.BooleanField("合同文本已归档", default=False)
    certificate_on = models.DateField("发证日期", null=True, blank=True, editable=False)
    ended_on = models.DateField("退股日期", null=True, blank=True, editable=False)
    state = models.CharField(
        "办理状态", max_length=18, choices=State.choices, default=State.CONTRACTED, editable=False
    )

    objects = CompanyRows.as_manager()

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "入股合同"
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["settlement", "contract_no"], condition=~Q(status="void"), name="property_share_contract_once",
                violation_error_message="这个合同编号已登记，请核对。",
            ),
            models.CheckConstraint(
                condition=Q(shares__gt=0), name="property_share_contract_shares", violation_error_message="股份应大于 0。",
            ),
            models.CheckConstraint(
                condition=~Q(contribution="fiscal") | ~Q(fund_source=""), name="property_share_contract_fund",
                violation_error_message="财政资金量化入股的，请写明资金来源。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"入股合同 {self.contract_no}"


class ShareEvent(LedgerRecord):
    """One movement of shares: from nobody (issue), to nobody (exit), or from one holder to another. Never edited."""

    domain = "E"
    company_path = "company"

    class Kind(models.TextChoices):
        ISSUE = "issue", "入股"
        TRANSFER = "transfer", "转让"
        INHERIT = "inherit", "继承"
        EXIT = "exit", "退股"

    company = models.ForeignKey(
        "property.OperatorCompany", models.PROTECT, verbose_name="经营主体", related_name="share_events"
    )
    event_kind = models.CharField("变动", max_length=10, choices=Kind.choices)
    from_holder = models.ForeignKey(
        Shareholder, models.PROTECT, null=True, blank=True, verbose_name="转出股东", related_name="+"
    )
    to_holder = models.ForeignKey(
        Shareholder, models.PROTECT, null=True, blank=True, verbose_name="转入股东", related_name="+"
    )
    shares = HundredthsField("股份（股）")
    happened_on = models.DateField("变动日期")
    share_contract = models.ForeignKey(
        ShareContract,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="入股合同",
        related_name="share_events",
    )
    note = models.CharField("依据", max_length=120, blank=True)

    objects = CompanyRows.as_manager()

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "股权变动"
        ordering = ["-happened_on", "-id"]
        indexes = [*LedgerRecord.Meta.indexes, models.Index(fields=["company", "happened_on"])]
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.CheckConstraint(
                condition=Q(shares__gt=0), name="property_share_event_shares", violation_error_message="股份应大于 0。",
            ),
            models.CheckConstraint(
                condition=Q(event_kind="issue", from_holder__isnull=True, to_holder__isnull=False)
                | Q(event_kind="exit", from_holder__isnull=False, to_holder__isnull=True)
                | (Q(event_kind__in=("transfer", "inherit"), from_holder__isnull=False, to_holder__isnull=False)
                   & ~Q(from_holder=F("to_holder"))),
                name="property_share_event_sides",
                violation_error_message="入股只填转入股东，退股只填转出股东，转让和继承两方都填且不是同一人。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_event_kind_display()} {self.shares} 股"
