"""记录问题: fact, basis, requirement, the sub-criterion and the points that it takes; no resident is named (domain §3.3)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from hehuo.assessment.deductions import full_points
from hehuo.org.models import OrgUnit, Settlement
from hehuo.org.workdays import add_days
from hehuo.programme.models import Finding
from hehuo.programme.models.supervision import successor_on
from hehuo.programme.supervision.course import open_subject
from hehuo.programme.supervision.findings.lifecycle import FINDING, IMMEDIATE_DAYS, LONGEST_DAYS, NORMAL_DAYS
from hehuo.records.personal_data import kinds_in

Urgency = Finding.Urgency


@dataclass(frozen=True)
class Facts:
    """What was seen and what follows from it."""

    criterion: str
    points: Decimal
    fact: str
    basis: str
    requirement: str
    responsible: OrgUnit
    urgency: str = Urgency.NORMAL
    due_on: date | None = None
    residents_concerned: bool = False


@transaction.atomic
def record_finding(
    settlement: Settlement, edition: Any, facts: Facts, *, by: Any, kind: str, inspection: Any = None, site: Any = None,
    query: Any = None, at: datetime | None = None, demo: bool = False,
) -> Finding:  # fmt: skip
    """Record; it takes no points before a second person has confirmed it and the notice is out. Raises `ValidationError`."""
    day = timezone.localtime(at or timezone.now()).date()
    full = full_points(edition, facts.criterion)
    if full is None:
        raise ValidationError("请选择问题对应的子项。")
    if not 0 < facts.points <= full:
        raise ValidationError(f"{facts.criterion} 满分 {full} 分，扣分应大于 0、不超过 {full} 分。")
    for name, text in (("问题事实", facts.fact), ("依据", facts.basis), ("整改要求", facts.requirement)):
        if not text.strip():
            raise ValidationError(f"请填写{name}。")
        if found := kinds_in(text):
            raise ValidationError(f"{name}里有{'、'.join(found)}，请删去后再保存。")
    finding = Finding(
        kind=kind, inspection=inspection, site=site, query=query, settlement=settlement, edition=edition,
        item_no=int(re.split(r"\D", facts.criterion)[0]), criterion=facts.criterion, points=facts.points,
        fact=facts.fact.strip()[:300], basis=facts.basis.strip()[:200], requirement=facts.requirement.strip()[:300],
        urgency=facts.urgency, residents_concerned=facts.residents_concerned,
        responsible=successor_on(facts.responsible, day), due_on=due_of(facts, day), demo=demo,
    )  # fmt: skip
    told = {"criterion": finding.criterion, "points": str(finding.points)} | (
        {"query": query.pk} if query else {}
    )
    return open_subject(FINDING, finding, "record_finding", "记录问题", by=by, at=at, data=told)


def due_of(facts: Facts, day: date) -> date:
    """Immediate 3 days, normal 30 days; long-term a date within a year, with stage goals in the plan."""
    if facts.urgency == Urgency.IMMEDIATE:
        return add_days(day, IMMEDIATE_DAYS).day
    if facts.urgency == Urgency.NORMAL:
        return add_days(day, NORMAL_DAYS).day
    if facts.urgency != Urgency.LONG:
        raise ValidationError("请选择整改类型。")
    if facts.due_on is None or not NORMAL_DAYS < (facts.due_on - day).days <= LONGEST_DAYS:
        raise ValidationError(f"长期整改请填写 {NORMAL_DAYS} 天以后、{LONGEST_DAYS} 天以内的时限。")
    return facts.due_on
