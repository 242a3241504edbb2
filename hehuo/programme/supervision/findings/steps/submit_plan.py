"""整改方案: responsible person, measures, date; a long-term one in stages (domain §3.3)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from hehuo.org.workdays import chinese_day
from hehuo.programme.models import Finding
from hehuo.programme.supervision.addresses import address_of
from hehuo.programme.supervision.course import begin
from hehuo.programme.supervision.findings.lifecycle import FINDING
from hehuo.programme.supervision.findings.stages import Planned, plan_stages
from hehuo.programme.supervision.people import ask_office


@transaction.atomic
def submit_plan(
    finding: Finding,
    *,
    by: Any,
    person: str,
    measures: str,
    until: date,
    stages: Planned = (),
    reason: str = "",
    at: datetime | None = None,
) -> Finding:
    """Send the plan in. It must end by the deadline; another deadline needs an extension. Raises `ValidationError`."""
    act = begin(FINDING, finding, "submit_plan", by=by, at=at, reason=reason)
    row = act.subject
    if not person.strip() or not measures.strip():
        raise ValidationError("请填写责任人和整改措施。")
    if until < act.day:
        raise ValidationError("计划完成日期不能早于今天。")
    if until > row.due_on and act.day <= row.due_on:
        raise ValidationError(
            f"计划完成日期晚于整改时限（{chinese_day(row.due_on)}）。确需延期的，请先报市指挥部领导同意。"
        )
    row.plan_person, row.plan_measures, row.plan_until = person.strip()[:50], measures.strip()[:500], until
    plan_stages(row, stages, until, act.day)
    row.leave_ladder(act.day)
    told = {"stages": [[goal, str(due)] for goal, due in stages]} if stages else {}
    act.finish(data={"person": row.plan_person, "until": str(until), **told})
    ask_office(f"请审核整改方案：{row.fact}"[:190], row, by=by, url=address_of(row))
    return row
