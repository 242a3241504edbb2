"""Bulletins 通报 (domain §3.4): drafted, checked with the units, signed, numbered, issued, read, withdrawn with a correction."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from hehuo.evidence.quoting import Quoted
from hehuo.programme.models.inspections import Finding
from hehuo.programme.models.supervision import Subject, sees_all, unit_ids_of
from hehuo.programme.models.tasks import ResponsibilityTask

USER = settings.AUTH_USER_MODEL


class BulletinState(models.TextChoices):
    """Where a bulletin stands."""

    DRAFTED = "drafted", "拟稿"
    FACTS = "fact_checked_with_units", "已与单位核实"
    PRIVACY = "legal_privacy_checked", "已作隐私审查"
    SIGNED = "signed", "已签发"
    NUMBERED = "numbered", "已编号"
    ISSUED = "issued", "已印发"
    READ = "read_by_units", "各单位已阅"
    ARCHIVED = "archived", "已归档"
    WITHDRAWN = "withdrawn", "已撤回"


BULLETIN_OUT = (BulletinState.ISSUED, BulletinState.READ, BulletinState.ARCHIVED, BulletinState.WITHDRAWN)


class BulletinQuerySet(models.QuerySet):
    """Bulletins by right."""

    def visible_to(self, user: Any) -> BulletinQuerySet:
        """The city sees all; units those that name them, from the fact check on."""
        if sees_all(user):
            return self
        units = unit_ids_of(user)
        if not units:
            return self.none()
        named = BulletinUnit.objects.filter(unit__in=units).values("bulletin")
        told = Q(state__in=BULLETIN_OUT) | Q(facts_sent_on__isnull=False)
        return self.filter(told, pk__in=named)


class Bulletin(Quoted, Subject):
    """通报. Number by rule: issuer, year in 〔〕, serial without leading zero, no gap and no number twice."""

    page, found_by, out_states = "supervised-bulletins-one", ("title", "doc_no"), BULLETIN_OUT

    class Kind(models.TextChoices):
        SITUATION = "situation", "情况通报"
        PRAISE = "praise", "表扬"
        CRITICISM = "criticism", "批评"

    kind = models.CharField("类型", max_length=10, choices=Kind.choices)
    title = models.CharField("标题", max_length=120)
    period_from = models.DateField("期间起")
    period_to = models.DateField("期间止")
    body = models.TextField("正文", max_length=6000)
    findings = models.ManyToManyField(
        Finding, blank=True, verbose_name="列入的督查问题", related_name="bulletins"
    )
    tasks = models.ManyToManyField(
        ResponsibilityTask, blank=True, verbose_name="列入的责任任务", related_name="bulletins"
    )
    corrects = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="更正的通报",
        related_name="correction",
        editable=False,
    )
    state = models.CharField(
        "状态", max_length=24, choices=BulletinState.choices, default=BulletinState.DRAFTED, editable=False
    )
    facts_sent_on = models.DateField("送核日期", null=True, editable=False)
    privacy_by = models.ForeignKey(
        USER, models.PROTECT, null=True, editable=False, verbose_name="隐私审查人", related_name="+"
    )
    signed_by = models.ForeignKey(
        USER, models.PROTECT, null=True, editable=False, verbose_name="签发人", related_name="+"
    )
    signed_on = models.DateField("签发日期", null=True, editable=False)
    year = models.PositiveSmallIntegerField("年份", null=True, editable=False)
    serial = models.PositiveIntegerField("序号", null=True, editable=False)
    doc_no = models.CharField("发文字号", max_length=40, blank=True, editable=False)
    copies = models.PositiveSmallIntegerField("印数", default=50, editable=False)
    issued_on = models.DateField("印发日期", null=True, editable=False)
    withdrawn_on = models.DateField("撤回日期", null=True, editable=False)
    withdraw_reason = models.CharField("撤回原因", max_length=300, blank=True, editable=False)

    objects = BulletinQuerySet.as_manager()

    class Meta:
        verbose_name = "通报"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "serial"],
                condition=Q(serial__isnull=False),
                name="programme_bulletin_number_once",
            ),
            models.CheckConstraint(
                condition=Q(period_to__gte=models.F("period_from")), name="programme_bulletin_period"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class BulletinUnit(models.Model):
    """A unit that the bulletin names: its answer to the facts, and its read receipt."""

    bulletin = models.ForeignKey(Bulletin, models.PROTECT, related_name="units", verbose_name="通报")
    unit = models.ForeignKey("org.OrgUnit", models.PROTECT, verbose_name="单位", related_name="+")
    facts_reply = models.CharField("核实意见", max_length=300, blank=True)
    replied_by = models.ForeignKey(USER, models.PROTECT, null=True, verbose_name="核实人", related_name="+")
    replied_on = models.DateField("核实日期", null=True)
    read_by = models.ForeignKey(USER, models.PROTECT, null=True, verbose_name="签阅人", related_name="+")
    read_on = models.DateField("签阅日期", null=True)

    class Meta:
        verbose_name = "通报涉及单位"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["bulletin", "unit"], name="programme_bulletin_unit_once")
        ]

    def __str__(self) -> str:
        return str(self.unit)
