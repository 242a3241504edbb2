"""运营公司, 流转和收储合同 (item 10; domain Appendix A)."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from hehuo.property.companies import CompanyRows
from hehuo.records.models import LedgerRecord
from hehuo.records.numbers import uscc_problem


def check_uscc(text: str) -> None:
    """GB 32100 check digit."""
    problem = uscc_problem(text)
    if problem:
        raise ValidationError(problem)


class OperatorCompany(LedgerRecord):
    """A company that runs assets of the settlement, or a cooperative or farm that holds shares of households."""

    domain = "E"
    company_path = ""

    class Kind(models.TextChoices):
        MIGRANT = "migrant", "移民发展公司"
        PLATFORM = "platform", "县级平台公司"
        COOPERATIVE = "cooperative", "合作社"
        FARM = "farm", "家庭农场"
        OTHER = "other", "其他公司"

    name = models.CharField("名称", max_length=80)
    uscc = models.CharField("统一社会信用代码", max_length=18, validators=[check_uscc])
    kind = models.CharField("类型", max_length=12, choices=Kind.choices)
    unit = models.ForeignKey(
        "org.OrgUnit", models.PROTECT, null=True, blank=True, verbose_name="系统中的单位", related_name="+",
        help_text="平台公司人员凭所在单位看到自己的合同",
    )  # fmt: skip
    legal_rep = models.CharField("法定代表人", max_length=50)
    designation_no = models.CharField("组建（明确）文件文号", max_length=60, blank=True)
    designated_on = models.DateField("组建（明确）日期", null=True, blank=True)
    ended_on = models.DateField("撤销日期", null=True, blank=True)
    annual_report_on = models.DateField("最近年报日期", null=True, blank=True)

    objects = CompanyRows.as_manager()

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "运营公司"
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["settlement", "uscc"], condition=~Q(status="void"), name="property_company_once",
                violation_error_message="这个安置点已登记过这家公司，请直接修改。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class LandContract(LedgerRecord):
    """A contract about parcels between a right holder and a company; the parcels are uses of assets, never areas of its own."""

    domain = "E"
    company_path = "company"
    privacy = {"holder_name": "P2", "rent_per_mu_fen": "P2", "rent_fen": "P2"}

    class Mode(models.TextChoices):
        LEASE = "lease", "出租"
        SUBCONTRACT = "subcontract", "转包"
        SHARES = "shares", "入股"
        TRUST = "trust", "托管"
        STORAGE = "storage", "收储"

    class State(models.TextChoices):
        DRAFTED = "drafted", "草拟"
        SIGNED = "signed", "已签订"
        FILED = "filed", "已备案"
        EXPIRED = "expired", "已到期"
        TERMINATED = "terminated", "已解除"

    contract_no = models.CharField("合同编号", max_length=40)
    company = models.ForeignKey(
        OperatorCompany, models.PROTECT, verbose_name="受让（经营）方", related_name="contracts"
    )
    household = models.ForeignKey(
        "residents.Household",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="出让户",
        related_name="land_contracts",
    )
    holder_name = models.CharField("权利人", max_length=60, blank=True, db_index=True)
    mode = models.CharField("方式", max_length=12, choices=Mode.choices)
    starts_on = models.DateField("期限自")
    ends_on = models.DateField("期限至（不含）")
    rent_per_mu_fen = models.BigIntegerField("每亩每年租金（分）", null=True, blank=True)
    rent_fen = models.BigIntegerField("每年应付总额（分）", null=True, blank=True)
    pay_month = models.PositiveSmallIntegerField("每年付款月份", null=True, blank=True)
    voluntary_proof_no = models.CharField(
        "自愿证明编号", max_length=40, blank=True, help_text="放弃土地不得作为搬迁条件，先有本人自愿证明"
    )
    signed_by_holder = models.BooleanField("权利人本人签字", default=False)
    signed_by_all = models.BooleanField("共有人全部签字", default=False)
    contract_on_file = models.BooleanField("合同文本已归档", default=False)
    valuation_on_file = models.BooleanField("评估资料已归档", default=False)
    payment_proof_on_file = models.BooleanField("兑付凭证已归档", default=False)
    first_due_on = models.DateField("首次付款日", null=True, blank=True)
    signed_on = models.DateField("签订日期", null=True, blank=True, editable=False)
    filed_on = models.DateField("备案日期", null=True, blank=True, editable=False)
    ended_on = models.DateField("实际终止日期", null=True, blank=True, editable=False)
    state = models.CharField(
        "办理状态", max_length=12, choices=State.choices, default=State.DRAFTED, editable=False
    )

    objects = CompanyRows.as_manager()

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "流转收储合同"
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["settlement", "contract_no"], condition=~Q(status="void"), name="property_contract_once",
                violation_error_message="这个合同编号已登记，请核对。",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="property_contract_term",
                violation_error_message="期限的止日应晚于起日。",
            ),
            models.CheckConstraint(
                condition=Q(pay_month__isnull=True) | Q(pay_month__range=(1, 12)), name="property_contract_month",
                violation_error_message="付款月份填 1 到 12。",
            ),
            models.CheckConstraint(
                condition=(Q(rent_fen__isnull=True) | Q(rent_fen__gte=0))
                & (Q(rent_per_mu_fen__isnull=True) | Q(rent_per_mu_fen__gte=0)),
                name="property_contract_rent", violation_error_message="租金不能为负。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_mode_display()}合同 {self.contract_no}"
