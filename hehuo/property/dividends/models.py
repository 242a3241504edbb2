"""分红批次, 分红租金兑付, 分红异议 (item 10; life cycle §3.10)."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from hehuo.property.companies import CompanyRows
from hehuo.property.hundredths import HundredthsField
from hehuo.records.models import LedgerRecord
from hehuo.records.sealed import SealedField


class DividendBatch(LedgerRecord):
    """One year of one company: accounts closed, plan, resolution, publicity, payment; or a year without profit."""

    domain = "E"
    company_path = "company"

    class State(models.TextChoices):
        CLOSED = "accounts_closed", "已结账"
        DRAFTED = "plan_drafted", "已拟方案"
        APPROVED = "meeting_approved", "已经会议通过"
        PUBLICISED = "publicised", "公示中"
        PAYING = "paying", "兑付中"
        PAID = "paid", "已兑付"
        PARTLY = "partly_undelivered", "部分未兑付"
        ARCHIVED = "archived", "已归档"
        NO_DIVIDEND = "no_dividend", "本年不分红"

    company = models.ForeignKey(
        "property.OperatorCompany", models.PROTECT, verbose_name="经营主体", related_name="dividend_batches"
    )
    year = models.PositiveSmallIntegerField(
        "年度", validators=[MinValueValidator(2014), MaxValueValidator(2100)]
    )
    profit_fen = models.BigIntegerField("可分配利润（分）", help_text="亏损填负数；补助资金不是利润")
    payout_fen = models.BigIntegerField(
        "拟分配总额（分）", default=0, help_text="不超过可分配利润；亏损年填 0"
    )
    record_day = models.DateField("股权登记日", help_text="按当天的股份分配")
    meeting_no = models.CharField("会议决议编号", max_length=60, blank=True)
    notice = models.CharField("不分红说明", max_length=200, blank=True, editable=False)
    holders_count = models.PositiveIntegerField("股东数", default=0, editable=False)
    allocated_fen = models.BigIntegerField("已分配合计（分）", default=0, editable=False)
    drafted_on = models.DateField("拟定日期", null=True, editable=False)
    approved_on = models.DateField("通过日期", null=True, editable=False)
    publicised_on = models.DateField("公示日期", null=True, editable=False)
    objections_until = models.DateField("异议截止日期", null=True, editable=False)
    due_on = models.DateField("应付日期", null=True, editable=False)
    state = models.CharField(
        "办理状态", max_length=20, choices=State.choices, default=State.CLOSED, editable=False
    )

    objects = CompanyRows.as_manager()

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "分红批次"
        ordering = ["-year", "-id"]
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["company", "year"], condition=~Q(status="void"), name="property_batch_once",
                violation_error_message="这个主体的这一年度已有分红批次。",
            ),
            models.CheckConstraint(
                condition=Q(payout_fen__gte=0) & (Q(payout_fen=0) | Q(payout_fen__lte=F("profit_fen"))),
                name="property_batch_payout",
                violation_error_message="拟分配总额不能超过可分配利润；亏损或没有利润的年度填 0，补助资金不能作为分红。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.company} {self.year} 年度分红"


class DividendPayment(LedgerRecord):
    """Money owed to a holder: a dividend of a batch, or rent of a contract."""

    domain = "E"
    company_path = "company"
    privacy = {"holder_name": "P2", "amount_fen": "P3", "shares": "P2"}

    class Kind(models.TextChoices):
        DIVIDEND = "dividend", "分红"
        RENT = "rent", "租金"

    class State(models.TextChoices):
        PLANNED = "planned", "待公示"
        DUE = "due", "待兑付"
        PAID = "paid", "已兑付"
        FAILED = "failed", "兑付失败"

    class Receipt(models.TextChoices):
        BANK = "bank_ok", "银行回单"
        SIGNED = "signed", "本人签领"

    class Undelivered(models.TextChoices):
        ACCOUNT = "account", "账号有误"
        NO_ACCOUNT = "no_account", "没有账号"
        UNREACHABLE = "unreachable", "联系不上"
        HEIRS = "heirs", "继承人未定"
        OTHER = "other", "其他"

    pay_kind = models.CharField("款项", max_length=10, choices=Kind.choices)
    company = models.ForeignKey(
        "property.OperatorCompany", models.PROTECT, verbose_name="付款主体", related_name="payments"
    )
    batch = models.ForeignKey(
        DividendBatch,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="分红批次",
        related_name="payments",
    )
    shareholder = models.ForeignKey(
        "property.Shareholder",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="股东",
        related_name="payments",
    )
    contract = models.ForeignKey(
        "property.LandContract",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="流转收储合同",
        related_name="payments",
    )
    household = models.ForeignKey(
        "residents.Household",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="收款户",
        related_name="payments",
    )
    holder_name = models.CharField("收款人", max_length=60, blank=True, db_index=True)
    shares = HundredthsField("登记日股份（股）", null=True, blank=True)
    amount_fen = models.BigIntegerField("金额（分）")
    account = SealedField("收款账号", kind="account")
    due_on = models.DateField("应付日期", null=True, blank=True)
    paid_on = models.DateField("兑付日期", null=True, blank=True, editable=False)
    receipt = models.CharField("回执", max_length=8, choices=Receipt.choices, blank=True, editable=False)
    undelivered_reason = models.CharField(
        "未兑付原因", max_length=12, choices=Undelivered.choices, blank=True, editable=False
    )
    state = models.CharField(
        "办理状态", max_length=8, choices=State.choices, default=State.DUE, editable=False
    )

    objects = CompanyRows.as_manager()

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "分红租金兑付"
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["batch", "shareholder"],
                condition=~Q(status="void") & Q(batch__isnull=False),
                name="property_payment_once", violation_error_message="这位股东在这个批次里已有一笔。",
            ),
            models.UniqueConstraint(
                fields=["contract", "due_on"],
                condition=~Q(status="void") & Q(contract__isnull=False),
                name="property_rent_once", violation_error_message="这份合同在这一天的租金已登记。",
            ),
            models.CheckConstraint(
                condition=Q(pay_kind="dividend", batch__isnull=False, shareholder__isnull=False, contract__isnull=True)
                | Q(pay_kind="rent", contract__isnull=False, batch__isnull=True, due_on__isnull=False),
                name="property_payment_basis", violation_error_message="分红依据批次和股东，租金依据合同和应付日期。",
            ),
            models.CheckConstraint(
                condition=Q(amount_fen__gte=0), name="property_payment_amount", violation_error_message="金额不能为负。",
            ),
            models.CheckConstraint(
                condition=~Q(state="paid") | (Q(paid_on__isnull=False) & ~Q(receipt="")),
                name="property_payment_paid", violation_error_message="已兑付的要有日期和回执。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_pay_kind_display()} {self.holder_name}"


class DividendObjection(LedgerRecord):
    """An objection of a holder to a publicised plan, and the written answer."""

    domain = "E"
    company_path = "batch__company"
    privacy = {"content": "P2", "answer": "P2"}

    class State(models.TextChoices):
        RAISED = "raised", "待答复"
        UPHELD = "upheld", "成立"
        REJECTED = "rejected", "不成立"

    batch = models.ForeignKey(
        DividendBatch, models.PROTECT, verbose_name="分红批次", related_name="objections"
    )
    shareholder = models.ForeignKey(
        "property.Shareholder", models.PROTECT, verbose_name="提出人", related_name="objections"
    )
    raised_on = models.DateField("提出日期")
    content = models.CharField("异议内容", max_length=200)
    answer = models.CharField("答复", max_length=200, blank=True, editable=False)
    answered_on = models.DateField("答复日期", null=True, editable=False)
    state = models.CharField(
        "办理状态", max_length=10, choices=State.choices, default=State.RAISED, editable=False
    )

    objects = CompanyRows.as_manager()

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "分红异议"

    def __str__(self) -> str:
        return f"异议 {self.batch}"
