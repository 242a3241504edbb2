"""整合资金: money made available for creation, projects with budgets, and what was spent on them. All amounts in fen.

The plan lets counties integrate funds for creation and prints no amounts; kinds of source are the city's (plan: 整合资金).
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q, Sum

from hehuo.records.models import LedgerRecord, Status

ITEMS = [(no, f"第{no}项") for no in range(1, 17)]


class FundSource(LedgerRecord):
    """资金来源: money of one document made available to a settlement. A document for several settlements has a row for each."""

    domain = "A"

    class Kind(models.TextChoices):
        POVERTY = "poverty", "财政专项扶贫资金"
        INTEGRATED = "integrated", "统筹整合涉农资金"
        PAIRED = "paired", "东西部协作资金"
        RELOCATION = "relocation", "易地扶贫搬迁后续扶持资金"
        BUREAU = "bureau", "部门项目资金"
        REWARD = "reward", "以奖代补资金"
        SOCIAL = "social", "社会帮扶捐赠"
        OWN = "own", "县级自筹"
        OTHER = "other", "其他"

    kind = models.CharField("资金类别", max_length=12, choices=Kind.choices)
    document_no = models.CharField("下达文号", max_length=60, help_text="没有文号的写协议或捐赠凭据编号")
    funder = models.CharField("下达（捐赠）单位", max_length=80)
    received_on = models.DateField("到账日期")
    amount_fen = models.BigIntegerField("金额（分）", validators=[MinValueValidator(1)])

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "创建资金来源"
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="programme_source_positive"),
            models.UniqueConstraint(
                fields=["settlement", "document_no", "kind"], condition=~Q(status=Status.VOID), name="programme_source_once",
                violation_error_message="这个文号的这类资金在本安置点已经登记，请在原记录上修改。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.document_no} {self.get_kind_display()}"

    def clean(self) -> None:
        """What was spent is never more than there is."""
        if self.pk and self.amount_fen and self.amount_fen < spent_of(self):
            raise ValidationError({"amount_fen": "金额不能少于已经支出的数额。"})


class FundProject(LedgerRecord):
    """资金项目: what the money is for, which item of the standard it serves, and its budget."""

    domain = "A"

    class State(models.TextChoices):
        PLANNED = "planned", "已立项"
        RUNNING = "running", "实施中"
        FINISHED = "finished", "已完工"
        SETTLED = "settled", "已结算"
        STOPPED = "stopped", "已停止"

    name = models.CharField("项目名称", max_length=80)
    item_no = models.PositiveSmallIntegerField(
        "服务的考核条目", choices=ITEMS, validators=[MinValueValidator(1), MaxValueValidator(16)]
    )
    unit = models.CharField("实施单位", max_length=80)
    document_no = models.CharField("批复文号", max_length=60, blank=True)
    budget_fen = models.BigIntegerField("预算（分）", validators=[MinValueValidator(1)])
    starts_on = models.DateField("开始日期")
    ends_on = models.DateField("计划完成日期")
    state = models.CharField("进度", max_length=10, choices=State.choices, default=State.PLANNED)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "创建资金项目"
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.CheckConstraint(condition=Q(budget_fen__gt=0), name="programme_project_budget"),
            models.CheckConstraint(
                condition=Q(starts_on__lte=models.F("ends_on")), name="programme_project_span",
                violation_error_message="计划完成日期不能早于开始日期。",
            ),
            models.UniqueConstraint(
                fields=["settlement", "name"], condition=~Q(status=Status.VOID), name="programme_project_once",
                violation_error_message="本安置点已有同名项目。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """The budget covers what is spent."""
        if self.pk and self.budget_fen and self.budget_fen < spent_of(self):
            raise ValidationError({"budget_fen": "预算不能少于已经支出的数额。"})


class FundSpending(LedgerRecord):
    """资金支出: one payment of a project out of one source, with its voucher; the voucher itself is attached as evidence."""

    domain = "A"

    project = models.ForeignKey(FundProject, models.PROTECT, verbose_name="项目", related_name="spendings")
    fund = models.ForeignKey(FundSource, models.PROTECT, verbose_name="资金来源", related_name="spendings")
    paid_on = models.DateField("支付日期")
    amount_fen = models.BigIntegerField("金额（分）", validators=[MinValueValidator(1)])
    payee = models.CharField("收款单位", max_length=80, help_text="写单位名称；发给个人的写“见发放名册”")
    purpose = models.CharField("用途", max_length=120)
    voucher_no = models.CharField("凭证号", max_length=60)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "创建资金支出"
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="programme_spending_positive"),
            models.UniqueConstraint(
                fields=["settlement", "voucher_no", "project", "fund"], condition=~Q(status=Status.VOID),
                name="programme_spending_once", violation_error_message="这张凭证已经登记过。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.voucher_no

    def clean(self) -> None:
        """Same settlement, money that was there, within budget and source."""
        if not self.project_id or not self.fund_id or not self.amount_fen:
            return
        found: dict[str, str] = {}
        for name, other in (("project", self.project), ("fund", self.fund)):
            if other.settlement_id != self.settlement_id:
                found[name] = "请选择同一安置点的记录。"
            elif other.status == Status.VOID:
                found[name] = "这条记录已作废，请另选。"
        if self.paid_on and self.paid_on < self.fund.received_on:
            found["paid_on"] = "支付日期早于资金到账日期。"
        over = self.amount_fen - left_of(self.project, self.project.budget_fen, besides=self)
        short = self.amount_fen - left_of(self.fund, self.fund.amount_fen, besides=self)
        if over > 0:
            found["amount_fen"] = f"超出项目预算 {over / 100:,.2f} 元，请先调整预算。"
        elif short > 0:
            found["amount_fen"] = f"超出这笔资金的余额 {short / 100:,.2f} 元。"
        if found:
            raise ValidationError(found)


def spent_of(record: Any, besides: FundSpending | None = None) -> int:
    """Fen spent of a source or a project by live rows, without one of them."""
    rows = record.spendings.exclude(status=Status.VOID)
    if besides is not None and besides.pk:
        rows = rows.exclude(pk=besides.pk)
    return rows.aggregate(n=Sum("amount_fen"))["n"] or 0


def left_of(record: Any, whole: int, besides: FundSpending | None = None) -> int:
    """Fen left of a source or a budget."""
    return whole - spent_of(record, besides)
