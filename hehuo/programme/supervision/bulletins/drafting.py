"""The first words of a bulletin, from problems and tasks as they stand; people then rewrite it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Q

from hehuo.org.models import OrgUnit
from hehuo.org.workdays import chinese_day
from hehuo.programme.models import Finding, ResponsibilityTask
from hehuo.programme.models.inspections import FINDING_TOLD


def findings_of_period(start: date, end: date) -> list[Finding]:
    """Problems with a notice in the period, and those proposed for a bulletin in it."""
    rows = Finding.objects.filter(state__in=FINDING_TOLD).exclude(state="withdrawn")
    inside = Q(created_at__date__range=(start, end)) | Q(bulletin_proposed_on__range=(start, end))
    return list(
        rows.filter(inside | Q(closed_on__range=(start, end))).select_related(
            "settlement__county", "responsible"
        )
    )


def tasks_of_period(start: date, end: date) -> list[ResponsibilityTask]:
    """Tasks proposed for a bulletin in the period."""
    rows = ResponsibilityTask.objects.filter(bulletin_proposed_on__range=(start, end))
    return list(rows.select_related("lead"))


def first_words(
    start: date, end: date, findings: Sequence[Finding], tasks: Sequence[ResponsibilityTask]
) -> str:
    """Facts only: what was found, what is put right, what is late. No resident, no ranking."""
    closed = sum(1 for f in findings if f.state == "verified_closed")
    lines = [
        f"{chinese_day(start)}至{chinese_day(end)}，市指挥部开展抽查、督查和明查暗访，"
        f"列入通报的问题 {len(findings)} 个，其中已复查销号 {closed} 个。现将有关情况通报如下。",
        "一、发现的问题及整改情况",
    ]
    for number, finding in enumerate(findings, 1):
        where = f"{finding.settlement.county.name}{finding.settlement.name}"
        lines.append(
            f"{number}. {where}：{finding.fact.rstrip('。')}。责任单位：{finding.responsible.name}。整改情况：{finding.get_state_display()}。"
        )
    if not findings:
        lines.append("本期没有列入通报的问题。")
    if tasks:
        lines.append("二、逾期未完成的责任任务")
        lines += [
            f"{n}. {t.title}，责任单位：{t.lead.name}，时限{chinese_day(t.due_on)}。"
            for n, t in enumerate(tasks, 1)
        ]
    lines.append("请有关单位对照问题，抓好整改，按时报送结果。")
    return "\n".join(lines)


def units_of(findings: Iterable[Finding], tasks: Iterable[ResponsibilityTask]) -> list[OrgUnit]:
    """Units that the bulletin names, each once."""
    found = {f.responsible_id: f.responsible for f in findings} | {t.lead_id: t.lead for t in tasks}
    return [found[pk] for pk in sorted(found)]
