"""人民调解 in confidence (item 3; domain §3.6, §6.4).

A case is opened by the mediators who handle it and by the chair of the mediation committee of its settlement, by
nobody else; above the settlement there are counts by kind only. What the parties said is encrypted.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from hehuo.records.models import LedgerRecord, RecordQuerySet, Status
from hehuo.records.sealed import SealedField


class Mediator(LedgerRecord):
    """人民调解员名册. An account is bound by a step; who is chair sees every case of the settlement."""

    domain = "F"

    class Chosen(models.TextChoices):
        ELECTED = "elected", "群众推选"
        APPOINTED = "appointed", "聘任"

    name = models.CharField("姓名", max_length=50)
    name_initials = models.CharField(max_length=50, blank=True, editable=False, db_index=True)
    chosen_by = models.CharField("产生方式", max_length=10, choices=Chosen.choices)
    chosen_on = models.DateField("产生日期")
    is_chair = models.BooleanField("调解委员会主任", default=False)
    is_relocated = models.BooleanField("搬迁群众", null=True, blank=True)
    languages = models.CharField("语言", max_length=60, blank=True, help_text="如普通话、苗语、彝语、布依语")
    training_hours = models.PositiveSmallIntegerField("本年培训学时", default=0)
    left_on = models.DateField("离任日期", null=True, blank=True)
    account = models.ForeignKey(
        "org.User",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        verbose_name="账号",
        related_name="+",
    )

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "人民调解员"
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["settlement"], condition=Q(is_chair=True, left_on__isnull=True) & ~Q(status="void"),
                name="neighbourhood_one_chair", violation_error_message="本安置点已有在任的调解委员会主任。",
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(left_on__gte=F("chosen_on")), name="neighbourhood_mediator_span",
                violation_error_message="离任日期不能早于产生日期。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


def serving(user: Any, day: Any = None) -> Q:
    """Rows of the roster that make `user` a mediator on a day."""
    day = day or timezone.localdate()
    return Q(account=user, chosen_on__lte=day) & (Q(left_on__isnull=True) | Q(left_on__gt=day))


class ConfidentialQuerySet(RecordQuerySet):
    """Rows of mediation: only for those who handle the case, and for the chair."""

    path = ""
    """Lookup from the row to its case."""

    def visible_to(self, user: Any) -> models.QuerySet:
        """Area and right first, then the handlers of the case and the chair of its settlement."""
        rows = super().visible_to(user)
        if not getattr(user, "is_authenticated", False):
            return rows
        mine = Mediator.objects.exclude(status=Status.VOID).filter(serving(user))
        chaired = mine.filter(is_chair=True).values("settlement_id")
        opened = (
            CaseHandler.objects.exclude(status=Status.VOID)
            .filter(mediator__in=mine)
            .filter(Q(valid_to__isnull=True) | Q(valid_to__gt=timezone.localdate()))
        )
        return rows.filter(
            Q(**{f"{self.path}mediator__in": mine})
            | Q(**{f"{self.path}pk__in": opened.values("case_id")})
            | Q(settlement_id__in=chaired)
        )


class OfCaseQuerySet(ConfidentialQuerySet):
    """Rows that belong to a case."""

    path = "case__"


class MediationCase(LedgerRecord):
    """化解矛盾（人民调解）台账: one case, free of charge, ended by the parties whenever they wish."""

    domain = "G"
    privacy = {"case_no": "P2", "dispute_type": "P4", "violence": "P4", "amount_fen": "P4"}

    class State(models.TextChoices):
        APPLIED = "applied", "已申请"
        OFFERED = "offered", "主动提出"
        DECLINED = "declined", "不予受理"
        PROTECTED = "protected", "已转保护程序"
        ACCEPTED = "accepted", "已受理"
        INVESTIGATING = "investigating", "调查中"
        MEDIATING = "mediating", "调解中"
        PERFORMING = "performing", "履行中"
        NO_AGREEMENT = "no_agreement", "未达成协议"
        WITHDRAWN = "withdrawn", "当事人撤回"
        REFERRED = "referred", "依法移送"
        PERFORMED = "performed", "已履行"
        BREACHED = "breached", "未履行"
        REVISITED = "revisited", "已回访"
        ARCHIVED = "archived", "已归档"

    class CaseSource(models.TextChoices):
        APPLICATION = "application", "当事人申请"
        OFFERED = "offered", "主动调解"
        ENTRUSTED = "entrusted", "移交委托"

    class Dispute(models.TextChoices):
        FAMILY = "family", "婚姻家庭"
        NEIGHBOURS = "neighbours", "邻里"
        HOUSING = "housing", "房屋宅基地"
        LAND = "land", "山林土地"
        CONTRACT = "contract", "合同"
        DAMAGE = "damage", "损害赔偿"
        LABOUR = "labour", "劳动争议"
        PROPERTY = "property", "物业"
        SUPPORT = "support", "赡养抚养"
        OTHER = "other", "其他"

    class Outcome(models.TextChoices):
        ORAL = "oral", "口头协议"
        WRITTEN = "written", "书面协议"
        NONE = "none", "未达成"
        WITHDRAWN = "withdrawn", "撤回"
        REFERRED = "referred", "移送"

    class Judicial(models.TextChoices):
        NONE = "none", "未申请"
        APPLIED = "applied", "已申请"
        CONFIRMED = "confirmed", "已确认"
        REFUSED = "refused", "不予确认"

    class Revisit(models.TextChoices):
        SETTLED = "settled", "已稳定"
        STRAINED = "strained", "仍有隔阂"
        RELAPSED = "relapsed", "再次发生"

    class Keeping(models.TextChoices):
        Y3 = "Y3", "3 年"
        Y10 = "Y10", "10 年"
        Y30 = "Y30", "30 年"
        PERMANENT = "permanent", "永久"

    case_no = models.CharField("案号", max_length=40, editable=False)
    case_source = models.CharField("案件来源", max_length=12, choices=CaseSource.choices)
    dispute_type = models.CharField("纠纷类型", max_length=12, choices=Dispute.choices)
    violence = models.BooleanField(
        "涉及家庭暴力或虐待", default=False, help_text="涉及的不调解，转保护程序。"
    )
    applied_on = models.DateField("申请（提出）日期")
    mediator = models.ForeignKey(
        Mediator, models.PROTECT, editable=False, verbose_name="承办调解员", related_name="cases"
    )
    party_a = SealedField("当事人甲", kind="text", blank=False)
    phone_a = SealedField("甲方电话", kind="phone")
    party_b = SealedField("当事人乙", kind="text", blank=False)
    phone_b = SealedField("乙方电话", kind="phone")
    other_parties = SealedField("其他当事人和代理人", kind="text")
    facts = SealedField("简要情况", kind="text", blank=False)
    claims = SealedField("申请事项", kind="text", blank=False)
    earlier = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, verbose_name="以前的案件", related_name="relapses",
        help_text="同一纠纷再次发生时选择。",
    )  # fmt: skip
    state = models.CharField(
        "办理状态", max_length=14, choices=State.choices, default=State.APPLIED, editable=False
    )
    accepted_on = models.DateField("受理日期", null=True, blank=True, editable=False)
    rights_notice_on = models.DateField("权利义务告知", null=True, blank=True, editable=False)
    due_on = models.DateField("调解期限", null=True, blank=True, editable=False)
    extended = models.BooleanField("经双方同意延长", default=False, editable=False)
    outcome = models.CharField("结果", max_length=10, choices=Outcome.choices, blank=True, editable=False)
    concluded_on = models.DateField("调解结束日期", null=True, blank=True, editable=False)
    agreement_no = models.CharField("协议书编号", max_length=40, blank=True, editable=False)
    agreement = SealedField("协议内容", kind="text", editable=False)
    amount_fen = models.BigIntegerField("协议涉及金额（分）", null=True, blank=True, editable=False)
    copies = models.PositiveSmallIntegerField("协议书份数", null=True, blank=True, editable=False)
    perform_due_on = models.DateField("履行期限", null=True, blank=True, editable=False)
    performed_on = models.DateField("履行日期", null=True, blank=True, editable=False)
    judicial = models.CharField(
        "司法确认", max_length=10, choices=Judicial.choices, default=Judicial.NONE, editable=False
    )
    revisit_due_on = models.DateField("应回访", null=True, blank=True, editable=False)
    revisited_on = models.DateField("回访日期", null=True, blank=True, editable=False)
    revisit_result = models.CharField(
        "回访结果", max_length=10, choices=Revisit.choices, blank=True, editable=False
    )
    volume_no = models.CharField("卷号", max_length=40, blank=True, editable=False)
    archived_on = models.DateField("归档日期", null=True, blank=True, editable=False)
    retention = models.CharField(
        "保管期限", max_length=10, choices=Keeping.choices, blank=True, editable=False
    )

    objects = ConfidentialQuerySet.as_manager()

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "调解案件"
        ordering = ["-applied_on", "-id"]
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.UniqueConstraint(fields=["settlement", "case_no"], name="neighbourhood_case_no"),
        ]

    def __str__(self) -> str:
        return self.case_no


class MediationSession(LedgerRecord):
    """调解（调查）记录: one meeting with parties."""

    domain = "G"
    privacy = {"place": "P4"}

    class Kind(models.TextChoices):
        INQUIRY = "inquiry", "调查"
        JOINT = "joint", "共同调解"
        SEPARATE = "separate", "分别调解"
        PHONE = "phone", "电话沟通"

    case = models.ForeignKey(MediationCase, models.PROTECT, verbose_name="案件", related_name="sessions")
    held_on = models.DateField("日期")
    kind = models.CharField("形式", max_length=10, choices=Kind.choices)
    place = models.CharField("地点", max_length=60)
    record = SealedField("记录", kind="text", blank=False)

    objects = OfCaseQuerySet.as_manager()

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "调解记录"
        ordering = ["-held_on", "-id"]

    def __str__(self) -> str:
        return f"{self.held_on:%Y-%m-%d} {self.get_kind_display()}"


class CaseHandler(LedgerRecord):
    """案件经办授权: the chair lets another mediator of the roster into one case, with a reason and an end."""

    domain = "G"

    case = models.ForeignKey(MediationCase, models.PROTECT, verbose_name="案件", related_name="handlers")
    mediator = models.ForeignKey(Mediator, models.PROTECT, verbose_name="经办调解员", related_name="+")
    reason = models.CharField("原因", max_length=100)
    valid_from = models.DateField("起")
    valid_to = models.DateField("止", null=True, blank=True)

    objects = OfCaseQuerySet.as_manager()

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "经办授权"

    def __str__(self) -> str:
        return f"{self.mediator} {self.valid_from:%Y-%m-%d}"


class ZeroCaseStatement(LedgerRecord):
    """零案件说明: a quarter without any case, signed. A quarter without disputes is no fault (domain item 3)."""

    domain = "F"

    quarter_start = models.DateField("季度（首日）")
    signed_by = models.CharField("签字人", max_length=50)
    signed_on = models.DateField("签字日期")
    statement = models.CharField("说明", max_length=200)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "零案件说明"
        ordering = ["-quarter_start", "-id"]
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["settlement", "quarter_start"], condition=~Q(status="void"), name="neighbourhood_zero_once",
                violation_error_message="这个季度已有零案件说明。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.quarter_start:%Y-%m} 起一季度零案件说明"
