"""个人信息权利申请 (domain §6.2): seen by who handles it, by the secretary and by the county's headquarters only."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone

from hehuo.org.rights import roles_of
from hehuo.org.roles import Role
from hehuo.records.models import LedgerRecord, RecordQuerySet
from hehuo.residents.people.models import Person

OVERSEERS = frozenset({str(Role.SECRETARY), str(Role.COUNTY_HQ)})
"""Who sees every request of the area; anybody else sees the own ones."""


class NarrowQuerySet(RecordQuerySet):
    """Requests by right."""

    def visible_to(self, user: Any) -> models.QuerySet:
        """Area and right first; then the own ones, unless the post oversees them all."""
        rows = super().visible_to(user)
        if not getattr(user, "is_authenticated", False):
            return rows.none()
        return rows if roles_of(user) & OVERSEERS else rows.filter(Q(created_by=user) | Q(handler=user))


class DataSubjectRequest(LedgerRecord):
    """个人信息权利申请台账: one request of one person, from the day it came to the day it is closed."""

    domain = "C"
    privacy = {"content": "P2", "answer": "P2"}

    class Kind(models.TextChoices):
        READ = "read", "查询"
        COPY = "copy", "复制"
        CORRECT = "correct", "更正"
        DELETE = "delete", "删除"
        WITHDRAW = "withdraw", "撤回同意"
        EXPLAIN = "explain", "解释"

    class Applicant(models.TextChoices):
        SELF = "self", "本人"
        GUARDIAN = "guardian", "监护人"
        AGENT = "agent", "委托代理人"
        KIN = "kin", "逝者近亲属"

    class State(models.TextChoices):
        RECEIVED = "received", "待核验身份"
        CHECKED = "identity_checked", "待答复"
        ANSWERED = "answered", "已答复"
        CLOSED = "closed", "已办结"

    class Identity(models.TextChoices):
        ID_CARD = "id_card", "当面核对身份证件"
        KNOWN = "known", "网格员当面辨认"
        GUARDIAN = "guardian", "证件和监护关系证明"
        AGENT = "agent", "证件和授权委托书"
        KIN = "kin", "证件和亲属关系证明"

    class Outcome(models.TextChoices):
        GRANTED = "granted", "已照办"
        PARTLY = "partly", "部分照办"
        REFUSED = "refused", "不予办理"

    class Ground(models.TextChoices):
        """Why the law lets a request be refused, wholly or in part."""

        SECRET = "secret", "第四十五条、第十八条：法律、行政法规规定应当保密"
        DUTY = "duty", "第四十五条、第三十五条：告知将妨碍国家机关履行法定职责"
        CORRECT = "correct", "第四十六条：经核实，登记的信息准确、完整"
        KEPT = "kept", "第四十七条：法律、行政法规规定的保存期限未届满"
        TECHNICAL = "technical", "第四十七条：删除在技术上难以实现，已停止除存储和保护以外的处理"
        STATUTORY = "statutory", "第十三条第三项：为履行法定职责所必需，不以同意为依据"
        IDENTITY = "identity", "第五十条：未能核实申请人身份"

    kind = models.CharField("类型", max_length=10, choices=Kind.choices)
    person = models.ForeignKey(Person, models.PROTECT, verbose_name="申请人", related_name="+")
    applicant = models.CharField("由谁提出", max_length=10, choices=Applicant.choices, default=Applicant.SELF)
    received_on = models.DateField("收到日期", default=timezone.localdate)
    content = models.CharField(
        "申请内容",
        max_length=500,
        help_text="照申请人的话记：想查什么、哪里不对、要删什么。不写证件号码和电话。",
    )
    state = models.CharField(
        "办理状态", max_length=20, choices=State.choices, default=State.RECEIVED, editable=False
    )
    due_on = models.DateField("答复期限", null=True, editable=False)
    due_provisional = models.BooleanField("按暂定日历", default=False, editable=False)
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        verbose_name="承办人",
        related_name="+",
    )
    identity = models.CharField(
        "身份核验方式", max_length=10, choices=Identity.choices, blank=True, editable=False
    )
    identity_on = models.DateField("身份核验日期", null=True, editable=False)
    outcome = models.CharField("结果", max_length=10, choices=Outcome.choices, blank=True, editable=False)
    answer = models.CharField("答复内容", max_length=1000, blank=True, editable=False)
    ground = models.CharField(
        "不予办理的依据", max_length=10, choices=Ground.choices, blank=True, editable=False
    )
    answered_on = models.DateField("答复日期", null=True, editable=False)
    closed_on = models.DateField("办结日期", null=True, editable=False)
    withdrawn = models.BooleanField("申请人撤回", default=False, editable=False)

    objects = NarrowQuerySet.as_manager()

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "个人信息权利申请"
        ordering = ["-received_on", "-id"]
        indexes = [
            *LedgerRecord.Meta.indexes,
            models.Index(fields=["settlement", "state", "due_on"], name="residents_data_request_due"),
        ]
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state__in=["received", "identity_checked"])
                | Q(withdrawn=True)
                | (Q(answered_on__isnull=False) & ~Q(outcome="") & ~Q(answer="")),
                name="residents_data_request_answered",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["", "granted"]) | ~Q(ground=""), name="residents_data_request_ground",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_kind_display()}申请 {self.record_no}"

    def clean(self) -> None:
        """It came on a day that has been; the person lives in the settlement; no numbers of people in free text."""
        if self.received_on and self.received_on > timezone.localdate():
            raise ValidationError({"received_on": "收到日期不能晚于今天。"})
        if self.person_id and self.settlement_id and self.person.settlement_id != self.settlement_id:
            raise ValidationError({"person": "申请人不在所选的安置点，请核对。"})

    @property
    def answered_late(self) -> bool:
        """Whether the answer came after its last day."""
        return bool(self.due_on and self.answered_on and self.answered_on > self.due_on)
