"""Questions to a unit about its own records (domain §2.0.5, `verification_query`)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property

from hehuo.records.models import LedgerRecord, Status


class Signal(models.TextChoices):
    """What may be worth asking about; codes as printed in domain §2.0.5. Labels say it in neutral words."""

    SAME_PHOTO = "FD01", "照片相同或相近"
    PHOTO_DATE = "FD02", "照片时间与事实日期不符"
    ENTERED_IN_A_ROW = "FD03", "集中补录"
    ROLL = "FD04", "签到名单需核对"
    HEADCOUNT = "FD05", "人数需核对"
    SAME_TEXT = "FD06", "文字雷同"
    RATINGS = "FD07", "评价过于一致"
    CLOSED_QUICKLY = "FD08", "办结过快或多次重开"
    REVISIT = "FD09", "回访与记录不符"
    THRESHOLD = "FD10", "到期达标、过后回落"
    TOTALS = "FD11", "合计与分项不符"
    HANDWRITING = "FD12", "签名字迹需抽看"
    PROXY = "FD13", "代为签到"


class QuestionState(models.TextChoices):
    """From the question to a person's conclusion."""

    OPEN = "open", "待答复"
    ANSWERED = "answered", "已答复"
    EXPLAINED = "explained", "已说明"
    CORRECTED = "corrected", "已更正"
    PROBLEM = "confirmed_problem", "确认有问题"


class VerificationQuery(LedgerRecord):
    """核实问题单: a neutral question to the unit about a record, never about a resident.

    `target_model` and `target_id` name the record; both are empty for a question about the unit as a whole, and
    `occasion` then says what it is about (a quarter, a pair of records), so that nothing is asked twice.
    """

    domain = "A"

    rule_code = models.CharField("缘由", max_length=4, choices=Signal.choices)
    target_model = models.CharField("台账", max_length=60, blank=True)
    target_id = models.PositiveBigIntegerField("记录", default=0)
    occasion = models.CharField("所指", max_length=60, blank=True)
    question = models.CharField("问题", max_length=300)
    due_on = models.DateField("答复期限")
    state = models.CharField(
        "进度", max_length=20, choices=QuestionState.choices, default=QuestionState.OPEN, editable=False
    )
    answer = models.CharField("答复", max_length=300, blank=True, editable=False)
    answered_on = models.DateField("答复日期", null=True, editable=False)
    answered_by = models.ForeignKey(
        "org.User", models.PROTECT, null=True, editable=False, verbose_name="答复人", related_name="+"
    )
    conclusion = models.CharField("结论说明", max_length=200, blank=True, editable=False)
    concluded_on = models.DateField("结论日期", null=True, editable=False)
    concluded_by = models.ForeignKey(
        "org.User", models.PROTECT, null=True, editable=False, verbose_name="下结论的人", related_name="+"
    )

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "核实问题单"
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["settlement", "rule_code", "target_model", "target_id", "occasion"],
                condition=~Q(status=Status.VOID), name="programme_question_once",
                violation_error_message="这件事已经问过，请在原来的问题单上办理。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_rule_code_display()} {self.record_no}"

    @property
    def is_overdue(self) -> bool:
        """Not answered by 24:00 of the deadline."""
        return self.state == QuestionState.OPEN and timezone.localdate() > self.due_on

    def clean(self) -> None:
        """Questions are about records and units: the registers of people and homes are not asked about."""
        if not self.target_model:
            return
        model = target_model(self.target_model)
        if model is None:
            raise ValidationError({"target_model": "问题单只问台账记录和单位，不问居民。"})
        if not model._base_manager.filter(pk=self.target_id, settlement=self.settlement_id).exists():
            raise ValidationError({"target_id": "本安置点没有这条记录，请核对。"})

    @cached_property
    def target(self) -> str:
        """The record that is asked about, by ledger and number; “本单位” when it is about the unit."""
        name_targets([self])
        return str(vars(self)["target"])


def name_targets(questions: Iterable[VerificationQuery]) -> None:
    """Find what many questions are about, one query for each ledger among them."""
    by_label: dict[str, list[VerificationQuery]] = {}
    for question in questions:
        by_label.setdefault(question.target_model, []).append(question)
    for label, asked in by_label.items():
        model = target_model(label)
        records = model._base_manager.in_bulk([question.target_id for question in asked]) if model else {}
        for question in asked:
            record = records.get(question.target_id)
            vars(question)["target"] = (
                f"{model._meta.verbose_name} {record.record_no}" if record else "本单位"
            )


def target_model(label: str) -> Any:
    """The ledger table that may be asked about, or None: nothing of the residents' registers, nothing about one person."""
    try:
        model: Any = apps.get_model(label)
    except (LookupError, ValueError):
        return None
    if not issubclass(model, LedgerRecord) or model._meta.app_label == "residents":
        return None
    if model.domain in CLOSED or PERSONAL & {field.name for field in model._meta.fields}:
        return None
    return model


CLOSED = frozenset("GI")
"""Mediation and minors stay with those who handle them."""
PERSONAL = frozenset({"person", "household", "child", "respondent"})
"""A table with one of these fields is about a resident; the others hold events, places, things and papers."""
